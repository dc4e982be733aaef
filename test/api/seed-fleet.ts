import { uuidv7 } from 'uuidv7'
import type { ObservedFlowLog, Ownership } from '../../lib/domain/flow-log'
import type { ProviderId } from '../../lib/domain/provider-id'
import type { Resource, ResourceType } from '../../lib/domain/resource'
import { normaliseSpec } from '../../lib/domain/normalise'
import type { ConfigurationDocumentInput } from '../../lib/http/schemas/configuration-document'
import { insertAccount } from '../../lib/store/accounts'
import { ensureScopes } from '../../lib/store/scopes'
import { logDigest, writeLogs } from '../../lib/store/observed-flow-logs'
import { resourceDigest, writeResources } from '../../lib/store/resources'
import type { Sql } from '../../lib/store/sql'

type AwsSpec = Extract<ConfigurationDocumentInput['spec'], { logDestination: string }>
type CenSpec = Extract<ConfigurationDocumentInput['spec'], { projectName: string }>

/** An account with its scopes, already looked at, written by the same functions the engine writes with. */
export interface SeededAccount {
  readonly id: string
  readonly accountId: string
  readonly provider: ProviderId
  readonly partition: string
  /** Scope id by region. */
  readonly scopes: Readonly<Record<string, string>>
}

export async function seedAccount(
  sql: Sql,
  account: {
    readonly accountId?: string
    readonly provider?: ProviderId
    readonly name?: string
    readonly regions?: readonly string[]
  } = {},
): Promise<SeededAccount> {
  const provider = account.provider ?? 'aws-ec2'
  const partition = provider === 'aws-ec2' ? 'aws' : 'alibaba'
  const accountId = account.accountId ?? (provider === 'aws-ec2' ? '111111111111' : '1111111111111111')
  const regions = account.regions ?? ['eu-west-1']
  const write = {
    provider,
    partition,
    accountId,
    name: account.name ?? `Account ${accountId}`,
    roleArn: null,
    externalId: null,
    labels: {},
    regions,
  }
  const id = await insertAccount(sql, write)
  if (id === null) throw new Error(`account ${accountId} exists already`)
  await ensureScopes(sql, { id, ...write }, regions)
  const { rows } = await sql.query<{ id: string; region: string }>(
    `UPDATE "scope" SET "flowLogsObservedAt" = now(), "discoveredAt" = now() WHERE "accountRef" = $1 RETURNING "id", "region"`,
    [id],
  )
  await sql.query(
    `INSERT INTO "watch_interval" ("scopeId", "kind", "outcome", "from_at", "until_at")
     SELECT "id", 'discovery', 'complete', now(), now() FROM "scope" WHERE "accountRef" = $1`,
    [id],
  )
  return { id, accountId, provider, partition, scopes: Object.fromEntries(rows.map((row) => [row.region, row.id])) }
}

export interface SeededResource {
  readonly id: string
  readonly keyText: string
  readonly resource: Resource
}

/** Resources of one type in one region, named `<prefix>0001` and so on. */
export async function seedResources(
  sql: Sql,
  account: SeededAccount,
  options: {
    readonly region?: string
    readonly type?: ResourceType
    readonly count?: number
    readonly prefix?: string
    readonly change?: (resource: Resource, index: number) => Resource
  } = {},
): Promise<readonly SeededResource[]> {
  const { region = 'eu-west-1', type = 'VPC', count = 1, prefix = 'vpc-' } = options
  const scopeId = account.scopes[region]
  if (scopeId === undefined) throw new Error(`no scope in ${region}`)
  const { provider, partition, accountId } = account
  const seeded = Array.from({ length: count }, (_, index) => {
    const externalId = `${prefix}${String(index + 1).padStart(4, '0')}`
    const plain: Resource = {
      key: { scope: { provider, partition, accountId, region }, type, localKey: externalId },
      externalId,
      ownerAccountId: accountId,
      name: `name-${externalId}`,
      tags: { env: index % 2 === 0 ? 'prod' : 'test' },
      state: 'available',
      isSettled: true,
      notCoverable: null,
      attachmentKind: null,
      links: {},
      attributes: {},
    }
    const resource = options.change?.(plain, index) ?? plain
    return { id: uuidv7(), resource }
  })
  await writeResources(
    sql,
    scopeId,
    seeded.map(({ id, resource }) => ({ id, scopeId, resource, digest: resourceDigest(resource) })),
    new Date(),
  )
  const { rows } = await sql.query<{ id: string; keyText: string }>(
    `SELECT "id", "keyText" FROM "resource" WHERE "id" = ANY($1::uuid[])`,
    [seeded.map(({ id }) => id)],
  )
  const keys = new Map(rows.map((row) => [row.id, row.keyText]))
  return seeded.map(({ id, resource }) => ({ id, resource, keyText: keys.get(id) ?? '' }))
}

/** A sound AWS spec to S3; say only what matters. */
export function anAwsSpec(change: Partial<AwsSpec> = {}): AwsSpec {
  return {
    family: 'aws-vpc',
    trafficType: 'ALL',
    logDestinationType: 's3',
    logDestination: 'arn:aws:s3:::central-flow-logs/weir/',
    deliverLogsPermissionArn: null,
    deliverCrossAccountRole: null,
    destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
    logFormat: null,
    maxAggregationIntervalSeconds: 600,
    tagFieldSpecifications: [],
    tags: {},
    ...change,
  }
}

export function aCenSpec(change: Partial<CenSpec> = {}): CenSpec {
  return {
    family: 'cen',
    projectName: 'flow-logs-{region}',
    logStoreName: 'transit',
    flowLogName: 'weir-log',
    description: '',
    intervalSeconds: 600,
    logFormatString: null,
    enabled: true,
    tags: {},
    ...change,
  }
}

/** A sound document over clauses; say only what matters. */
export function aDocument(change: Partial<ConfigurationDocumentInput> = {}): ConfigurationDocumentInput {
  return {
    name: 'Production VPCs',
    provider: 'aws-ec2',
    family: 'aws-vpc',
    selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['VPC'] }], excludes: [] },
    spec: anAwsSpec(),
    onDrift: 'heal',
    onRemoval: 'delete',
    upkeep: 'automatic',
    upkeepBound: { maxNewTargets: 10 },
    paused: false,
    observeOnly: false,
    requiredTraffic: null,
    ...change,
  }
}

/** A flow log as the cloud reported it, on a seeded resource. */
export async function seedLog(
  sql: Sql,
  account: SeededAccount,
  target: SeededResource,
  options: {
    readonly externalId: string
    readonly ownership?: Ownership
    readonly change?: (log: ObservedFlowLog) => ObservedFlowLog
  },
): Promise<string> {
  const { scope } = target.resource.key
  const scopeId = account.scopes[scope.region]
  if (scopeId === undefined) throw new Error(`no scope in ${scope.region}`)
  const plain: ObservedFlowLog = {
    scope,
    externalId: options.externalId,
    target: target.resource.key,
    targetExternalId: target.resource.externalId,
    spec: normaliseSpec(anAwsSpec({ logDestination: 'arn:aws:s3:::somebody-else' }), scope),
    status: 'active',
    rawStatus: 'ACTIVE',
    delivery: { state: 'success', message: null },
    tags: {},
    createdAt: new Date(),
    raw: { FlowLogId: options.externalId },
  }
  const log = options.change?.(plain) ?? plain
  const id = uuidv7()
  await writeLogs(
    sql,
    scopeId,
    [{ id, log, digest: logDigest(log), ownership: options.ownership ?? { kind: 'foreign', manager: 'terraform' } }],
    new Date(),
  )
  return id
}
