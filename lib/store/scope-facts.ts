import type { Membership } from '../domain/membership'
import type { ConfigurationState } from '../domain/overlay'
import type { ResourceType } from '../domain/resource'
import type { ScopeRef } from '../domain/scope'
import { OWNERSHIP_TAGS } from '../domain/flow-log'
import { decideMembership, epochKey } from '../domain/membership'
import { isProviderId } from '../domain/provider-id'
import { loadConfigurations } from './configurations'
import type { StoredDesired } from './desired-flow-logs'
import { loadDesired } from './desired-flow-logs'
import type { Installation } from './installation'
import { readInstallation } from './installation'
import type { StoredLog } from './observed-flow-logs'
import { loadLogs } from './observed-flow-logs'
import type { StoredResource } from './resources'
import { loadResources } from './resources'
import type { Sql } from './sql'
import { sideBySide } from './sql'

/** Everything the database knows that planning one scope needs, as rows; `planningFacts` makes the planner's input of it. */
export interface LoadedScope {
  readonly scopeId: string
  readonly ref: ScopeRef
  readonly installation: Installation
  readonly measuredGapSeconds: number | null
  readonly flowLogsObservedAt: Date | null
  readonly configurations: readonly ConfigurationState[]
  readonly resources: readonly StoredResource[]
  /** Key texts of targets of desired flow logs that are gone for good. */
  readonly goneTargets: ReadonlySet<string>
  readonly freshTypes: ReadonlySet<ResourceType>
  readonly desired: readonly StoredDesired[]
  readonly lastEpochs: ReadonlyMap<string, number>
  readonly logs: readonly StoredLog[]
  /** External ids of logs on record that two complete listings lacked. */
  readonly goneLogs: ReadonlySet<string>
  readonly released: ReadonlySet<string>
  /** Whether a request that was approved has actions here that have not ended. */
  readonly hasRequests: boolean
  /** Operations named by tags of the logs that are ours. */
  readonly knownOperations: ReadonlySet<string>
}

/** A discovery older than this says nothing about who left. Three times the ordinary cadence. */
const FRESH_DISCOVERY_MS = 45 * 60_000

/** What a caller of `loadScopeFacts` knows already, so that it is not asked for again. */
export interface KnownFacts {
  readonly scope?: ScopeHead
  readonly installation?: Installation
  /**
   * Desired flow logs as the holder of the lease has read and written them. They are read again only where somebody asked for
   * a pass since the claim: whoever else changes one asks for a pass in the same transaction.
   */
  readonly desired?: { readonly rows: readonly StoredDesired[]; readonly claimedDueAt: Date }
  /** Operation tags that were asked about, and those of them that are operations of this database. */
  readonly operations?: { readonly asked: ReadonlySet<string>; readonly known: ReadonlySet<string> }
}

/**
 * Loads one scope for planning: a handful of set-based queries, whatever its size. `now` is the caller's clock. A proposal
 * loads resources of the types it can concern only: a scope may hold ten interfaces for every VPC.
 */
export async function loadScopeFacts(
  sql: Sql,
  scopeId: string,
  now: Date,
  types: readonly ResourceType[] | null = null,
  known: KnownFacts = {},
): Promise<LoadedScope> {
  const scope = known.scope ?? (await loadScope(sql, scopeId))
  const [installation, configurations, resources, logs, aside] = await sideBySide(sql, [
    () => known.installation ?? readInstallation(sql),
    () => loadConfigurations(sql, scope.ref.provider, scopeId),
    () => loadResources(sql, scopeId, types),
    () => loadLogs(sql, scopeId, scope.ref),
    () => loadAside(sql, scopeId, now, known.desired?.claimedDueAt ?? null),
  ])
  const isKnown = known.desired !== undefined && !aside.wasAskedFor
  const desired = isKnown ? known.desired.rows : await loadDesired(sql, scopeId)
  const { asked, known: before } = known.operations ?? { asked: new Set<string>(), known: new Set<string>() }
  const unasked = logs.flatMap(({ log }) => {
    const tag = log.tags[OWNERSHIP_TAGS.operation]
    return tag === undefined || asked.has(tag) ? [] : [tag]
  })
  return {
    ...scope,
    installation,
    configurations,
    resources,
    desired,
    logs,
    goneTargets: aside.goneTargets,
    freshTypes: aside.freshTypes,
    goneLogs: aside.goneLogs,
    released: aside.released,
    hasRequests: aside.hasRequests,
    lastEpochs: lastEpochs(aside.endedEpochs, desired),
    knownOperations: new Set([...before, ...(await loadKnownOperations(sql, unasked))]),
  }
}

