import type { ProviderId } from '../../domain/provider-id'
import { recordFormat } from '../../domain/records/record-format'
import { createRecordParser } from '../../domain/records/record-parser'
import { ProviderError } from '../errors'
import type { CallContext } from '../provider'
import { collectPage, pageBudget, type RecordPart } from '../record-page'
import type { NewestRecord, RecordAccess, RecordQuery, RecordSource } from '../records'
import { exchange, type FakeLine } from './exchange'
import type { FakeWorld } from './world'

/** Lines by flow log, kept beside the world: what a fake log delivered is what a test put there. */
const LINES = new WeakMap<FakeWorld, Map<string, readonly string[]>>()

/** Puts records into the destination of a flow log, oldest first, as lines of its format. */
export function putRecords(world: FakeWorld, externalId: string, lines: readonly string[]): void {
  const byLog = LINES.get(world) ?? new Map<string, readonly string[]>()
  LINES.set(world, byLog.set(externalId, lines))
}

/** Reading back from the fake: one exchange for a page or a probe. */
export function fakeRecordAccess(world: FakeWorld, line: FakeLine, provider: ProviderId): RecordAccess {
  const linesOf = async (context: CallContext, source: RecordSource): Promise<readonly string[]> => {
    const { value } = await exchange(line, context, {
      operation: 'ReadRecords',
      resources: [source.externalId],
      mutates: false,
      effect: () => LINES.get(world)?.get(source.externalId) ?? [],
    })
    return value
  }
  const formatOf = ({ spec }: RecordSource) => {
    const isReadable = spec.family === 'cen' || spec.logDestinationType !== 'kinesis-data-firehose'
    const format = isReadable
      ? recordFormat(spec.family, spec.family === 'cen' ? spec.logFormatString : spec.logFormat)
      : null
    if (format !== null) return format
    throw new ProviderError({
      provider,
      operation: 'ReadRecords',
      vendorCode: null,
      vendorMessage: null,
      requestId: null,
      reading: {
        kind: 'unsupported',
        reason: 'RecordsUnreadable',
        cause: 'There is nothing that could be read back.',
        remedy: 'Look at the destination itself.',
      },
    })
  }
  return {
    async readRecords(context, source, query) {
      const format = formatOf(source)
      const lines = await linesOf(context, source)
      const budget = pageBudget()
      budget.calls -= 1
      return collectPage(onePart(lines, format, query), format, query, budget)
    },
    async newestRecords(context, sources) {
      const newest: NewestRecord[] = []
      for (const source of sources) {
        const format = formatOf(source)
        const lines = await linesOf(context, source)
        const page = await collectPage(onePart(lines, format, EVERYTHING), format, EVERYTHING, pageBudget())
        const end = page.rows[0]?.['end']
        newest.push({ externalId: source.externalId, at: typeof end === 'number' ? new Date(end * 1000) : null })
      }
      return { newest, place: {} }
    },
  }
}

const EVERYTHING: RecordQuery = { from: new Date(0), to: new Date(8.64e15), filter: {}, cursor: null, limit: 1 }

async function* onePart(
  lines: readonly string[],
  format: NonNullable<ReturnType<typeof recordFormat>>,
  { cursor }: RecordQuery,
): AsyncGenerator<RecordPart> {
  yield {
    batches: createRecordParser(format, 'never').readMessages(lines),
    after: cursor?.at === 'sls' ? cursor.offset : 0,
    cursorAt: (offset) => ({ at: 'sls', offset }),
    next: null,
  }
  await Promise.resolve()
}
