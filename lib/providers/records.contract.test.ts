import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AwsFlowLogSpec, CenFlowLogSpec } from '../domain/flow-log-spec'
import { createManualClock, type ManualClock } from '../../simulator/core/clock'
import { BASE_IDENTITY } from '../../simulator/alibaba/identities'
import { lookupIn } from '../../simulator/alibaba/testing/world-lookup'
import { createRpcCall } from '../../simulator/alibaba/testing/rpc-client'
import { TEST_WORLD } from '../../simulator/alibaba/worlds/test-world'
import { isQuiet } from '../../simulator/aws/records/capture-points'
import { settingsFor } from '../../simulator/core/settings'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'
import { BUCKET, DELIVERY_ROLE, LOG_GROUP } from '../../simulator/demo/world-builder'
import { startSimulator, type Simulator } from '../../simulator/server'
import { createAlibabaCenProvider } from './alibaba-cen/provider'
import { createAwsEc2Provider } from './aws-ec2/provider'
import type { ProviderError } from './errors'
import type { CallContext, CallRecord, FlowLogProvider } from './provider'
import type { RecordPage, RecordQuery, RecordSource } from './records'

/* Records as Weir reads them back, with the clouds' own clients over HTTP, against what the simulators delivered. */

const REGION = 'eu-west-1'
const ACCOUNT = AWS_BASE_CREDENTIALS.accountId

let simulator: Simulator
let clock: ManualClock
let aws: FlowLogProvider & { readonly close: () => void }
let cen: FlowLogProvider
const calls: CallRecord[] = []

beforeAll(async () => {
  clock = createManualClock(settingsFor('test'))
  simulator = await startSimulator({ world: 'test', seed: 1, profile: 'test', clock })
  const endpoints = { all: simulator.url }
  aws = createAwsEc2Provider({
    endpoints,
    baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
    now: () => clock.now(),
  })
  cen = createAlibabaCenProvider({
    endpoints,
    baseCredentials: { getCredentials: () => Promise.resolve(BASE_IDENTITY) },
    now: () => clock.now().getTime(),
  })
})
afterAll(async () => {
  aws.close()
  await simulator.close()
})

function context(provider: 'aws-ec2' | 'alibaba-cen', region: string): CallContext {
  const isAws = provider === 'aws-ec2'
  const accountId = isAws ? ACCOUNT : TEST_WORLD.mainAccountId
  const partition = isAws ? 'aws' : 'alibaba'
  return {
    account: { provider, partition, accountId, roleArn: null, externalId: null },
    scope: { provider, partition, accountId, region },
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    onCall: (call) => calls.push(call),
  }
}

function lastHours(hours: number, change: Partial<RecordQuery> = {}): RecordQuery {
  const to = clock.now()
  return { from: new Date(to.getTime() - hours * 3_600_000), to, filter: {}, cursor: null, limit: 100, ...change }
}

async function readAll(
  provider: FlowLogProvider,
  at: CallContext,
  source: RecordSource,
  query: RecordQuery,
): Promise<readonly RecordPage[]> {
  const pages: RecordPage[] = []
  let cursor = query.cursor
  do {
    const page = await provider.records.readRecords(at, source, { ...query, cursor })
    pages.push(page)
    cursor = page.next
  } while (cursor !== null && pages.length < 60)
  return pages
}

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  return work.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => error as ProviderError,
  )
}

/** Plants a flow log in the simulated AWS and answers it as Weir would know it. */
function plant(resourceId: string, change: Partial<AwsFlowLogSpec>, members: readonly string[] | null): RecordSource {
  const truth = simulator.admin.clouds.aws.truth
  const spec: AwsFlowLogSpec = {
    family: 'aws-vpc',
    trafficType: 'ALL',
    logDestinationType: 's3',
    logDestination: `arn:aws:s3:::${BUCKET}`,
    deliverLogsPermissionArn: null,
    deliverCrossAccountRole: null,
    destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
    logFormat: null,
    maxAggregationIntervalSeconds: 600,
    tagFieldSpecifications: [],
    tags: {},
    ...change,
  }
  const isGateway = spec.family === 'aws-transit-gateway'
  const flowLog = truth.plantFlowLog({
    accountId: ACCOUNT,
    region: REGION,
    resourceId,
    resourceType: isGateway ? 'TransitGateway' : resourceId.startsWith('eni-') ? 'NetworkInterface' : 'VPC',
    trafficType: spec.trafficType,
    destinationType: spec.logDestinationType,
    ...(spec.logDestinationType === 's3'
      ? { logDestination: spec.logDestination, destinationOptions: spec.destinationOptions }
      : { logGroupName: LOG_GROUP, permissionArn: `arn:aws:iam::${ACCOUNT}:role/${DELIVERY_ROLE}` }),
    ...(spec.logFormat === null ? {} : { logFormat: spec.logFormat }),
    createdAtMs: clock.now().getTime(),
    verdictAtMs: clock.now().getTime(),
  })
  return { externalId: flowLog.id, spec, targetExternalId: resourceId, members }
}

