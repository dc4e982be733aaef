import type { Problem } from '../../domain/problem'
import type { Resource } from '../../domain/resource'
import { resourceKeyText } from '../../domain/resource'
import { GLOBAL_REGION, PARTLY_LISTED } from '../../domain/scope'
import type { ProviderError } from '../../providers/errors'
import type { Discovery } from '../../providers/provider'
import type { ResourceMark, ResourceWrite } from '../../store/resources'
import {
  loadResourceMarks,
  loadRouters,
  markResourcesGone,
  markResourcesMissing,
  resourceDigest,
  writeResources,
} from '../../store/resources'
import { wakeScopes } from '../../store/scope-queue'
import { awaitsGlobalLook, loadScopeIds, noteRegions } from '../../store/scopes'
import type { Sql } from '../../store/sql'
import { noteLook } from '../../store/watch-intervals'
import { lookFailed, slowDown } from '../look-failed'
import type { Pass } from '../pass'

/**
 * Lists the resources of the scope when that is due, all pages of every type, and writes down what changed. A type whose
 * listing failed is left as it is known. A resource is gone when two complete listings, a minute apart, lacked it.
 */
export async function discover(pass: Pass): Promise<void> {
  if (pass.isBackingOff || pass.lookOnly === 'EndpointChanged') return
  const { lease, scope, provider } = pass
  if (!isDue(pass)) {
    // What the last look could not list is still not known.
    if (scope.problem?.reason === PARTLY_LISTED) pass.partialLook = scope.problem
    return
  }
  if (needsRouters(pass) && (await awaitsGlobalLook(lease.read, scope.account.id))) {
    pass.due.within(pass.engine.timings.inFlightMs[0] ?? 0, 'global look first')
    return
  }
  const isGlobal = scope.ref.region === GLOBAL_REGION
  let discovery: Discovery
  try {
    discovery = await provider.discover(pass.callContext(), {
      includeInterfaces: pass.installation.discoverInterfaces,
      knownRouters: isGlobal ? [] : await loadRouters(lease.read, scope.scopeId),
    })
  } catch (error) {
    await lookFailed(pass, 'discovery', error)
    return
  }
  const at = pass.now()
  // The cloud lists the flow logs while the database takes the resources.
  pass.listingUnderWay = provider.observe(pass.callContext())
  pass.listingUnderWay.catch(() => undefined) // whoever waits for it hears of its failure
  await lease.note(async (sql) => {
    await recordDiscovery(pass, sql, discovery, at)
    if (isGlobal) pass.rowsWritten += await noteRegions(sql, scope.account.id, discovery.regions)
    await noteLook(sql, { scopeId: scope.scopeId, kind: 'discovery', at, ...outcomeOf(discovery) })
  })
  pass.discoveredAt = at
  notePartialLook(pass, discovery)
}

function outcomeOf({ failures, coveredTypes }: Discovery): {
  readonly outcome: 'complete' | 'partial'
  readonly detail: object | null
} {
  const [first] = failures
  if (first === undefined) return { outcome: 'complete', detail: null }
  const { operation, vendorCode, reading } = first.error
  return { outcome: 'partial', detail: { coveredTypes, operation, vendorCode, reason: reading.reason } }
}

/** What could not be listed beside the rest marks the scope until a look lists everything; nothing is concluded from it. */
function notePartialLook(pass: Pass, { failures }: Discovery): void {
  const [first] = failures
  if (first === undefined) return
  pass.partialLook = partialLookProblem(failures)
  const kinds = new Set(failures.map(({ error }) => error.kind))
  if (kinds.has('throttled')) {
    pass.noteThrottle()
    pass.isBackingOff = true
    slowDown(pass, first.error.retryAfterMs)
  }
  // What only a person can mend waits for the ordinary cadence; what passes by itself is asked for again soon.
  if (kinds.has('throttled') || kinds.has('unavailable')) pass.wantsDiscovery = true
}

