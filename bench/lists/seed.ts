import { uuidv7 } from 'uuidv7'
import type { ObservedFlowLog } from '../../lib/domain/flow-log'
import { normaliseSpec } from '../../lib/domain/normalise'
import type { ProviderId } from '../../lib/domain/provider-id'
import { resourceKeyText, type Resource, type ResourceType } from '../../lib/domain/resource'
import type { ScopeRef } from '../../lib/domain/scope'
import { insertAccount } from '../../lib/store/accounts'
import { syncCoverageCounts, writeCoverage } from '../../lib/store/coverage'
import { logDigest, writeLogs } from '../../lib/store/observed-flow-logs'
import { resourceDigest, writeResources } from '../../lib/store/resources'
import { ensureScopes } from '../../lib/store/scopes'
import type { Sql } from '../../lib/store/sql'
import { awsDocument } from '../cases/documents'

/** How large the seeded fleet is. */
export interface FleetSize {
  readonly accounts: number
  /** Per account and region, of the kinds below. */
  readonly perScope: Readonly<Partial<Record<ResourceType, number>>>
}

const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-1']
const RUNGS = ['unlogged', 'configured', 'active', 'delivering', 'delivering', 'delivering'] as const
const TEAMS = ['payments', 'search', 'platform', 'data', 'mobile', 'identity', 'ledger', 'risk']
const PREFIX: Readonly<Partial<Record<ResourceType, string>>> = {
  VPC: 'vpc',
  Subnet: 'subnet',
  NetworkInterface: 'eni',
  TransitGateway: 'tgw',
  TransitGatewayAttachment: 'tgw-attach',
}

/** What was seeded, for queries that find something. */
export interface SeededFleet {
  readonly resources: number
  readonly flowLogs: number
  readonly accountIds: readonly string[]
  readonly accountRefs: readonly string[]
  readonly resourceIds: readonly string[]
  readonly flowLogIds: readonly string[]
  readonly externalIds: readonly string[]
}

interface SeededScope {
  readonly id: string
  readonly ref: ScopeRef
}

/**
 * Fills a database with a fleet that was looked at, by the functions the engine writes with: every VPC has a flow log,
 * half of them are Weir's own.
 */
export async function seedFleet(sql: Sql, size: FleetSize): Promise<SeededFleet> {
  const at = new Date()
  const configurationId = uuidv7()
  await insertConfiguration(sql, configurationId)
  const seeded = {
    accountIds: [] as string[],
    accountRefs: [] as string[],
    resourceIds: [] as string[],
    flowLogIds: [] as string[],
    externalIds: [] as string[],
  }
  let resources = 0
  for (let index = 0; index < size.accounts; index += 1) {
    const account = await seedAccount(sql, index)
    seeded.accountIds.push(account.accountId)
    seeded.accountRefs.push(account.id)
    for (const scope of account.scopes) {
      const rows = resourcesOf(scope, size, index).map((resource) => ({ id: uuidv7(), resource }))
      resources += rows.length
      await writeResources(
        sql,
        scope.id,
        rows.map(({ id, resource }) => ({ id, scopeId: scope.id, resource, digest: resourceDigest(resource) })),
        at,
      )
      const logs = rows.filter(({ resource }) => resource.key.type === 'VPC').map((row) => ({ row, id: uuidv7() }))
      await seedLogs(sql, scope, logs, { configurationId, at })
      await seedCoverage(sql, scope, rows, at)
      seeded.resourceIds.push(...rows.slice(0, 2).map(({ id }) => id))
      seeded.externalIds.push(...rows.slice(0, 1).map(({ resource }) => resource.externalId))
      seeded.flowLogIds.push(...logs.slice(0, 1).map(({ id }) => id))
    }
  }
  await sql.query(`UPDATE "scope" SET "flowLogsObservedAt" = now(), "discoveredAt" = now()`)
  await sql.query(
    `INSERT INTO "watch_interval" ("scopeId", "kind", "outcome", "from_at", "until_at")
     SELECT "id", kind, 'complete', now() - interval '1 day', now() FROM "scope", unnest(ARRAY['discovery', 'flow-logs']) AS kind`,
  )
  await sql.query('VACUUM ANALYZE')
  return { ...seeded, resources, flowLogs: await countLogs(sql) }
}

async function countLogs(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(`SELECT count(*)::int AS "count" FROM "observed_flow_log"`)
  return rows[0]?.count ?? 0
}

async function insertConfiguration(sql: Sql, id: string): Promise<void> {
  const document = awsDocument('Every VPC', 'lists')
  await sql.query(
    `INSERT INTO "configuration" ("id", "name", "provider", "family", "generation", "document", "updatedAt")
     VALUES ($1, $2, $3, $4, 1, $5, now())`,
    [id, document.name, document.provider, document.family, JSON.stringify(document)],
  )
}

