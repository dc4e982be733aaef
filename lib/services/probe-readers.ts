import { isProviderId } from '../domain/provider-id'
import { ProviderError } from '../providers/errors'
import {
  addMissingReaders,
  claimDueReaders,
  writeFreshness,
  writeProbe,
  type DueReader,
  type ProbeOutcome,
  type SeenRecord,
} from '../store/record-readers'
import { loadRecordSources, type StoredRecordSource } from '../store/record-sources'
import { callContext, problemOf, sourceOf, type ReadContext } from './read-records'

/** When probes come. */
export interface ProbeTimings {
  /** Between two probes of one destination. */
  readonly probeMs: number
  /** After a refusal or failure: permissions are not mended by asking often. */
  readonly probeRetryMs: number
}

/** Probes in one round: the rest comes with the next. */
const MOST_PER_ROUND = 20
const PROBE_WITHIN_MS = 60_000
/** A record this much older than its interval allows is not recent: files and events come up to so much late. */
const LATE_MS = 20 * 60_000

/**
 * Asks the destinations whose time has come for their newest records. Probes are apart from passes: they hold no lease,
 * change nothing in a cloud, and write only what they find new. Answers how many destinations were asked.
 */
export async function probeReaders(
  context: ReadContext & { readonly clock: () => Date },
  timings: ProbeTimings,
): Promise<number> {
  const { pool } = context.database
  await addMissingReaders(pool)
  const due = await claimDueReaders(pool, timings.probeMs, MOST_PER_ROUND)
  for (const reader of due) await probe(context, reader, timings)
  return due.length
}

async function probe(
  { database, provider, clock }: ReadContext & { readonly clock: () => Date },
  reader: DueReader,
  timings: ProbeTimings,
): Promise<void> {
  const logs = await loadRecordSources(database.pool, reader.scopeId, reader.destination)
  const [first] = logs
  if (first === undefined || !isProviderId(first.provider)) return
  let calls = 0
  const context = callContext(first, first.provider, AbortSignal.timeout(PROBE_WITHIN_MS), () => (calls += 1))
  try {
    const sources = logs.flatMap((log) => sourceOf(log) ?? [])
    const { newest, place } = await provider(first.provider).records.newestRecords(context, sources, reader.place)
    const now = clock()
    const byId = new Map(logs.map((log) => [log.externalId, log]))
    const seen = newest.flatMap(({ externalId, at }): SeenRecord[] => {
      const log = byId.get(externalId)
      return log === undefined
        ? []
        : [{ observedFlowLogId: log.observedId, newestRecordAt: at, isRecent: isRecent(log, at, now) }]
    })
    await writeFreshness(database.pool, reader.id, seen)
    await writeProbe(database.pool, reader.id, { state: 'reading', problem: null, place, calls, retryInMs: null })
  } catch (error) {
    await writeProbe(database.pool, reader.id, failedProbe(error, reader, calls, timings))
  }
}

function failedProbe(error: unknown, reader: DueReader, calls: number, timings: ProbeTimings): ProbeOutcome {
  const kind = error instanceof ProviderError ? error.kind : 'unknown'
  const state = kind === 'denied' ? 'refused' : kind === 'destinationMissing' ? 'missing' : 'failed'
  return { state, problem: problemOf(error), place: reader.place, calls, retryInMs: timings.probeRetryMs }
}

function isRecent({ spec }: StoredRecordSource, at: Date | null, now: Date): boolean {
  if (at === null || spec === null) return false
  const seconds = spec.family === 'cen' ? spec.intervalSeconds : spec.maxAggregationIntervalSeconds
  return now.getTime() - at.getTime() <= seconds * 1000 + LATE_MS
}