/** Who belongs to what, for the Configurations as they are or as a proposal would make them. Pure. */
export function membershipOf(
  loaded: LoadedScope,
  configurations: readonly ConfigurationState[] = loaded.configurations,
): Membership {
  return decideMembership({
    scope: loaded.ref,
    configurations: configurations.filter(({ document }) => document.provider === loaded.ref.provider),
    resources: new Map(loaded.resources.map(({ keyText, resource }) => [keyText, resource])),
    desired: loaded.desired,
    lastEpochs: loaded.lastEpochs,
    freshTypes: loaded.freshTypes,
  })
}

export type ScopeHead = Pick<LoadedScope, 'scopeId' | 'ref' | 'measuredGapSeconds' | 'flowLogsObservedAt'>

async function loadScope(sql: Sql, scopeId: string): Promise<ScopeHead> {
  const { rows } = await sql.query<{
    provider: string
    partition: string
    accountId: string
    region: string
    measuredGapSeconds: number | null
    flowLogsObservedAt: Date | null
  }>(
    `SELECT "provider", "partition", "accountId", "region", "measuredGapSeconds", "flowLogsObservedAt"
       FROM "scope" WHERE "id" = $1`,
    [scopeId],
  )
  const row = rows[0]
  if (row === undefined) throw new Error(`there is no scope ${scopeId}`)
  const { provider, partition, accountId, region, measuredGapSeconds, flowLogsObservedAt } = row
  if (!isProviderId(provider)) throw new Error(`scope ${scopeId} names an unknown provider: ${provider}`)
  return { scopeId, ref: { provider, partition, accountId, region }, measuredGapSeconds, flowLogsObservedAt }
}

interface AsideRow {
  kind: 'gone-target' | 'fresh-type' | 'epoch' | 'gone-log' | 'released' | 'request' | 'asked-for'
  value: string
  configurationId: string
  epoch: number
}

interface EpochRow {
  readonly configurationId: string
  readonly targetKeyText: string
  readonly epoch: number
}

interface Aside extends Pick<LoadedScope, 'goneTargets' | 'freshTypes' | 'goneLogs' | 'released' | 'hasRequests'> {
  readonly endedEpochs: readonly EpochRow[]
  /** Somebody asked for a pass since the claim. */
  readonly wasAskedFor: boolean
}

/**
 * What is usually little or nothing, in one question instead of seven: targets that are gone; types that their source's
 * last discovery covered, and recently; the highest epochs of desired flow logs that have ended; logs on record that are gone;
 * external ids let go of on purpose; whether a request under way has actions here; whether
 * somebody asked for a pass since the claim.
 */
