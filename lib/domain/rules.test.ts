import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AWS_SCOPE, CEN_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aLogGroupSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import type { FlowLogSpec } from './flow-log-spec'
import { awsFormat } from './aws/formats'
import { TRANSIT_GATEWAY_FIELDS } from './aws/transit-gateway-fields'
import { VPC_FIELDS } from './aws/vpc-fields'
import { cenFormat, CEN_FIELDS } from './cen/fields'
import type { ResourceType } from './resource'
import type { ScopeRef } from './scope'
import { RULE_IDS, validateSpec } from './rules'
import { specWarnings } from './spec-warnings'

interface Row {
  readonly spec: FlowLogSpec
  readonly type?: ResourceType
  readonly scope?: ScopeRef
  readonly rule: string | null
  readonly field?: string
  readonly why: string
}

const role = 'arn:{partition}:iam::{accountId}:role/delivery'
const crossRole = 'arn:aws:iam::444455556666:role/AWSLogDeliveryFirehoseCrossAccountRole-x'
const firehose = (overrides: Parameters<typeof aVpcSpec>[0] = {}) =>
  aVpcSpec({
    logDestinationType: 'kinesis-data-firehose',
    logDestination: 'arn:{partition}:firehose:{region}:{accountId}:deliverystream/flow-logs',
    destinationOptions: null,
    ...overrides,
  })
const farStream = 'arn:aws:firehose:eu-central-1:444455556666:deliverystream:flow-logs'
const tagged = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']))