async function seedAccount(
  sql: Sql,
  index: number,
): Promise<{ readonly id: string; readonly accountId: string; readonly scopes: readonly SeededScope[] }> {
  const provider: ProviderId = 'aws-ec2'
  const accountId = String(100_000_000_000 + index * 7_919)
  const regions = [REGIONS[index % REGIONS.length] ?? '', REGIONS[(index + 1) % REGIONS.length] ?? '']
  const team = TEAMS[index % TEAMS.length] ?? ''
  const write = {
    provider,
    partition: 'aws',
    accountId,
    name: `${team}-${index % 2 === 0 ? 'prod' : 'test'}-${index}`,
    roleArn: null,
    externalId: null,
    labels: { team },
    regions,
  }
  const id = await insertAccount(sql, write)
  if (id === null) throw new Error(`account ${accountId} exists already`)
  await ensureScopes(sql, { id, ...write }, regions)
  const { rows } = await sql.query<{ id: string; region: string }>(
    `SELECT "id", "region" FROM "scope" WHERE "accountRef" = $1 AND "region" <> 'global'`,
    [id],
  )
  const scopes = rows.map((row) => ({
    id: row.id,
    ref: { provider, partition: 'aws', accountId, region: row.region },
  }))
  return { id, accountId, scopes }
}

function resourcesOf({ ref }: SeededScope, { perScope }: FleetSize, account: number): Resource[] {
  return Object.entries(perScope).flatMap(([type, count]) =>
    Array.from({ length: count }, (_, index): Resource => {
      const suffix = uuidv7().replaceAll('-', '').slice(-17)
      const externalId = `${PREFIX[type as ResourceType] ?? 'id'}-${suffix}`
      return {
        key: { scope: ref, type: type as ResourceType, localKey: externalId },
        externalId,
        ownerAccountId: ref.accountId,
        name: `${TEAMS[account % TEAMS.length] ?? ''}-${type.toLowerCase()}-${index}`,
        tags: { env: account % 2 === 0 ? 'prod' : 'test', team: TEAMS[index % TEAMS.length] ?? '' },
        state: 'available',
        isSettled: true,
        notCoverable: null,
        attachmentKind: null,
        links: {},
        attributes: {},
      }
    }),
  )
}

interface SeededRow {
  readonly id: string
  readonly resource: Resource
}

async function seedLogs(
  sql: Sql,
  scope: SeededScope,
  logs: readonly { readonly id: string; readonly row: SeededRow }[],
  { configurationId, at }: { readonly configurationId: string; readonly at: Date },
): Promise<void> {
  const { spec } = awsDocument('Every VPC', 'lists')
  const normal = normaliseSpec(spec, scope.ref)
  const writes = logs.map(({ id, row }, index) => {
    const isOurs = index % 2 === 0
    const isFailing = index % 9 === 0
    const log: ObservedFlowLog = {
      scope: scope.ref,
      externalId: `fl-${uuidv7().replaceAll('-', '').slice(-17)}`,
      target: row.resource.key,
      targetExternalId: row.resource.externalId,
      spec: normal,
      status: 'active',
      rawStatus: 'ACTIVE',
      delivery: { state: isFailing ? 'failed' : 'success', message: isFailing ? 'Access error' : null },
      tags: {},
      createdAt: at,
      raw: { FlowLogId: 'fl-seeded' },
    }
    return { id, row, log, desiredId: isOurs ? uuidv7() : null }
  })
  const desired = writes.flatMap(({ desiredId, row, log }) =>
    desiredId === null
      ? []
      : [
          {
            id: desiredId,
            resourceId: row.id,
            keyText: resourceKeyText(row.resource.key),
            externalId: log.externalId,
          },
        ],
  )
  await sql.query(
    `INSERT INTO "desired_flow_log" ("id", "configurationId", "generation", "resourceId", "scopeId", "targetKeyText", "targetType",
       "intent", "spec", "specHash", "claimKey", "holdsClaim", "externalId", "recordOrigin", "recordedAt", "phase", "phaseReason")
     SELECT w."id", $2, 1, w."resourceId", $3, w."keyText", 'VPC', 'present', $4, 'seeded', w."keyText", true, w."externalId",
       'created', now(), 'Active', 'Exists'
       FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "resourceId" uuid, "keyText" text, "externalId" text)`,
    [JSON.stringify(desired), configurationId, scope.id, JSON.stringify(normal)],
  )
  await writeLogs(
    sql,
    scope.id,
    writes.map(({ id, log, desiredId }) => ({
      id,
      log,
      digest: logDigest(log),
      ownership:
        desiredId === null ? { kind: 'foreign', manager: 'terraform' } : { kind: 'ours', desiredFlowLogId: desiredId },
    })),
    at,
  )
}

async function seedCoverage(sql: Sql, scope: SeededScope, rows: readonly SeededRow[], at: Date): Promise<void> {
  const covered = rows.map(({ id, resource }, index) => {
    const rung = RUNGS[index % RUNGS.length] ?? 'unlogged'
    return {
      id,
      type: resource.key.type,
      rung,
      reason: rung === 'delivering' ? 'Delivering' : 'NoLog',
      evidence: rung === 'delivering' ? 'reported' : null,
      why: [],
      coveredBy: [],
      isFailing: rung === 'active',
    }
  })
  await writeCoverage(sql, covered, at)
  const counts = new Map<string, { resourceType: string; rung: string; count: number; failing: number }>()
  for (const { type, rung, isFailing } of covered) {
    const key = `${type} ${rung}`
    const known = counts.get(key) ?? { resourceType: type, rung, count: 0, failing: 0 }
    counts.set(key, { ...known, count: known.count + 1, failing: known.failing + (isFailing ? 1 : 0) })
  }
  await syncCoverageCounts(sql, scope.id, [...counts.values()])
}