async function loadAside(sql: Sql, scopeId: string, now: Date, claimedDueAt: Date | null): Promise<Aside> {
  const { rows } = await sql.query<AsideRow>(
    `SELECT 'gone-target' AS "kind", r."keyText" AS "value", d."configurationId", d."epoch"
       FROM "desired_flow_log" d JOIN "resource" r ON r."id" = d."resourceId"
      WHERE d."scopeId" = $1 AND d."endedAt" IS NULL AND r."goneAt" IS NOT NULL
     UNION ALL
     SELECT DISTINCT 'fresh-type', r."type", NULL::uuid, NULL::int
       FROM (SELECT DISTINCT "sourceScopeId", "type" FROM "resource" WHERE "scopeId" = $1 AND "goneAt" IS NULL) r
       JOIN "scope" s ON s."id" = r."sourceScopeId"
       JOIN LATERAL (SELECT w."outcome", w."detail" FROM "watch_interval" w
                      WHERE w."scopeId" = s."id" AND w."kind" = 'discovery' ORDER BY w."until_at" DESC, w."id" DESC LIMIT 1) last ON true
      WHERE s."discoveredAt" > $2
        AND (last."outcome" = 'complete' OR last."outcome" = 'partial' AND last."detail"->'coveredTypes' ? r."type")
     UNION ALL
     SELECT 'epoch', "targetKeyText", "configurationId", max("epoch") FROM "desired_flow_log"
      WHERE "scopeId" = $1 AND "endedAt" IS NOT NULL GROUP BY 2, 3
     UNION ALL
     SELECT 'gone-log', o."externalId", NULL, NULL FROM "observed_flow_log" o
      WHERE o."scopeId" = $1 AND o."goneAt" IS NOT NULL AND EXISTS (
        SELECT 1 FROM "desired_flow_log" d
         WHERE d."scopeId" = $1 AND d."endedAt" IS NULL
           AND (d."externalId" = o."externalId" OR d."replacement"->>'oldExternalId' = o."externalId"))
     UNION ALL
     SELECT 'released', "externalId", NULL, NULL FROM "desired_flow_log"
      WHERE "scopeId" = $1 AND "endedAt" IS NOT NULL AND "intent" = 'released' AND "externalId" IS NOT NULL
     UNION ALL
     (SELECT 'request', c."id"::text, NULL, NULL FROM "change_request" c JOIN "plan_action" a ON a."planId" = c."planId"
       WHERE a."scopeId" = $1 AND c."state" IN ('approved', 'applying')
         AND a."state" NOT IN ('excluded', 'done', 'failed') LIMIT 1)
     UNION ALL
     SELECT 'asked-for', '', NULL, NULL FROM "scope" WHERE "id" = $1 AND "dueAt" <> $3`,
    [scopeId, new Date(now.getTime() - FRESH_DISCOVERY_MS), claimedDueAt],
  )
  const valuesOf = (kind: AsideRow['kind']) => rows.flatMap((row) => (row.kind === kind ? [row.value] : []))
  return {
    goneTargets: new Set(valuesOf('gone-target')),
    freshTypes: new Set(valuesOf('fresh-type') as ResourceType[]),
    goneLogs: new Set(valuesOf('gone-log')),
    released: new Set(valuesOf('released')),
    hasRequests: valuesOf('request').length > 0,
    wasAskedFor: valuesOf('asked-for').length > 0,
    endedEpochs: rows.flatMap(({ kind, value, configurationId, epoch }) =>
      kind === 'epoch' ? [{ configurationId, targetKeyText: value, epoch }] : [],
    ),
  }
}

/** The highest epoch each (Configuration, target) ever had, ended ones included. Pure. */
function lastEpochs(ended: readonly EpochRow[], desired: readonly EpochRow[]): ReadonlyMap<string, number> {
  const epochs = new Map<string, number>()
  for (const { configurationId, targetKeyText, epoch } of [...ended, ...desired]) {
    const key = epochKey(configurationId, targetKeyText)
    epochs.set(key, Math.max(epoch, epochs.get(key) ?? 0))
  }
  return epochs
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Which of these operation tags are operations of this database. Tags hold anything: only uuids are asked about. */
export async function loadKnownOperations(
  sql: Sql,
  operationTags: readonly (string | undefined)[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(operationTags)].filter((tag) => tag !== undefined && UUID.test(tag))
  if (ids.length === 0) return new Set()
  const { rows } = await sql.query<{ id: string }>(`SELECT "id" FROM "cloud_operation" WHERE "id" = ANY($1::uuid[])`, [
    ids,
  ])
  return new Set(rows.map(({ id }) => id))
}
