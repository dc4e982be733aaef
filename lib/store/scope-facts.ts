import type { Membership } from '../domain/membership'
import type { ConfigurationState } from '../domain/overlay'
import type { ResourceType } from '../domain/resource'
import type { ScopeRef } from '../domain/scope'
import { OWNERSHIP_TAGS } from '../domain/flow-log'
import { decideMembership, epochKey } from '../domain/membership'
import { isProviderId } from '../domain/provider-id'
import { loadConfigurations } from './configurations'
import type { StoredDesired } from './desired-flow-logs'
import { loadDesired, loadLastEpochs, loadReleased } from './desired-flow-logs'
import type { Installation } from './installation'
import { readInstallation } from './installation'
import type { StoredLog } from './observed-flow-logs'
import { loadLogs } from './observed-flow-logs'
import type { StoredResource } from './resources'
import { loadResources } from './resources'
import type { Sql } from './sql'

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
  /** Operations named by tags of the logs that are ours. */
  readonly knownOperations: ReadonlySet<string>
}

/** A discovery older than this says nothing about who left. Three times the ordinary cadence. */
const FRESH_DISCOVERY_MS = 45 * 60_000

/**
 * Loads one scope for planning: a handful of set-based queries, whatever its size. `now` is the caller's clock. A proposal
 * loads resources of the types it can concern only: a scope may hold ten interfaces for every VPC.
 */
export async function loadScopeFacts(
  sql: Sql,
  scopeId: string,
  now: Date,
  types: readonly ResourceType[] | null = null,
): Promise<LoadedScope> {
  const scope = await loadScope(sql, scopeId)
  const installation = await readInstallation(sql)
  const configurations = await loadConfigurations(sql, scope.ref.provider, scopeId)
  const resources = await loadResources(sql, scopeId, types)
  const desired = await loadDesired(sql, scopeId)
  const logs = await loadLogs(sql, scopeId, scope.ref)
  return {
    ...scope,
    installation,
    configurations,
    resources,
    desired,
    logs,
    goneTargets: await loadGoneTargets(sql, scopeId),
    freshTypes: await loadFreshTypes(sql, scopeId, now),
    lastEpochs: await loadEpochs(sql, scopeId, desired),
    goneLogs: await loadGoneLogs(sql, scopeId),
    released: await loadReleased(sql, scopeId),
    knownOperations: await loadKnownOperations(
      sql,
      logs.map(({ log }) => log.tags[OWNERSHIP_TAGS.operation]),
    ),
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

type ScopeHead = Pick<LoadedScope, 'scopeId' | 'ref' | 'measuredGapSeconds' | 'flowLogsObservedAt'>

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

async function loadGoneTargets(sql: Sql, scopeId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ keyText: string }>(
    `SELECT DISTINCT r."keyText" FROM "desired_flow_log" d JOIN "resource" r ON r."id" = d."resourceId"
      WHERE d."scopeId" = $1 AND d."endedAt" IS NULL AND r."goneAt" IS NOT NULL`,
    [scopeId],
  )
  return new Set(rows.map(({ keyText }) => keyText))
}

/** Types that their source's last discovery covered, and recently. */
async function loadFreshTypes(sql: Sql, scopeId: string, now: Date): Promise<ReadonlySet<ResourceType>> {
  const { rows } = await sql.query<{ type: ResourceType }>(
    `SELECT DISTINCT r."type" FROM "resource" r JOIN "scope" s ON s."id" = r."sourceScopeId"
       JOIN LATERAL (SELECT w."outcome", w."detail" FROM "watch_interval" w
                      WHERE w."scopeId" = s."id" AND w."kind" = 'discovery' ORDER BY w."until_at" DESC, w."id" DESC LIMIT 1) last ON true
      WHERE r."scopeId" = $1 AND r."goneAt" IS NULL AND s."discoveredAt" > $2
        AND (last."outcome" = 'complete' OR last."outcome" = 'partial' AND last."detail"->'coveredTypes' ? r."type")`,
    [scopeId, new Date(now.getTime() - FRESH_DISCOVERY_MS)],
  )
  return new Set(rows.map(({ type }) => type))
}

async function loadEpochs(
  sql: Sql,
  scopeId: string,
  desired: readonly StoredDesired[],
): Promise<ReadonlyMap<string, number>> {
  const ended = await loadLastEpochs(sql, scopeId)
  const epochs = new Map<string, number>()
  for (const { configurationId, targetKeyText, epoch } of [...ended, ...desired]) {
    const key = epochKey(configurationId, targetKeyText)
    epochs.set(key, Math.max(epoch, epochs.get(key) ?? 0))
  }
  return epochs
}

async function loadGoneLogs(sql: Sql, scopeId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ externalId: string }>(
    `SELECT o."externalId" FROM "observed_flow_log" o
      WHERE o."scopeId" = $1 AND o."goneAt" IS NOT NULL AND EXISTS (
        SELECT 1 FROM "desired_flow_log" d
         WHERE d."scopeId" = $1 AND d."endedAt" IS NULL
           AND (d."externalId" = o."externalId" OR d."replacement"->>'oldExternalId' = o."externalId"))`,
    [scopeId],
  )
  return new Set(rows.map(({ externalId }) => externalId))
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
