import {
  CreateFlowLogsCommand,
  DeleteFlowLogsCommand,
  DescribeFlowLogsCommand,
  type CreateFlowLogsCommandInput,
} from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FIREHOSE_SOURCE_ROLE, FIREHOSE_TARGET_ROLE, LOG_GROUP, STREAM } from '../demo/world-builder'
import { TEST_MEMBER_ACCOUNT } from '../demo/test-world'
import { BUCKET_ARN, GROUP_ARN, ROLE, toBucket, toGroup, withTag } from './testing/flow-log-inputs'
import { assumeMember, HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeEach(async () => {
  aws = await startAwsHarness()
})
afterEach(() => aws.close())

const create = (input: CreateFlowLogsCommandInput) => aws.ec2.send(new CreateFlowLogsCommand(input))
const list = async () => (await aws.ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs ?? []

describe('CreateFlowLogs', () => {
  it('makes one flow log for each resource and says a client token even when none was sent', async () => {
    const vpcs = aws.ids('vpc')
    const answer = await create(toBucket(aws, { ResourceIds: [...vpcs] }))
    expect(answer.Unsuccessful).toEqual([])
    expect(answer.ClientToken).toMatch(/^\S{20,64}$/)
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/)
    const listed = await list()
    expect(listed.map((flowLog) => flowLog.FlowLogId).sort()).toEqual([...(answer.FlowLogIds ?? [])].sort())
    expect(listed.map((flowLog) => flowLog.ResourceId).sort()).toEqual([...vpcs].sort())
    // Nothing promises that ids come in the order of the resources, so here they do not.
    const byId = new Map(listed.map((flowLog) => [flowLog.FlowLogId, flowLog.ResourceId]))
    expect(answer.FlowLogIds?.map((id) => byId.get(id))).not.toEqual(vpcs)
    for (const id of answer.FlowLogIds ?? []) expect(id).toMatch(/^fl-[0-9a-f]{17}$/)
  })

  it('echoes every parameter of an S3 flow log, options and tags included', async () => {
    await create(
      toBucket(aws, {
        TrafficType: 'REJECT',
        LogDestination: `${BUCKET_ARN}/weir/`,
        LogFormat: '${version} ${vpc-id} ${flow-direction}',
        MaxAggregationInterval: 60,
        DestinationOptions: { FileFormat: 'parquet', PerHourPartition: true },
        TagSpecifications: [
          {
            ResourceType: 'vpc-flow-log',
            Tags: [
              { Key: 'owner', Value: 'a <b> & "c" é 😀' },
              { Key: 'empty', Value: '' },
            ],
          },
        ],
      }),
    )
    const [flowLog] = await list()
    expect(flowLog).toMatchObject({
      FlowLogStatus: 'ACTIVE',
      TrafficType: 'REJECT',
      LogDestinationType: 's3',
      LogDestination: `${BUCKET_ARN}/weir/`,
      LogFormat: '${version} ${vpc-id} ${flow-direction}',
      MaxAggregationInterval: 60,
      DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: false, PerHourPartition: true },
      Tags: [
        { Key: 'owner', Value: 'a <b> & "c" é 😀' },
        { Key: 'empty', Value: '' },
      ],
    })
    expect(flowLog?.CreationTime).toEqual(aws.clock.now())
    expect(flowLog?.DeliverLogsStatus).toBeUndefined()
    expect(flowLog?.DeliverLogsPermissionArn).toBeUndefined()
  })

  it('spells the default format out, one for each family, and gives no destination ARN when a group name was sent', async () => {
    await create(toGroup(aws))
    await create({
      ResourceIds: aws.ids('transit-gateway').slice(0, 1),
      ResourceType: 'TransitGateway',
      LogDestination: GROUP_ARN,
      DeliverLogsPermissionArn: ROLE,
    })
    const [byName, byArn] = await list()
    expect(byName?.LogFormat?.split(' ')).toHaveLength(14)
    expect(byName).toMatchObject({ LogGroupName: LOG_GROUP, MaxAggregationInterval: 600, TrafficType: 'ALL' })
    expect(byName?.LogDestination).toBeUndefined()
    expect(byArn?.LogFormat?.split(' ')).toHaveLength(36)
    expect(byArn).toMatchObject({ LogGroupName: LOG_GROUP, LogDestination: GROUP_ARN, MaxAggregationInterval: 60 })
    expect(byArn?.TrafficType).toBeUndefined()
  })

  it('takes every resource type that the world holds', async () => {
    const cases = [
      ['VPC', 'vpc'],
      ['Subnet', 'subnet'],
      ['NetworkInterface', 'network-interface'],
      ['RegionalNatGateway', 'nat-gateway'],
      ['TransitGateway', 'transit-gateway'],
      ['TransitGatewayAttachment', 'transit-gateway-attachment'],
    ] as const
    for (const [type, kind] of cases) {
      const ids = aws.ids(kind, (one) => one.kind !== 'nat-gateway' || one.availabilityMode === 'regional').slice(0, 1)
      const isTransit = type.startsWith('TransitGateway')
      const { TrafficType, ...rest } = toBucket(aws, { ResourceType: type, ResourceIds: [...ids] })
      const answer = await create(isTransit ? rest : { ...rest, ...(TrafficType ? { TrafficType } : {}) })
      expect(answer.FlowLogIds, type).toHaveLength(1)
    }
    expect(aws.truth.flowLogs().map((flowLog) => flowLog.resourceType)).toEqual(cases.map(([type]) => type))
  })

  it('takes parts of a core network by the rules of transit gateways', async () => {
    for (const type of ['CoreNetwork', 'CoreNetworkAttachment', 'CoreNetworkEdge'] as const) {
      const ids = aws.ids('core-network-part', (one) => one.kind === 'core-network-part' && one.resourceType === type)
      const { TrafficType: _traffic, ...input } = toBucket(aws, { ResourceType: type, ResourceIds: [...ids] })
      expect((await create(input)).FlowLogIds).toHaveLength(1)
      expect((await refusalOf(create({ ...input, TrafficType: 'ALL' }))).code).toBe('InvalidParameter')
    }
    const [edge] = aws.ids(
      'core-network-part',
      (one) => one.kind === 'core-network-part' && one.resourceType === 'CoreNetworkEdge',
    )
    const { TrafficType: _traffic, ...wrong } = toBucket(aws, { ResourceType: 'CoreNetwork', ResourceIds: [edge!] })
    expect((await refusalOf(create(wrong))).code).toBe('InvalidParameterValue')
  })

  it('delivers to a stream of its own account without roles, and to another account only with both', async () => {
    const stream = `arn:aws:firehose:${REGION}:${HUB}:deliverystream/${STREAM}`
    const own = toBucket(aws, { LogDestinationType: 'kinesis-data-firehose', LogDestination: stream })
    expect((await create(own)).FlowLogIds).toHaveLength(1)
    expect(aws.truth.world.streams.get(stream)?.tags).toEqual([{ key: 'LogDeliveryEnabled', value: 'true' }])

    aws.truth.putStream({ accountId: TEST_MEMBER_ACCOUNT, region: REGION, name: 'theirs', tags: [] })
    const targetRole = `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/${FIREHOSE_TARGET_ROLE}`
    aws.truth.putRole({
      ...aws.truth.world.roles.get(`arn:aws:iam::${HUB}:role/${FIREHOSE_TARGET_ROLE}`)!,
      accountId: TEST_MEMBER_ACCOUNT,
    })
    const foreign = {
      ...own,
      LogDestination: `arn:aws:firehose:${REGION}:${TEST_MEMBER_ACCOUNT}:deliverystream:theirs`,
    }
    const sourceRole = `arn:aws:iam::${HUB}:role/${FIREHOSE_SOURCE_ROLE}`
    expect((await refusalOf(create(foreign))).code).toBe('InvalidParameter')
    expect((await refusalOf(create({ ...foreign, DeliverLogsPermissionArn: sourceRole }))).code).toBe(
      'InvalidParameter',
    )
    const both = { ...foreign, DeliverLogsPermissionArn: sourceRole, DeliverCrossAccountRole: targetRole }
    expect((await create(both)).FlowLogIds).toHaveLength(1)
    const misnamed = { ...both, DeliverCrossAccountRole: `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/Other` }
    expect((await refusalOf(create(misnamed))).message).toContain('AWSLogDeliveryFirehoseCrossAccountRole')
  })
})

