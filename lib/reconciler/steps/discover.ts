import type { Resource } from '../../domain/resource'
import { resourceKeyText } from '../../domain/resource'
import { GLOBAL_REGION } from '../../domain/scope'
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
import { lookFailed } from '../look-failed'
import type { Pass } from '../pass'

/**
 * Lists the resources of the scope when that is due, all pages or nothing, and writes down what changed. A resource is
 * gone when two complete listings, a minute apart, lacked it.
 */
export async function discover(pass: Pass): Promise<void> {
  if (pass.isBackingOff || pass.lookOnly === 'EndpointChanged' || !isDue(pass)) return
  const { lease, scope, provider } = pass
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
  await lease.write(async (sql) => {
    await recordDiscovery(pass, sql, discovery, at)
    if (isGlobal) pass.rowsWritten += await noteRegions(sql, scope.account.id, discovery.regions)
    await noteLook(sql, { scopeId: scope.scopeId, kind: 'discovery', outcome: 'complete', detail: null, at })
  })
  pass.discoveredAt = at
}

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
  return [{ id: mark?.id ?? pass.engine.newId(), scopeId, resource, digest }]
}

/** Routers come from the global look and live in a region: its own pass lists their attachments and plans for them. */
async function wakeOthers(pass: Pass, sql: Sql, scopeIds: readonly string[]): Promise<void> {
  const others = [...new Set(scopeIds)].filter((scopeId) => scopeId !== pass.scope.scopeId)
  await wakeScopes(sql, others, { look: true })
}