const AWS_ROWS: readonly Row[] = [
  { spec: aVpcSpec(), rule: null, why: 'a valid S3 spec' },
  { spec: aLogGroupSpec(), rule: null, why: 'a valid CloudWatch template' },
  { spec: aLogGroupSpec({ logDestination: 'flow-logs' }), rule: null, why: 'a bare group name' },
  { spec: aLogGroupSpec(), scope: AWS_SCOPE, rule: null, why: 'the same, resolved' },
  { spec: aTransitGatewaySpec(), type: 'TransitGateway', rule: null, why: 'a valid transit gateway spec' },
  { spec: aTransitGatewaySpec(), type: 'CoreNetworkEdge', rule: null, why: 'Cloud WAN takes the same' },
  { spec: aVpcSpec(), type: 'CoreNetwork', rule: 'R2', field: 'family', why: 'VPC parameters on a core network' },
  { spec: firehose(), scope: AWS_SCOPE, rule: null, why: 'a stream in the same account takes no roles' },
  { spec: aVpcSpec(), type: 'TransitGateway', rule: 'R2', field: 'family', why: 'VPC parameters on a gateway' },
  { spec: aVpcSpec(), type: 'RegionalNatGateway', rule: null, why: 'regional NAT gateways take VPC parameters' },
  { spec: aVpcSpec({ trafficType: null }), rule: 'R3', field: 'trafficType', why: 'a filter is required' },
  { spec: aTransitGatewaySpec({ trafficType: 'ALL' }), rule: 'R4', field: 'trafficType', why: 'no filter there' },
  {
    spec: aVpcSpec({ maxAggregationIntervalSeconds: 300 as 60 }),
    rule: 'R5',
    field: 'maxAggregationIntervalSeconds',
    why: 'only 60 and 600 exist',
  },
  {
    spec: aTransitGatewaySpec({ maxAggregationIntervalSeconds: 600 }),
    rule: 'R5',
    field: 'maxAggregationIntervalSeconds',
    why: 'gateways aggregate over 60 s',
  },
  { spec: aVpcSpec({ logDestination: ' ' }), rule: 'R6', field: 'logDestination', why: 'no destination' },
  {
    spec: aVpcSpec({ logDestination: 'arn:aws:logs:eu-central-1:111122223333:log-group:g' }),
    rule: 'destination-arn',
    field: 'logDestination',
    why: 'a log group with type s3',
  },
  {
    spec: aLogGroupSpec({ logDestination: 'arn:aws:s3:::bucket' }),
    rule: 'destination-arn',
    field: 'logDestination',
    why: 'a bucket with type cloud-watch-logs',
  },
  {
    spec: aVpcSpec({ logDestination: 'bucket' }),
    rule: 'destination-arn',
    field: 'logDestination',
    why: 'a bucket is an ARN',
  },
  {
    spec: aLogGroupSpec({ deliverLogsPermissionArn: null }),
    rule: 'R9',
    field: 'deliverLogsPermissionArn',
    why: 'CloudWatch needs a role',
  },
  {
    spec: aVpcSpec({ deliverLogsPermissionArn: role }),
    rule: 'R10',
    field: 'deliverLogsPermissionArn',
    why: 'S3 takes none',
  },
  {
    spec: firehose({ logDestination: farStream, deliverLogsPermissionArn: role }),
    scope: AWS_SCOPE,
    rule: 'R11',
    field: 'deliverCrossAccountRole',
    why: 'half a pair of roles',
  },
  {
    spec: firehose({ logDestination: farStream }),
    scope: AWS_SCOPE,
    rule: 'R11',
    field: 'deliverLogsPermissionArn',
    why: 'a stream elsewhere needs both',
  },
  {
    spec: firehose({ logDestination: farStream, deliverLogsPermissionArn: role, deliverCrossAccountRole: crossRole }),
    scope: AWS_SCOPE,
    rule: null,
    why: 'both roles given',
  },
  {
    spec: firehose({ deliverLogsPermissionArn: role }),
    scope: AWS_SCOPE,
    rule: 'firehose-local-role',
    field: 'deliverLogsPermissionArn',
    why: 'a stream in the same account takes no role',
  },
  { spec: firehose({ logDestination: farStream }), rule: null, why: 'in a template the stream may turn out local' },
  {
    spec: aLogGroupSpec({
      destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: false, perHourPartition: false },
    }),
    rule: 'R12',
    field: 'destinationOptions',
    why: 'file options are S3 only',
  },
  {
    spec: aVpcSpec({ logDestination: 'arn:aws:s3:::bucket/x/AWSLogs/' }),
    rule: 'R13',
    field: 'logDestination',
    why: 'AWSLogs is reserved',
  },
  {
    spec: aVpcSpec({ logDestination: 'arn:aws:s3:::bucket/MyAWSLogs/' }),
    rule: null,
    why: 'as part of a longer name it is not',
  },
  { spec: aVpcSpec({ logFormat: '' }), rule: 'R14', field: 'logFormat', why: 'an empty format' },
  { spec: aVpcSpec({ logFormat: '${version}  ${bytes}' }), rule: 'R14', field: 'logFormat', why: 'two spaces' },
  { spec: aVpcSpec({ logFormat: '${version} ' }), rule: 'R14', field: 'logFormat', why: 'a trailing space' },
  { spec: aVpcSpec({ logFormat: '${verzion}' }), rule: 'R14', field: 'logFormat', why: 'an unknown field' },
  {
    spec: aVpcSpec({ logFormat: '${bytes} ${bytes}' }),
    rule: 'weir/repeated-field',
    field: 'logFormat',
    why: 'a field twice',
  },
  { spec: aVpcSpec({ logFormat: '${tgw-id}' }), rule: 'R15', field: 'logFormat', why: 'version 6 is not for VPCs' },
  {
    spec: aTransitGatewaySpec({ logFormat: '${action}' }),
    rule: 'R15',
    field: 'logFormat',
    why: 'gateways have no action',
  },
  {
    spec: aVpcSpec({ logFormat: '${instance-tag}' }),
    rule: 'R16',
    field: 'tagFieldSpecifications',
    why: 'a tag field without its key',
  },
  {
    spec: aVpcSpec({ tagFieldSpecifications: [{ resourceType: 'instance', tagKeys: ['Team'] }] }),
    rule: 'R16',
    field: 'logFormat',
    why: 'a key without its field',
  },
  {
    spec: aVpcSpec({
      logFormat: '${instance-tag} ${instance-tag-2}',
      tagFieldSpecifications: [{ resourceType: 'instance', tagKeys: ['Team', 'Env'] }],
    }),
    rule: null,
    why: 'both tag fields with their keys',
  },
  {
    spec: aVpcSpec({
      logFormat: '${instance-tag} ${instance-tag-2}',
      tagFieldSpecifications: [{ resourceType: 'instance', tagKeys: ['A', 'B', 'C'] }],
    }),
    rule: 'tag-field-specifications',
    field: 'tagFieldSpecifications',
    why: 'at most two keys',
  },
  {
    spec: aLogGroupSpec({ logDestination: 'arn:aws:logs:us-east-1:111122223333:log-group:g' }),
    scope: AWS_SCOPE,
    rule: 'R17',
    field: 'logDestination',
    why: 'a group in another Region',
  },
  {
    spec: aLogGroupSpec({ logDestination: 'arn:aws:logs:eu-central-1:444455556666:log-group:g' }),
    scope: AWS_SCOPE,
    rule: 'log-group-account',
    field: 'logDestination',
    why: 'a group in another account',
  },
  {
    spec: aLogGroupSpec({ logDestination: 'arn:aws:logs:us-east-1:111122223333:log-group:g' }),
    rule: null,
    why: 'a template is not judged by a Region it does not have yet',
  },
  {
    spec: aVpcSpec({ deliverCrossAccountRole: crossRole }),
    rule: 'cross-account-role',
    field: 'deliverCrossAccountRole',
    why: 'that role is for Firehose',
  },
  {
    spec: aLogGroupSpec({ deliverLogsPermissionArn: 'delivery' }),
    rule: 'role-arn',
    field: 'deliverLogsPermissionArn',
    why: 'a name is no ARN',
  },
  {
    spec: aLogGroupSpec({ deliverLogsPermissionArn: 'arn:aws:iam::444455556666:role/x' }),
    scope: AWS_SCOPE,
    rule: 'role-account',
    field: 'deliverLogsPermissionArn',
    why: "the delivery role is in the target's account",
  },
  {
    spec: firehose({
      logDestination: farStream,
      deliverLogsPermissionArn: role,
      deliverCrossAccountRole: 'arn:aws:iam::444455556666:role/other',
    }),
    rule: 'cross-account-role-name',
    field: 'deliverCrossAccountRole',
    why: 'its name has a fixed beginning',
  },
  {
    spec: aVpcSpec({ logDestination: 'arn:aws:s3:::bucket' }),
    scope: { ...AWS_SCOPE, partition: 'aws-cn', region: 'cn-north-1' },
    rule: 'partition',
    field: 'logDestination',
    why: 'ARNs do not cross partitions',
  },
  {
    spec: firehose({
      logDestination: farStream,
      deliverLogsPermissionArn: role,
      deliverCrossAccountRole: 'arn:aws:iam::777788889999:role/AWSLogDeliveryFirehoseCrossAccountRole',
    }),
    scope: AWS_SCOPE,
    rule: 'cross-account-role-account',
    field: 'deliverCrossAccountRole',
    why: "it lives in the stream's account",
  },
  { spec: aVpcSpec({ tags: tagged(47) }), rule: null, why: '47 tags leave room for ours' },
  { spec: aVpcSpec({ tags: tagged(51) }), rule: 'tag-count', field: 'tags', why: '51 are too many for AWS' },
  { spec: aVpcSpec({ tags: tagged(48) }), rule: 'weir/tag-count', field: 'tags', why: '48 do not' },
  { spec: aVpcSpec({ tags: { 'aws:x': '' } }), rule: 'tag-key', field: 'tags.aws:x', why: 'aws: is reserved' },
  { spec: aVpcSpec({ tags: { 'weir:x': '' } }), rule: 'weir/tag-key', field: 'tags.weir:x', why: 'weir: is ours' },
  { spec: aVpcSpec({ tags: { ['k'.repeat(128)]: '' } }), rule: 'tag-key', why: 'a key of 128 characters' },
  { spec: aVpcSpec({ tags: { k: 'v'.repeat(257) } }), rule: 'tag-value', field: 'tags.k', why: 'a long value' },
  {
    spec: aVpcSpec({ logDestination: 'arn:{partition}:s3:::logs-{team}' }),
    rule: 'weir/placeholder',
    field: 'logDestination',
    why: 'an unknown placeholder',
  },
]