describe('CreateFlowLogs, what the world says', () => {
  it('refuses the whole request for one resource that is gone, of others, or in another region', async () => {
    const [mine] = aws.ids('vpc')
    const elsewhere = aws.truth.resources({ account: HUB, region: 'us-east-1' }).find((one) => one.kind === 'vpc')!
    const foreign = aws.truth
      .resources({ account: TEST_MEMBER_ACCOUNT, region: REGION })
      .find((one) => one.kind === 'vpc' && one.sharedWith.length === 0)!
    for (const id of ['vpc-00000000000000000', elsewhere.id, foreign.id]) {
      const refusal = await refusalOf(create(toBucket(aws, { ResourceIds: [mine!, id] })))
      expect(refusal).toMatchObject({ code: 'InvalidVpcID.NotFound', message: `The vpc ID '${id}' does not exist` })
    }
    expect(aws.truth.flowLogs()).toEqual([])
  })

  it('answers 200 with an item for each resource when the bucket is missing or refuses', async () => {
    const vpcs = aws.ids('vpc').slice(0, 2)
    const missing = await create(
      toBucket(aws, { ResourceIds: [...vpcs], LogDestination: 'arn:aws:s3:::no-such-bucket' }),
    )
    expect(missing.$metadata.httpStatusCode).toBe(200)
    expect(missing.FlowLogIds).toEqual([])
    expect(missing.Unsuccessful).toEqual(
      vpcs.map((ResourceId) => ({
        ResourceId,
        Error: { Code: '400', Message: 'LogDestination: no-such-bucket does not exist.' },
      })),
    )
    const bucket = { name: 'closed', accountId: TEST_MEMBER_ACCOUNT, region: REGION, allowedAccounts: [] }
    aws.truth.putBucket({ ...bucket, delivery: 'allowed' })
    const denied = await create(toBucket(aws, { LogDestination: 'arn:aws:s3:::closed' }))
    expect(denied.Unsuccessful?.[0]?.Error).toEqual({
      Code: '400',
      Message: 'Access Denied for LogDestination: closed. Please check LogDestination permission',
    })
    aws.truth.putBucket({ ...bucket, delivery: 'undeliverable', allowedAccounts: null })
    const keyById = await create(toBucket(aws, { LogDestination: 'arn:aws:s3:::closed' }))
    expect(keyById.Unsuccessful?.[0]?.Error?.Message).toContain('is undeliverable')

    aws.truth.putBucket({ ...bucket, delivery: 'allowed', allowedAccounts: [HUB] })
    expect((await create(toBucket(aws, { LogDestination: 'arn:aws:s3:::closed' }))).FlowLogIds).toHaveLength(1)
  })

  it('cannot assume a role that is missing or does not trust the service', async () => {
    const missing = toGroup(aws, { DeliverLogsPermissionArn: `arn:aws:iam::${HUB}:role/none` })
    expect(await refusalOf(create(missing))).toMatchObject({
      code: 'InvalidParameter',
      message: 'Unable to assume given IAM role',
    })
    aws.truth.putRole({ ...aws.truth.world.roles.get(ROLE)!, trustedServices: ['ec2.amazonaws.com'] })
    expect((await refusalOf(create(toGroup(aws)))).message).toBe('Unable to assume given IAM role')
  })

  it('refuses a participant the network that another account shares with it, but not an interface of its own in there', async () => {
    const shared = aws.truth
      .resources({ account: HUB, region: REGION })
      .find((one) => one.kind === 'vpc' && one.sharedWith.length > 0)!
    const member = aws.ec2With({ credentials: await assumeMember(aws) })
    const refusal = await refusalOf(member.send(new CreateFlowLogsCommand(toBucket(aws, { ResourceIds: [shared.id] }))))
    expect(refusal).toMatchObject({ code: 'UnauthorizedOperation', status: 403 })
    const own = aws.truth
      .resources({ account: TEST_MEMBER_ACCOUNT, region: REGION })
      .find((one) => one.kind === 'network-interface' && one.vpcId === shared.id)!
    const input = toBucket(aws, { ResourceType: 'NetworkInterface', ResourceIds: [own.id] })
    expect((await member.send(new CreateFlowLogsCommand(input))).FlowLogIds).toHaveLength(1)
    expect(aws.truth.flowLogs()[0]?.createdBy).toBe(
      `arn:aws:sts::${TEST_MEMBER_ACCOUNT}:assumed-role/WeirControlPlane/test`,
    )
  })

  it('stops at the quota of flow logs on one resource', async () => {
    aws.simulator.admin.patchSettings({ aws: { flowLogsPerResource: 2 } })
    for (const prefix of ['one', 'two']) await create(toBucket(aws, { LogDestination: `${BUCKET_ARN}/${prefix}` }))
    const third = toBucket(aws, { LogDestination: `${BUCKET_ARN}/three` })
    expect((await refusalOf(create(third))).code).toBe('FlowLogsLimitExceeded')
    const batch = await create({ ...third, ResourceIds: aws.ids('vpc').slice(0, 2) })
    expect(batch.FlowLogIds).toHaveLength(1)
    expect(batch.Unsuccessful?.[0]?.Error?.Code).toBe('FlowLogsLimitExceeded')
  })
})

