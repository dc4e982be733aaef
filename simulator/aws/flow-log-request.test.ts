import { CreateFlowLogsCommand, DescribeFlowLogsCommand, type CreateFlowLogsCommandInput } from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingsFor } from '../core/settings'
import { TEST_MEMBER_ACCOUNT } from '../demo/test-world'
import { FIREHOSE_SOURCE_ROLE, LOG_GROUP, STREAM } from '../demo/world-builder'
import { BUCKET_ARN, GROUP_ARN, ROLE, toBucket, toGroup, withTag } from './testing/flow-log-inputs'
import { HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeEach(async () => {
  aws = await startAwsHarness()
})
afterEach(() => aws.close())

const create = (input: CreateFlowLogsCommandInput) => aws.ec2.send(new CreateFlowLogsCommand(input))
const list = async () => (await aws.ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs ?? []

describe('CreateFlowLogs, rules between fields', () => {
  const rules: readonly (readonly [string, () => CreateFlowLogsCommandInput, string])[] = [
    ['R1 no resource', () => toBucket(aws, { ResourceIds: [] }), 'MissingParameter'],
    ['R1 more than 300', () => toBucket(aws, { ResourceIds: manyIds('vpc-', 301) }), 'InvalidParameterValue'],
    [
      'R1 more than 25 for transit gateways',
      () => toTransit({ ResourceIds: manyIds('tgw-', 26) }),
      'InvalidParameterValue',
    ],
    [
      'R2 a subnet as VPC',
      () => toBucket(aws, { ResourceIds: aws.ids('subnet').slice(0, 1) }),
      'InvalidParameterValue',
    ],
    [
      'R2 an attachment as transit gateway',
      () => toTransit({ ResourceIds: aws.ids('transit-gateway-attachment').slice(0, 1) }),
      'InvalidParameterValue',
    ],
    ['R3 no traffic type', () => withoutTraffic(toBucket(aws)), 'MissingParameter'],
    ['R3 an unknown one', () => toBucket(aws, { TrafficType: 'SOME' as 'ALL' }), 'InvalidParameterValue'],
    ['R4 a traffic type on a transit gateway', () => toTransit({ TrafficType: 'ALL' }), 'InvalidParameter'],
    ['R5 an interval in between', () => toBucket(aws, { MaxAggregationInterval: 300 }), 'InvalidParameter'],
    ['R5 ten minutes on a transit gateway', () => toTransit({ MaxAggregationInterval: 600 }), 'InvalidParameter'],
    ['R6 no destination', () => withoutDestination(toBucket(aws)), 'InvalidParameter'],
    ['R7 a group name with a bucket', () => toBucket(aws, { LogGroupName: LOG_GROUP }), 'InvalidParameter'],
    ['R8 group name and ARN', () => toGroup(aws, { LogDestination: GROUP_ARN }), 'InvalidParameter'],
    ['R9 a log group without role', () => withoutRole(toGroup(aws)), 'InvalidParameter'],
    ['R10 a bucket with role', () => toBucket(aws, { DeliverLogsPermissionArn: ROLE }), 'InvalidParameter'],
    [
      'R11 see the stream test; a role in the own account',
      () => toStream({ DeliverLogsPermissionArn: `arn:aws:iam::${HUB}:role/${FIREHOSE_SOURCE_ROLE}` }),
      'InvalidParameter',
    ],
    [
      'R12 options with a log group',
      () => toGroup(aws, { DestinationOptions: { FileFormat: 'plain-text' } }),
      'InvalidParameter',
    ],
    [
      'R13 the reserved folder',
      () => toBucket(aws, { LogDestination: `${BUCKET_ARN}/a/AWSLogs/` }),
      'InvalidParameter',
    ],
    ['R14 an empty format', () => toBucket(aws, { LogFormat: '' }), 'ValidationError'],
    ['R14 two spaces', () => toBucket(aws, { LogFormat: '${version}  ${srcaddr}' }), 'ValidationError'],
    ['R14 a space at the end', () => toBucket(aws, { LogFormat: '${version} ' }), 'ValidationError'],
    ['R14 an unknown field', () => toBucket(aws, { LogFormat: '${version} ${weather}' }), 'ValidationError'],
    ['R15 a transit field on a VPC', () => toBucket(aws, { LogFormat: '${version} ${tgw-id}' }), 'InvalidParameter'],
    [
      'R15 a VPC field on a transit gateway',
      () => toTransit({ LogFormat: '${version} ${action}' }),
      'InvalidParameter',
    ],
    [
      'R16 a tag field without keys',
      () => toBucket(aws, { LogFormat: '${version} ${instance-tag}' }),
      'InvalidParameter',
    ],
    [
      'R16 the second tag field with one key',
      () =>
        toBucket(aws, {
          LogFormat: '${instance-tag-2}',
          TagFieldSpecifications: [{ ResourceType: 'instance', TagKeys: ['a'] }],
        }),
      'InvalidParameter',
    ],
    [
      'R16 keys without a tag field',
      () => toBucket(aws, { TagFieldSpecifications: [{ ResourceType: 'instance', TagKeys: ['team'] }] }),
      'InvalidParameter',
    ],
    ['R17 a log group elsewhere', () => toGroupArn(GROUP_ARN.replace(REGION, 'us-east-1')), 'InvalidParameter'],
    ['R17 a log group of others', () => toGroupArn(GROUP_ARN.replace(HUB, TEST_MEMBER_ACCOUNT)), 'InvalidParameter'],
    ['R17 a stream elsewhere', () => toStream({}, 'us-east-1'), 'InvalidParameter'],
    [
      'R18 tags for something else',
      () => toBucket(aws, { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a' }] }] }),
      'InvalidParameterValue',
    ],
    ['a group ARN with the star', () => toGroupArn(`${GROUP_ARN}:*`), 'InvalidParameter'],
    ['a bucket ARN for a log group', () => toGroupArn(BUCKET_ARN), 'InvalidParameter'],
    ['a tag of the system', () => withTag(aws, 'aws:mine', 'x'), 'InvalidParameterValue'],
    ['a key of 128 characters', () => withTag(aws, 'k'.repeat(128), 'x'), 'InvalidParameterValue'],
    ['a value of 257 characters', () => withTag(aws, 'k', 'v'.repeat(257)), 'InvalidParameterValue'],
    [
      'a zonal NAT gateway',
      () => toBucket(aws, { ResourceType: 'RegionalNatGateway', ResourceIds: zonalNat() }),
      'InvalidParameterValue',
    ],
    [
      'an unknown destination type',
      () => toBucket(aws, { LogDestinationType: 'ftp' as 's3' }),
      'InvalidParameterValue',
    ],
    ['an unknown resource type', () => toBucket(aws, { ResourceType: 'Galaxy' as 'VPC' }), 'InvalidParameterValue'],
  ]

  it.each(rules)('refuses %s', async (_rule, input, code) => {
    const refusal = await refusalOf(create(input()))
    expect({ code: refusal.code, status: refusal.status }).toEqual({ code, status: 400 })
    expect(aws.truth.flowLogs()).toEqual([])
  })

  const unconfirmed = Object.keys(settingsFor('test').aws.enforces)
  const unconfirmedRules = rules.filter(([rule]) => unconfirmed.includes(rule.split(' ')[0]!))
  it.each(unconfirmedRules)('lets through, once nobody enforces it: %s', async (rule, input) => {
    aws.simulator.admin.patchSettings({ aws: { enforces: { [rule.split(' ')[0]!]: false } } })
    // What only a look at the world can tell may still be an item of its own.
    const { FlowLogIds = [], Unsuccessful = [] } = await create(input())
    expect(FlowLogIds.length + Unsuccessful.length).toBe(1)
  })

  it('knows a request for each unconfirmed rule', () => {
    const met = new Set(unconfirmedRules.map(([rule]) => rule.split(' ')[0]))
    expect([...met].sort()).toEqual([...unconfirmed].sort())
  })

  it('accepts what just keeps the rules', async () => {
    const accepted: readonly CreateFlowLogsCommandInput[] = [
      toBucket(aws, {
        LogFormat: '${instance-tag} ${instance-tag-2}',
        TagFieldSpecifications: [{ ResourceType: 'instance', TagKeys: ['team', 'env'] }],
      }),
      withTag(aws, 'k'.repeat(127), 'v'.repeat(256), `${BUCKET_ARN}/tags`),
      toGroupArn(GROUP_ARN),
      toBucket(aws, { LogDestination: `${BUCKET_ARN}/AWSLogsOfMine/` }),
    ]
    for (const input of accepted) expect((await create(input)).FlowLogIds).toHaveLength(1)
    const [first] = await list()
    expect(first?.TagFieldSpecifications).toEqual([{ ResourceType: 'instance', TagKeys: ['team', 'env'] }])
  })

  it('takes a thousand resources where the older limit is set', async () => {
    aws.simulator.admin.patchSettings({ aws: { maxResourceIds: 1000 } })
    const refusal = await refusalOf(create(toBucket(aws, { ResourceIds: manyIds('vpc-', 1000) })))
    expect(refusal.code).toBe('InvalidVpcID.NotFound')
    const tooMany = await refusalOf(create(toBucket(aws, { ResourceIds: manyIds('vpc-', 1001) })))
    expect(tooMany.code).toBe('InvalidParameterValue')
  })
})

function manyIds(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_unused, index) => `${prefix}${String(index).padStart(17, '0')}`)
}

function toTransit(change: Partial<CreateFlowLogsCommandInput>): CreateFlowLogsCommandInput {
  const ids = aws.ids('transit-gateway').slice(0, 1)
  return withoutTrafficUnless(
    change.TrafficType,
    toBucket(aws, { ResourceType: 'TransitGateway', ResourceIds: [...ids], ...change }),
  )
}

function withoutTrafficUnless(traffic: unknown, input: CreateFlowLogsCommandInput): CreateFlowLogsCommandInput {
  return traffic === undefined ? withoutTraffic(input) : input
}

function withoutTraffic({ TrafficType: _traffic, ...rest }: CreateFlowLogsCommandInput): CreateFlowLogsCommandInput {
  return rest
}

function withoutDestination({
  LogDestination: _destination,
  ...rest
}: CreateFlowLogsCommandInput): CreateFlowLogsCommandInput {
  return rest
}

function withoutRole({
  DeliverLogsPermissionArn: _role,
  ...rest
}: CreateFlowLogsCommandInput): CreateFlowLogsCommandInput {
  return rest
}

function toGroupArn(arn: string): CreateFlowLogsCommandInput {
  const { LogGroupName: _name, ...rest } = toGroup(aws)
  return { ...rest, LogDestination: arn }
}

function toStream(change: Partial<CreateFlowLogsCommandInput>, region = REGION): CreateFlowLogsCommandInput {
  const arn = `arn:aws:firehose:${region}:${HUB}:deliverystream/${STREAM}`
  return toBucket(aws, { LogDestinationType: 'kinesis-data-firehose', LogDestination: arn, ...change })
}

function zonalNat(): string[] {
  return [...aws.ids('nat-gateway', (one) => one.kind === 'nat-gateway' && one.availabilityMode === 'zonal')]
}