const GROUP = {
  logDestinationType: 'cloud-watch-logs',
  logDestination: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${LOG_GROUP}`,
  destinationOptions: null,
} as const

function resources(kind: string) {
  return simulator.admin.clouds.aws.truth
    .resources({ account: ACCOUNT, region: REGION })
    .filter((one) => one.kind === kind)
}

function interfacesOf(vpcId: string): readonly string[] {
  return resources('network-interface').flatMap((one) =>
    one.kind === 'network-interface' && one.vpcId === vpcId ? [one.id] : [],
  )
}

const starts = (pages: readonly RecordPage[]) => pages.flatMap(({ rows }) => rows.map(({ start }) => Number(start)))

describe('AWS records', () => {
  const at = () => context('aws-ec2', REGION)
  let plain: RecordSource
  let rejects: RecordSource
  let parquet: RecordSource
  let grouped: RecordSource
  let other: RecordSource
  let gateway: RecordSource

  beforeAll(() => {
    const [first = '', second = '', third = ''] = resources('vpc')
      .map(({ id }) => id)
      .filter((id) => !isQuiet(id))
    plain = plant(first, {}, null)
    rejects = plant(first, { trafficType: 'REJECT', logDestination: `arn:aws:s3:::${BUCKET}/rejects/` }, null)
    parquet = plant(
      second,
      {
        logFormat:
          '${version} ${vpc-id} ${srcaddr} ${dstaddr} ${dstport} ${protocol} ${bytes} ${start} ${end} ${action} ${log-status}',
        destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: true, perHourPartition: true },
      },
      null,
    )
    grouped = plant(first, GROUP, interfacesOf(first))
    other = plant(third, GROUP, interfacesOf(third))
    const gatewayId = resources('transit-gateway')[0]?.id ?? ''
    gateway = plant(gatewayId, { ...GROUP, family: 'aws-transit-gateway', trafficType: null }, [])
    clock.advance(3 * 3_600_000)
  })

  it.each([
    ['plain files in a bucket', () => plain],
    ['Parquet files in hourly Hive folders', () => parquet],
    ['a log group that several logs share', () => grouped],
    ['the stream of a transit gateway', () => gateway],
  ])('%s: pages newest first, whatever their size, without repeating or losing any', async (_name, source) => {
    const whole = await readAll(aws, at(), source(), lastHours(2, { limit: 200 }))
    const rows = whole.flatMap((page) => page.rows)
    expect(rows.length).toBeGreaterThan(100)
    expect(whole.every(({ faults }) => faults === 0)).toBe(true)
    const small = await readAll(aws, at(), source(), lastHours(0.5, { limit: 7 }))
    const one = await readAll(aws, at(), source(), lastHours(0.5, { limit: 200 }))
    expect(small.flatMap((page) => page.rows)).toEqual(one.flatMap((page) => page.rows))
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeGreaterThan(rows.length * 0.98)
    // Files and slices come newest first; inside them records do.
    const minutes = starts(one).map((seconds) => Math.floor(seconds / 600))
    expect(minutes).toEqual(minutes.toSorted((left, right) => right - left))
  })

  it('keeps the records of two logs in one group apart', async () => {
    const mine = (await readAll(aws, at(), grouped, lastHours(1))).flatMap(({ rows }) => rows)
    const theirs = (await readAll(aws, at(), other, lastHours(1))).flatMap(({ rows }) => rows)
    expect(new Set(mine.map((row) => row['interface-id']))).toEqual(new Set(grouped.members))
    expect(theirs.every((row) => other.members?.includes(String(row['interface-id'])))).toBe(true)
    const unknown = await aws.records.readRecords(at(), { ...grouped, members: null }, lastHours(1))
    expect(unknown.notes.map(({ kind }) => kind)).toContain('shared-destination')
  })

  it('filters by action, address, port and time; a column that is not there is said not to restrict', async () => {
    const all = (await readAll(aws, at(), plain, lastHours(2, { limit: 200 }))).flatMap(({ rows }) => rows)
    const filtered = async (filter: RecordQuery['filter'], source = plain) =>
      (await readAll(aws, at(), source, lastHours(2, { limit: 200, filter }))).flatMap(({ rows }) => rows)
    expect(await filtered({ action: 'reject' })).toEqual(all.filter((row) => row['action'] === 'REJECT'))
    expect((await filtered({ action: 'REJECT' })).length).toBeGreaterThan(3)
    const address = String(all.find((row) => row['srcaddr'] !== null)?.['srcaddr'])
    const ofAddress = await filtered({ address })
    expect(ofAddress.every((row) => row['srcaddr'] === address || row['dstaddr'] === address)).toBe(true)
    expect(await filtered({ protocol: 'udp' })).toEqual(all.filter((row) => row['protocol'] === 17))
    expect(all.some((row) => String(row['srcaddr']).includes(':'))).toBe(true)
    expect(all.some((row) => row['log-status'] === 'NODATA' && row['srcaddr'] === null)).toBe(true)
    const page = await aws.records.readRecords(at(), gateway, lastHours(1, { filter: { action: 'REJECT' } }))
    expect(page.notes.map(({ kind }) => kind)).toContain('filter-ignored')
    expect((await filtered({}, rejects)).every((row) => row['action'] === 'REJECT' || row['action'] === null)).toBe(
      true,
    )
  })

  it('reads what a torn file still holds, and a file with other columns by its own header', async () => {
    const { postFault } = simulator.admin
    postFault({ match: { operation: 'GetObject' }, effect: { kind: 'tornFile' } })
    const torn = await aws.records.readRecords(at(), plain, lastHours(0.25, { limit: 20 }))
    expect(torn.notes.map(({ kind }) => kind)).toContain('truncated')
    expect(torn.rows.length).toBeGreaterThan(0)
    postFault({ match: { operation: 'GetObject' }, effect: { kind: 'otherHeader' } })
    const strange = await aws.records.readRecords(at(), plain, lastHours(0.25, { limit: 20 }))
    expect(strange.notes.map(({ kind }) => kind)).toContain('header-differs')
    expect(strange.rows[0]).toMatchObject({ 'extra-field': 'surprise' })
    postFault({ match: { operation: 'GetObject' }, effect: { kind: 'throttle' } })
    const throttled = await failureOf(aws.records.readRecords(at(), plain, lastHours(0.25)))
    expect(throttled).toMatchObject({ kind: 'throttled', vendorCode: 'SlowDown' })
  })

  it('says what is missing: permissions, buckets, groups', async () => {
    const key = simulator.admin.clouds.aws.truth.world.accessKeys.get(AWS_BASE_CREDENTIALS.accessKeyId)!
    const before = key.allowedActions
    key.allowedActions = ['ec2:*']
    for (const source of [plain, grouped]) {
      const refused = await failureOf(aws.records.readRecords(at(), source, lastHours(1)))
      expect(refused).toMatchObject({ kind: 'denied', reading: { reason: 'RecordsDenied' } })
      expect(refused.reading.remedy).toMatch(/s3:GetObject|logs:FilterLogEvents/)
    }
    key.allowedActions = before
    const nowhere = {
      ...plain,
      spec: { ...(plain.spec as AwsFlowLogSpec), logDestination: 'arn:aws:s3:::not-there-at-all' },
    }
    expect(await failureOf(aws.records.readRecords(at(), nowhere, lastHours(1)))).toMatchObject({
      kind: 'destinationMissing',
      vendorCode: 'NoSuchBucket',
    })
    const stream = {
      ...plain,
      spec: { ...(plain.spec as AwsFlowLogSpec), logDestinationType: 'kinesis-data-firehose' as const },
    }
    expect((await failureOf(aws.records.readRecords(at(), stream, lastHours(1)))).reading.cause).toMatch(/reported/)
  })

  it('finds the newest record of each log with few calls, and fewer when it knows where it was', async () => {
    const nowMs = clock.now().getTime()
    const probe = async (sources: readonly RecordSource[], place = {}) => {
      calls.length = 0
      return { ...(await aws.records.newestRecords(at(), sources, place)), calls: calls.length }
    }
    const bucket = await probe([plain])
    expect(nowMs - (bucket.newest[0]?.at?.getTime() ?? 0)).toBeLessThan(15 * 60_000)
    expect((await probe([plain], bucket.place)).calls).toBeLessThanOrEqual(2)
    const group = await probe([grouped, other, gateway])
    expect(group.calls).toBe(1)
    for (const { at: seen } of group.newest) expect(nowMs - (seen?.getTime() ?? 0)).toBeLessThan(15 * 60_000)
    const silent = await probe([{ ...plain, externalId: 'fl-0aaaaaaaaaaaaaaaa' }])
    expect(silent.newest).toEqual([{ externalId: 'fl-0aaaaaaaaaaaaaaaa', at: null }])
  })
})

describe('CEN records', () => {
  const at = () => context('alibaba-cen', 'cn-hangzhou')
  const sources: RecordSource[] = []

  beforeAll(async () => {
    const call = createRpcCall(simulator.url)
    const world = lookupIn(simulator)
    for (const name of ['vpc-1', 'vpc-2', 'vbr-1']) {
      const made = await call('CreateFlowlog', { ...world.creation('backbone-cn-hangzhou', name), Interval: 60 })
      const { attachmentId } = world.attachment('backbone-cn-hangzhou', name)
      const spec: CenFlowLogSpec = {
        family: 'cen',
        projectName: 'logs-cn-hangzhou',
        logStoreName: 'flow',
        flowLogName: '',
        description: '',
        intervalSeconds: 60,
        logFormatString: null,
        enabled: true,
        tags: {},
      }
      sources.push({
        externalId: String(made['FlowLogId']),
        spec,
        targetExternalId: attachmentId,
        members: [attachmentId],
      })
      clock.advance(60_000)
    }
    clock.advance(3 * 3_600_000)
  })

  it('come newest first, of this log alone, in pages of any size, tried again while they are not complete', async () => {
    const [first] = sources as [RecordSource]
    simulator.admin.postFault({ effect: { kind: 'incompleteQuery' } })
    const whole = (await readAll(cen, at(), first, lastHours(2, { limit: 200 }))).flatMap(({ rows }) => rows)
    expect(whole.length).toBeGreaterThan(100)
    expect(new Set(whole.map((row) => row['attachment-id']))).toEqual(new Set([first.targetExternalId]))
    const small = (await readAll(cen, at(), first, lastHours(2, { limit: 9 }))).flatMap(({ rows }) => rows)
    expect(small).toEqual(whole)
    const tcp = (await readAll(cen, at(), first, lastHours(2, { filter: { protocol: 'tcp' } }))).flatMap(
      ({ rows }) => rows,
    )
    expect(tcp).toEqual(whole.filter((row) => Number(row['protocol']) === 6))
  })

  it('finds the newest record of all logs of a Logstore with one query', async () => {
    calls.length = 0
    const { newest } = await cen.records.newestRecords(at(), sources, {})
    const seen = newest.filter(({ at: time }) => time !== null)
    expect(seen.length).toBeGreaterThan(1)
    for (const { at: time } of seen) expect(clock.now().getTime() - time!.getTime()).toBeLessThan(15 * 60_000)
    expect(calls.length).toBeLessThanOrEqual(2)
  })

  it('says what is missing: permission, project, index', async () => {
    const [first] = sources as [RecordSource]
    const { world } = simulator.admin.clouds.alibaba.admin
    const user = [...world.users.values()].find(({ accessKeyId }) => accessKeyId === BASE_IDENTITY.accessKeyId)!
    user.deniedActions.push('log:GetLogStoreLogs')
    const denied = await failureOf(cen.records.readRecords(at(), first, lastHours(1)))
    expect(denied).toMatchObject({ kind: 'denied', vendorCode: 'Unauthorized', reading: { reason: 'RecordsDenied' } })
    user.deniedActions.pop()
    const gone = { ...first, spec: { ...(first.spec as CenFlowLogSpec), projectName: 'not-there' } }
    expect(await failureOf(cen.records.readRecords(at(), gone, lastHours(1)))).toMatchObject({
      kind: 'destinationMissing',
      vendorCode: 'ProjectNotExist',
    })
    world.projects.get('logs-cn-hangzhou')!.unindexed = ['flow']
    expect((await failureOf(cen.records.readRecords(at(), first, lastHours(1)))).reading.reason).toBe('IndexMissing')
  })
})