describe('CreateFlowLogs, the same thing twice', () => {
  it('destination-only: refuses another log with the same destination, whatever else differs', async () => {
    await create(toBucket(aws, { LogDestination: `${BUCKET_ARN}/p` }))
    const other = toBucket(aws, {
      LogDestination: `${BUCKET_ARN}/p/`,
      MaxAggregationInterval: 60,
      TrafficType: 'REJECT',
    })
    const refusal = await refusalOf(create(other))
    expect(refusal.code).toBe('FlowLogAlreadyExists')
    expect(refusal.message).toContain('existing Flow Log with the same configuration and log destination')
    expect((await create(toBucket(aws))).FlowLogIds).toHaveLength(1)
  })

  it('full-config: refuses only what is the same in everything', async () => {
    aws.simulator.admin.patchSettings({ aws: { duplicateMode: 'full-config' } })
    await create(toBucket(aws))
    expect((await refusalOf(create(toBucket(aws)))).code).toBe('FlowLogAlreadyExists')
    const differences: readonly Partial<CreateFlowLogsCommandInput>[] = [
      { MaxAggregationInterval: 60 },
      { TrafficType: 'REJECT' },
      { LogFormat: '${srcaddr}' },
      { DestinationOptions: { PerHourPartition: true } },
    ]
    for (const change of differences) {
      expect((await create(toBucket(aws, change))).FlowLogIds, JSON.stringify(change)).toHaveLength(1)
    }
    // Options spelt out and left out are the same thing.
    const spelt = { FileFormat: 'plain-text', HiveCompatiblePartitions: false, PerHourPartition: false } as const
    expect((await refusalOf(create(toBucket(aws, { DestinationOptions: spelt })))).code).toBe('FlowLogAlreadyExists')
  })

  it('none: takes a copy of the very same thing', async () => {
    aws.simulator.admin.patchSettings({ aws: { duplicateMode: 'none' } })
    expect((await create(toBucket(aws))).FlowLogIds).toHaveLength(1)
    expect((await create(toBucket(aws))).FlowLogIds).toHaveLength(1)
  })

  it('knows a log group by name and by ARN as one destination', async () => {
    await create(toGroup(aws))
    const { LogGroupName: _name, ...rest } = toGroup(aws)
    expect((await refusalOf(create({ ...rest, LogDestination: GROUP_ARN }))).code).toBe('FlowLogAlreadyExists')
  })

  it('one duplicate refuses the whole batch, or only its own item, as is set', async () => {
    const vpcs = aws.ids('vpc').slice(0, 3)
    await create(toBucket(aws, { ResourceIds: [vpcs[1]!] }))
    const batch = toBucket(aws, { ResourceIds: [...vpcs] })
    expect((await refusalOf(create(batch))).code).toBe('FlowLogAlreadyExists')
    expect(aws.truth.flowLogs()).toHaveLength(1)
    aws.simulator.admin.patchSettings({ aws: { duplicateScope: 'item' } })
    const answer = await create(batch)
    expect(answer.FlowLogIds).toHaveLength(2)
    expect(answer.Unsuccessful).toMatchObject([{ ResourceId: vpcs[1], Error: { Code: 'FlowLogAlreadyExists' } }])
  })

  it('lets the same be made again once the first is deleted', async () => {
    const { FlowLogIds } = await create(toBucket(aws))
    await aws.ec2.send(new DeleteFlowLogsCommand({ FlowLogIds }))
    expect((await create(toBucket(aws))).FlowLogIds).toHaveLength(1)
  })
})