const prefix = '${srcaddr}${dstaddr}${bytes}'
const CEN_ROWS: readonly Row[] = [
  { spec: aCenSpec(), rule: null, why: 'a valid spec' },
  { spec: aCenSpec({ projectName: 'logs-{accountId}-{region}' }), rule: null, why: 'a template' },
  { spec: aCenSpec(), type: 'VPC', rule: 'target-type', field: 'family', why: 'a VPC is no CEN target' },
  { spec: aCenSpec({ projectName: 'ab' }), rule: 'project-name', field: 'projectName', why: 'too short' },
  { spec: aCenSpec({ projectName: 'a_b' }), rule: 'project-name', field: 'projectName', why: 'no underscores' },
  {
    spec: aCenSpec({ projectName: 'abc-' }),
    rule: 'project-name',
    field: 'projectName',
    why: 'ends with a hyphen',
  },
  { spec: aCenSpec({ projectName: '' }), rule: 'required', field: 'projectName', why: 'required' },
  {
    spec: aCenSpec({ projectName: `${'a'.repeat(50)}-{accountId}` }),
    scope: CEN_SCOPE,
    rule: 'project-name',
    field: 'projectName',
    why: 'too long once resolved',
  },
  { spec: aCenSpec({ logStoreName: 'a_b-1' }), rule: null, why: 'a Logstore may hold underscores' },
  { spec: aCenSpec({ logStoreName: '_ab' }), rule: 'log-store-name', field: 'logStoreName', why: 'starts wrongly' },
  { spec: aCenSpec({ flowLogName: 'http://x' }), rule: 'flow-log-name', field: 'flowLogName', why: 'a URL' },
  {
    spec: aCenSpec({ flowLogName: 'n'.repeat(129) }),
    rule: 'flow-log-name',
    field: 'flowLogName',
    why: 'too long',
  },
  { spec: aCenSpec({ description: 'https://x' }), rule: 'description', field: 'description', why: 'a URL' },
  { spec: aCenSpec({ description: 'd'.repeat(257) }), rule: 'description', field: 'description', why: 'too long' },
  { spec: aCenSpec({ intervalSeconds: 0 as 60 }), rule: 'interval', field: 'intervalSeconds', why: '60 or 600' },
  { spec: aCenSpec({ logFormatString: `${prefix}\${start}` }), rule: null, why: 'a custom format' },
  {
    spec: aCenSpec({ logFormatString: `${prefix}\${tr-id_x}` }),
    rule: null,
    why: 'unknown names are the cloud’s to judge',
  },
  {
    spec: aCenSpec({ logFormatString: '${dstaddr}${srcaddr}${bytes}' }),
    rule: 'log-format',
    field: 'logFormatString',
    why: 'the three fields come first, in order',
  },
  {
    spec: aCenSpec({ logFormatString: `${prefix} \${start}` }),
    rule: 'log-format',
    field: 'logFormatString',
    why: 'no separators',
  },
  {
    spec: aCenSpec({ logFormatString: `${prefix}\${bytes}` }),
    rule: 'log-format',
    field: 'logFormatString',
    why: 'a field twice',
  },
  { spec: aCenSpec({ tags: tagged(17) }), rule: null, why: '17 tags leave room for ours' },
  { spec: aCenSpec({ tags: tagged(21) }), rule: 'tag-count', field: 'tags', why: '21 are too many for the cloud' },
  { spec: aCenSpec({ tags: tagged(18) }), rule: 'weir/tag-count', field: 'tags', why: '18 do not' },
  { spec: aCenSpec({ tags: { aliyunx: '' } }), rule: 'tag-key', field: 'tags.aliyunx', why: 'reserved' },
  { spec: aCenSpec({ tags: { 'acs:x': '' } }), rule: 'tag-key', field: 'tags.acs:x', why: 'reserved' },
  { spec: aCenSpec({ tags: { 'weir:x': '' } }), rule: 'weir/tag-key', field: 'tags.weir:x', why: 'ours' },
  { spec: aCenSpec({ tags: { ['k'.repeat(65)]: '' } }), rule: 'tag-key', why: 'a long key' },
  { spec: aCenSpec({ tags: { k: 'see http://x' } }), rule: 'tag-value', field: 'tags.k', why: 'a URL inside' },
  { spec: aCenSpec({ tags: { k: 'v'.repeat(129) } }), rule: 'tag-value', field: 'tags.k', why: 'a long value' },
]

