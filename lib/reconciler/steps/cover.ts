import { isDeepStrictEqual } from 'node:util'
import type { Coverage } from '../../domain/coverage'
import type { CoverageIndex, CoverageLog } from '../../domain/coverage-index'
import type { TrafficType } from '../../domain/flow-log-spec'
import { coverageOf } from '../../domain/coverage'
import { indexCoverage } from '../../domain/coverage-index'
import { resourceKeyText } from '../../domain/resource'
import { parseResourceKey } from '../../domain/resource-key'
import { scopeKey } from '../../domain/scope'
import type { CoverageCountRow, StoredCoverage } from '../../store/coverage'
import { loadCoverage, loadFarEnds } from '../../store/coverage'
import { loadFreshness, type SeenOfLog } from '../../store/record-readers'
import type { LoadedScope } from '../../store/scope-facts'
import { sideBySide } from '../../store/sql'
import { loadScopeFacts } from '../../store/scope-facts'
import type { Pass } from '../pass'

/** How many steady looks a scope may miss before what was seen there no longer counts. */
const LOOKS_MISSED = 3

/** Works out the coverage of every resource of the scope; the last step writes what changed. */
export async function cover(pass: Pass): Promise<void> {
  const { lease, scope } = pass
  // Calls were made: what they did shows in the next listing, which comes in seconds.
  if (pass.evidence.size > 0) return
  const loaded = pass.loaded ?? (await loadScopeFacts(lease.read, scope.scopeId, pass.now()))
  const [index, stored] = await sideBySide(lease.read, [
    () => coverageIndex(pass, loaded),
    () => loadCoverage(lease.read, scope.scopeId),
  ])
  const counts = new Map<string, CoverageCountRow>()
  const changed: StoredCoverage[] = []
  for (const { id, resource } of loaded.resources) {
    const next = toStored(id, coverageOf(resource, index))
    if (!isSame(stored.get(id), next)) changed.push(next)
    count(counts, resource.key.type, next)
  }
  pass.coverage = { changed, counts: [...counts.values()] }
}

async function coverageIndex(pass: Pass, loaded: LoadedScope): Promise<CoverageIndex> {
  const { scope, lease } = pass
  const now = pass.now()
  const seenSince = new Date(now.getTime() - LOOKS_MISSED * pass.engine.timings.steadyLookMs)
  const observedAt = pass.listing?.at ?? scope.flowLogsObservedAt
  const peers = loaded.resources.flatMap(({ resource }) => resource.links.peerRegion ?? [])
  const far = await loadFarEnds(
    lease.read,
    { scopeId: scope.scopeId, ref: scope.ref, accountRef: scope.account.id },
    [...new Set(peers)],
    seenSince,
  )
  const required = requiredTraffic(pass, loaded)
  // A reader that was not heard of for some probes says nothing any more.
  const probedSince = new Date(now.getTime() - LOOKS_MISSED * pass.engine.timings.probeMs)
  const seen = await loadFreshness(lease.read, scope.scopeId, probedSince)
  return indexCoverage({
    resources: [...loaded.resources.map(({ resource }) => resource), ...far.resources],
    logs: [
      ...loaded.logs
        .filter(({ missingSince }) => missingSince === null)
        .map(({ log, deliverySince }) => ({
          log,
          activeSince: log.status === 'active' ? deliverySince : null,
          reader: readerOf(seen.get(log.externalId), now),
        })),
      ...far.logs.map((entry) => ({ ...entry, reader: null })),
    ],
    wishes: [...pass.desired.values()].flatMap(({ intent, targetKeyText, spec, endedAt }) => {
      const target = parseResourceKey(targetKeyText)
      return intent !== 'present' || endedAt !== null || target === null ? [] : [{ target, spec }]
    }),
    scopesNotSeen: new Set([
      ...(observedAt === null || observedAt < seenSince ? [scopeKey(scope.ref)] : []),
      ...far.notSeen.map(scopeKey),
    ]),
    requiredTraffic: (resource) => required.get(resourceKeyText(resource.key)) ?? pass.installation.requiredTraffic,
    now,
  })
}

/** What Configurations require of the targets they select; where they differ, all traffic. */
function requiredTraffic(pass: Pass, loaded: LoadedScope): ReadonlyMap<string, TrafficType> {
  const wanted = new Map(loaded.configurations.map(({ id, document }) => [id, document.requiredTraffic]))
  const required = new Map<string, TrafficType>()
  for (const { configurationId, targetKeyText, intent } of pass.desired.values()) {
    const traffic = wanted.get(configurationId) ?? null
    if (traffic === null || intent !== 'present') continue
    const known = required.get(targetKeyText)
    required.set(targetKeyText, known === undefined || known === traffic ? traffic : 'ALL')
  }
  return required
}

/**
 * What a probe saw, for coverage. Whether a record was recent was judged when it was seen; an idle target is no failing one,
 * and whether it carries traffic is not known.
 */
function readerOf(seen: SeenOfLog | undefined, now: Date): CoverageLog['reader'] {
  if (seen === undefined) return null
  return { lastRecordAt: seen.isRecent ? now : null, trafficIsKnown: false }
}

function toStored(id: string, coverage: Coverage): StoredCoverage {
  return {
    id,
    rung: coverage.verdict,
    reason: reasonOf(coverage),
    evidence: coverage.evidence,
    why: coverage.why,
    coveredBy: coverage.coveredBy,
    isFailing: coverage.deliveryFailed,
  }
}

function reasonOf({ verdict, isHalf, deliveryFailed, why }: Coverage): string {
  if (isHalf) return 'HalfLink'
  if (deliveryFailed) return 'DeliveryFailed'
  switch (verdict) {
    case 'not-ours':
    case 'not-coverable':
    case 'could-not-look':
      return why.at(-1)?.fact ?? 'CouldNotLook'
    case 'unlogged':
      return why.some(({ fact }) => fact === 'LogOtherTraffic') ? 'LogOtherTraffic' : 'NoLog'
    case 'configured':
      return why.some(({ fact }) => fact === 'Log') ? 'NotCapturing' : 'Desired'
    case 'active':
      return 'NoEvidence'
    case 'delivering':
      return 'Delivering'
  }
}

function isSame(stored: StoredCoverage | undefined, next: StoredCoverage): boolean {
  return stored !== undefined && isDeepStrictEqual(stored, next)
}

function count(counts: Map<string, CoverageCountRow>, resourceType: string, { rung, isFailing }: StoredCoverage): void {
  const key = `${resourceType} ${rung}`
  const known = counts.get(key) ?? { resourceType, rung, count: 0, failing: 0 }
  counts.set(key, { ...known, count: known.count + 1, failing: known.failing + (isFailing ? 1 : 0) })
}