describe('CreateFlowLogs, client tokens', () => {
  it('replays the first answer for the same token and parameters', async () => {
    const first = await create(toBucket(aws, { ClientToken: 'token-1' }))
    const second = await create(toBucket(aws, { ClientToken: 'token-1' }))
    expect(second.FlowLogIds).toEqual(first.FlowLogIds)
    expect(second.ClientToken).toBe('token-1')
    expect(aws.truth.flowLogs()).toHaveLength(1)
  })

  it('refuses the same token with other parameters', async () => {
    await create(toBucket(aws, { ClientToken: 'token-1' }))
    const other = create(toBucket(aws, { ClientToken: 'token-1', MaxAggregationInterval: 60 }))
    expect((await refusalOf(other)).code).toBe('IdempotentParameterMismatch')
  })

  it('works again on a request that failed', async () => {
    const input = toGroup(aws, { ClientToken: 'token-1', DeliverLogsPermissionArn: `arn:aws:iam::${HUB}:role/late` })
    expect((await refusalOf(create(input))).message).toBe('Unable to assume given IAM role')
    aws.truth.putRole({ ...aws.truth.world.roles.get(ROLE)!, name: 'late' })
    expect((await create(input)).FlowLogIds).toHaveLength(1)
  })

  it('keeps tokens apart by region, and forgets them after a while', async () => {
    await create(toBucket(aws, { ClientToken: 'token-1' }))
    const elsewhere = aws.truth.resources({ account: HUB, region: 'us-east-1' }).find((one) => one.kind === 'vpc')!
    const other = aws.ec2With({ region: 'us-east-1' })
    const input = toBucket(aws, { ClientToken: 'token-1', ResourceIds: [elsewhere.id] })
    expect((await other.send(new CreateFlowLogsCommand(input))).FlowLogIds).toHaveLength(1)
    aws.clock.advance(25 * 3600_000)
    expect((await refusalOf(create(toBucket(aws, { ClientToken: 'token-1' })))).code).toBe('FlowLogAlreadyExists')
  })

  it.each([['x'.repeat(65)], ['two words'], ['ä']])('refuses %s as a token', async (token) => {
    expect((await refusalOf(create(toBucket(aws, { ClientToken: token })))).code).toBe('InvalidClientToken')
  })
})

describe('CreateFlowLogs, dry run and permissions', () => {
  it('a dry run ends as an error that says it would have worked, and makes nothing', async () => {
    expect(await refusalOf(create(toBucket(aws, { DryRun: true })))).toMatchObject({
      code: 'DryRunOperation',
      status: 412,
    })
    expect(aws.truth.flowLogs()).toEqual([])
  })

  it.each([
    ['ec2:CreateFlowLogs', () => toBucket(aws)],
    ['logs:CreateLogDelivery', () => toBucket(aws)],
    ['iam:PassRole', () => toGroup(aws)],
    ['ec2:CreateTags', () => withTag(aws, 'a', 'b')],
  ])('names %s when it is missing', async (action, input) => {
    const key = [...aws.truth.world.accessKeys.values()].find((one) => one.userName === 'weir-control-plane')!
    key.allowedActions = key.allowedActions!.filter((allowed) => allowed !== action)
    const refusal = await refusalOf(create(input()))
    expect(refusal).toMatchObject({ code: 'UnauthorizedOperation', status: 403 })
    expect(refusal.message).toContain(`is not authorized to perform: ${action} `)
  })
})