describe.each([
  { cloud: 'AWS', rows: AWS_ROWS },
  { cloud: 'CEN', rows: CEN_ROWS },
])('specs of $cloud', ({ rows }) => {
  test.each(rows)('$rule: $why', ({ spec, type = null, scope = null, rule, field }) => {
    const violations = validateSpec(spec, type, scope)
    if (rule === null) {
      expect(violations).toEqual([])
      return
    }
    const found = violations.find((violation) => violation.rule === rule)
    expect(found, JSON.stringify(violations)).toBeDefined()
    if (field !== undefined) expect(found?.field).toBe(field)
    expect(found?.message).toMatch(/\S/)
    expect(found?.remedy).toMatch(/\S/)
    expect(found?.source).toMatch(/\S/)
  })
})

/** What a spec cannot break, because it says nothing of it or has no place for it. */
const OF_REQUESTS_ONLY = new Set([
  ...['json', 'type', 'allowed-value', 'unknown-parameter', 'tag-unique', 'tag-specifications', 'client-token'],
  ...['R1', 'R7', 'R8', 'R18', 'log-group-name'],
  ...['attachment-router', 'resource-id', 'region-id'],
])

test.each([
  ['aws-ec2', AWS_ROWS, RULE_IDS['aws-ec2'].filter((id) => id !== 'required')],
  ['alibaba-cen', CEN_ROWS, RULE_IDS['alibaba-cen']],
  ['weir', [...AWS_ROWS, ...CEN_ROWS], RULE_IDS.weir],
] as const)('every rule of %s that a spec can break has a spec that breaks it', (_cloud, rows, rules) => {
  const broken = new Set(rows.map((row) => row.rule))
  expect(rules.filter((id) => !broken.has(id) && !OF_REQUESTS_ONLY.has(id))).toEqual([])
})