/** The problem of a scope of which some listings failed: the operations and codes, and what is not known for it. Pure. */
function partialLookProblem(failures: Discovery['failures']): Problem {
  const [first] = failures
  if (first === undefined) throw new Error('nothing failed')
  const names = [...new Set(failures.map(({ error }) => `${error.operation} (${codeOf(error)})`))]
  const types = [...new Set(failures.flatMap((failure) => failure.types))]
  const whatOf = types.length === 0 ? 'which regions the account has enabled' : `what changed of ${types.join(', ')}`
  return {
    reason: PARTLY_LISTED,
    message: `Some resources could not be listed: ${names.join(', ')} failed; ${whatOf} is not known.`,
    cause: first.error.reading.cause,
    remedy: first.error.reading.remedy,
    vendorCode: first.error.vendorCode,
    vendorMessage: first.error.vendorMessage,
    requestId: first.error.requestId,
  }
}

const codeOf = (error: ProviderError): string => error.vendorCode ?? error.reading.reason

/**
 * Whether this is a region whose listings go by transit routers, and which has never been discovered. The global look finds
 * the routers; before it, every listing of the region would be of nothing. Pure.
 */
export function needsRouters({ scope, provider, discoveredAt }: Pass): boolean {
  const isRegion = scope.ref.region !== GLOBAL_REGION
  const hasRouters = provider.capabilities.discoveredTypes.includes('TransitRouter')
  return isRegion && hasRouters && scope.discoveredAt === null && discoveredAt === null
}

function isDue({ scope, now }: Pass): boolean {
  return (
    scope.discoveredAt === null ||
    scope.lookRequestedAt !== null ||
    scope.discoveryDueAt <= maxDate(now(), scope.claimedAt)
  )
}

const maxDate = (left: Date, right: Date) => (left > right ? left : right)

async function recordDiscovery(pass: Pass, sql: Sql, discovery: Discovery, at: Date): Promise<void> {
  const { scopeId, account } = pass.scope
  const scopeIds = await loadScopeIds(sql, account.id)
  // What lives in a region that nobody watches has no scope to be shown under.
  const resources = discovery.resources.filter((resource) => scopeIds.has(resource.key.scope.region))
  const keyTexts = resources.map((resource) => resourceKeyText(resource.key))
  const marks = new Map((await loadResourceMarks(sql, scopeId, keyTexts)).map((mark) => [mark.keyText, mark]))
  const writes = resources.flatMap((resource) => writeOf(pass, resource, marks, scopeIds))

  const listed = new Set(keyTexts)
  const covered = new Set(discovery.coveredTypes)
  const lacking = [...marks.values()].filter(
    (mark) => mark.goneAt === null && covered.has(mark.type) && !listed.has(mark.keyText),
  )
  const { secondLookMs } = pass.engine.timings
  const isGone = ({ missingSince }: ResourceMark) =>
    missingSince !== null && at.getTime() >= missingSince.getTime() + secondLookMs
  const gone = lacking.filter(isGone)
  const newlyMissing = lacking.filter(({ missingSince }) => missingSince === null)
  for (const mark of lacking.filter((candidate) => !isGone(candidate))) {
    const secondLookAt = new Date((mark.missingSince ?? at).getTime() + secondLookMs)
    pass.due.at(secondLookAt, at, 'second look')
    pass.wantsDiscovery = true
  }
  await writeResources(sql, scopeId, writes, at)
  await markResourcesMissing(
    sql,
    newlyMissing.map(({ id }) => id),
    at,
  )
  await markResourcesGone(
    sql,
    gone.map(({ id }) => id),
    at,
  )
  pass.rowsWritten += writes.length + newlyMissing.length + gone.length
  await wakeOthers(pass, sql, [...writes.map((write) => write.scopeId)])
}

function writeOf(
  pass: Pass,
  resource: Resource,
  marks: ReadonlyMap<string, ResourceMark>,
  scopeIds: ReadonlyMap<string, string>,
): readonly ResourceWrite[] {
  const digest = resourceDigest(resource)
  const mark = marks.get(resourceKeyText(resource.key))
  const scopeId = scopeIds.get(resource.key.scope.region)
  const isSame = mark !== undefined && mark.digest === digest && mark.missingSince === null && mark.goneAt === null
  if (isSame || scopeId === undefined) return []
  return [{ id: mark?.id ?? pass.engine.newId(), scopeId, resource, digest, isNew: mark === undefined }]
}

/** Routers come from the global look and live in a region: its own pass lists their attachments and plans for them. */
async function wakeOthers(pass: Pass, sql: Sql, scopeIds: readonly string[]): Promise<void> {
  const others = [...new Set(scopeIds)].filter((scopeId) => scopeId !== pass.scope.scopeId)
  await wakeScopes(sql, others, { look: true })
}