test('rule ids are unique', () => {
  for (const ids of Object.values(RULE_IDS)) expect(new Set(ids).size).toBe(ids.length)
})

test('the catalogues are complete and make valid formats', () => {
  const versionsTo10 = VPC_FIELDS.filter((field) => field.version <= 10)
  expect(versionsTo10).toHaveLength(42)
  expect(TRANSIT_GATEWAY_FIELDS).toHaveLength(36)
  expect(CEN_FIELDS).toHaveLength(15)
  const ids = versionsTo10.map((field) => field.id)
  expect(validateSpec(aVpcSpec({ logFormat: awsFormat(ids) }), null, null)).toEqual([])
  const cenIds = CEN_FIELDS.map((field) => field.id)
  expect(validateSpec(aCenSpec({ logFormatString: cenFormat(cenIds) }), null, null)).toEqual([])
})

test.each([
  { spec: aVpcSpec(), names: [] },
  { spec: aCenSpec(), names: [] },
  { spec: aCenSpec({ logFormatString: `${prefix}\${start}` }), names: [] },
  { spec: aCenSpec({ logFormatString: `${prefix}\${strat}\${tr-id}` }), names: ['strat', 'tr-id'] },
])('a field name that nobody published is worth a look and breaks no rule: $names', ({ spec, names }) => {
  expect(validateSpec(spec, null, null)).toEqual([])
  const [warning] = specWarnings(spec)
  for (const name of names) expect(warning?.message).toContain(name)
  expect(warning?.remedy).toBe(names.length === 0 ? undefined : 'Did you mean start?')
})

test('any text in any member gives violations, never an exception', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('{', '${}', 'arn::::', '{accountId}'),
  )
  const members = fc.record({
    logDestinationType: fc.constantFrom('s3' as const, 'cloud-watch-logs' as const, 'kinesis-data-firehose' as const),
    logDestination: text,
    deliverLogsPermissionArn: fc.option(text),
    deliverCrossAccountRole: fc.option(text),
    logFormat: fc.option(text),
    tags: fc.dictionary(text, text),
  })
  const cenMembers = fc.record({
    projectName: text,
    logStoreName: text,
    flowLogName: text,
    description: text,
    logFormatString: fc.option(text),
    tags: fc.dictionary(text, text),
  })
  const spec = fc.oneof(members.map(aVpcSpec), members.map(aTransitGatewaySpec), cenMembers.map(aCenSpec))
  fc.assert(
    fc.property(spec, fc.constantFrom(null, AWS_SCOPE, CEN_SCOPE), (any, scope) => {
      const texts = validateSpec(any, null, scope).flatMap((violation) => Object.values<string>({ ...violation }))
      expect(texts.includes('')).toBe(false)
    }),
    { numRuns: 300 },
  )
}, 30_000)
