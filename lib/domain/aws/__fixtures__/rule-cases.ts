import { NO_PLACE, type RulePlace } from '../../rule'
import {
  ACCOUNT,
  BUCKET,
  CROSS_ROLE,
  FAR_STREAM,
  GROUP,
  ids,
  ofGateway,
  OTHER_ACCOUNT,
  ROLE,
  STREAM,
  tags,
  toFarStream,
  toGroup,
  toS3,
  toStream,
  type RequestJson,
} from './requests'

/** One request that breaks one rule, and where. */
export interface RuleCase {
  readonly rule: string
  readonly name: string
  readonly request: unknown
  readonly field: string
  readonly place?: RulePlace
}

const here = (accountId: string | null, region: string | null = null): RulePlace => ({
  ...NO_PLACE,
  accountId,
  region,
})

const tagged = (members: RequestJson) => toS3({ TagSpecifications: [{ ResourceType: 'vpc-flow-log', ...members }] })
const formatted = (LogFormat: unknown, members: RequestJson = {}) => toS3({ LogFormat, ...members })
const tagFields = (LogFormat: string, ...items: readonly RequestJson[]) =>
  toS3({ LogFormat, TagFieldSpecifications: items })
const instanceTags = (...TagKeys: readonly string[]) => ({ ResourceType: 'instance', TagKeys })

/** Every rule of CreateFlowLogs with the requests that break it and nothing else. Docs: docs/providers/aws-ec2. */
export const AWS_RULE_CASES: readonly RuleCase[] = [
  // --- form --------------------------------------------------------------------------------------------------------
  { rule: 'type', name: 'a list instead of a request', request: [toS3()], field: '$' },
  { rule: 'type', name: 'null instead of a request', request: null, field: '$' },
  { rule: 'type', name: 'a text where true or false stands', request: toS3({ DryRun: 'true' }), field: 'DryRun' },
  { rule: 'type', name: 'null for a text', request: toS3({ ClientToken: null }), field: 'ClientToken' },
  { rule: 'type', name: 'one id instead of a list', request: toS3({ ResourceIds: 'vpc-1' }), field: 'ResourceIds' },
  {
    rule: 'type',
    name: 'a number among the ids',
    request: toS3({ ResourceIds: ['vpc-1', 7] }),
    field: 'ResourceIds[1]',
  },
  {
    rule: 'type',
    name: 'an interval as text',
    request: toS3({ MaxAggregationInterval: '600' }),
    field: 'MaxAggregationInterval',
  },
  {
    rule: 'type',
    name: 'a text for a partition option',
    request: toS3({ DestinationOptions: { PerHourPartition: 'yes' } }),
    field: 'DestinationOptions.PerHourPartition',
  },
  {
    rule: 'type',
    name: 'a text for the other partition option',
    request: toS3({ DestinationOptions: { HiveCompatiblePartitions: 1 } }),
    field: 'DestinationOptions.HiveCompatiblePartitions',
  },
  {
    rule: 'type',
    name: 'options as a text',
    request: toS3({ DestinationOptions: 'parquet' }),
    field: 'DestinationOptions',
  },
  { rule: 'type', name: 'a traffic type as a number', request: toS3({ TrafficType: 1 }), field: 'TrafficType' },
  { rule: 'type', name: 'a format as a list', request: formatted(['version']), field: 'LogFormat' },
  { rule: 'type', name: 'a group name as an object', request: toGroup({ LogGroupName: {} }), field: 'LogGroupName' },
  {
    rule: 'type',
    name: 'a role as a number',
    request: toGroup({ DeliverLogsPermissionArn: 5 }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'type',
    name: 'tags as an object',
    request: tagged({ Tags: { a: 'b' } }),
    field: 'TagSpecifications[0].Tags',
  },
  {
    rule: 'type',
    name: 'a tag value as a number',
    request: tagged({ Tags: [{ Key: 'k', Value: 1 }] }),
    field: 'TagSpecifications[0].Tags[0].Value',
  },
  {
    rule: 'type',
    name: 'tag keys as a text',
    request: tagFields('${instance-tag}', { ResourceType: 'instance', TagKeys: 'Team' }),
    field: 'TagFieldSpecifications[0].TagKeys',
  },
  {
    rule: 'type',
    name: 'a tag field that is no object',
    request: toS3({ LogFormat: '${instance-tag}', TagFieldSpecifications: ['instance'] }),
    field: 'TagFieldSpecifications[0]',
  },
  { rule: 'required', name: 'no resource type', request: toS3({ ResourceType: undefined }), field: 'ResourceType' },
  {
    rule: 'allowed-value',
    name: 'a resource type in small letters',
    request: toS3({ ResourceType: 'vpc' }),
    field: 'ResourceType',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown traffic type',
    request: toS3({ TrafficType: 'BOTH' }),
    field: 'TrafficType',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown destination type',
    request: toS3({ LogDestinationType: 'S3' }),
    field: 'LogDestinationType',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown file format',
    request: toS3({ DestinationOptions: { FileFormat: 'orc' } }),
    field: 'DestinationOptions.FileFormat',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown type of tag field',
    request: tagFields('${instance-tag}', { ResourceType: 'vpc', TagKeys: ['Team'] }),
    field: 'TagFieldSpecifications[0].ResourceType',
  },
  { rule: 'unknown-parameter', name: 'a stray parameter', request: toS3({ Color: 'red' }), field: 'Color' },
  {
    rule: 'unknown-parameter',
    name: 'a required parameter by the name of the command line',
    request: toS3({ ResourceIds: undefined, resourceIds: ['vpc-1'] }),
    field: 'resourceIds',
  },
  {
    rule: 'unknown-parameter',
    name: 'a stray option',
    request: toS3({ DestinationOptions: { Compression: 'gzip' } }),
    field: 'DestinationOptions.Compression',
  },
  {
    rule: 'unknown-parameter',
    name: 'a stray member of a tag',
    request: tagged({ Tags: [{ Key: 'k', Value: 'v', Color: 'red' }] }),
    field: 'TagSpecifications[0].Tags[0].Color',
  },
  // --- R1, R2: resources -------------------------------------------------------------------------------------------
  { rule: 'R1', name: 'no ids', request: toS3({ ResourceIds: undefined }), field: 'ResourceIds' },
  { rule: 'R1', name: 'an empty list', request: toS3({ ResourceIds: [] }), field: 'ResourceIds' },
  { rule: 'R1', name: '301 VPCs', request: toS3({ ResourceIds: ids('vpc-', 301) }), field: 'ResourceIds' },
  {
    rule: 'R1',
    name: '1,000 VPCs, as older documents had it',
    request: toS3({ ResourceIds: ids('vpc-', 1000) }),
    field: 'ResourceIds',
  },
  {
    rule: 'R1',
    name: '26 transit gateways',
    request: ofGateway({ ResourceIds: ids('tgw-', 26) }),
    field: 'ResourceIds',
  },
  {
    rule: 'R1',
    name: '26 transit gateway attachments',
    request: ofGateway({ ResourceType: 'TransitGatewayAttachment', ResourceIds: ids('tgw-attach-', 26) }),
    field: 'ResourceIds',
  },
  {
    rule: 'R2',
    name: 'a subnet among VPCs',
    request: toS3({ ResourceIds: ['vpc-1', 'subnet-1'] }),
    field: 'ResourceIds[1]',
  },
  { rule: 'R2', name: 'an empty id', request: toS3({ ResourceIds: [''] }), field: 'ResourceIds[0]' },
  { rule: 'R2', name: 'a prefix alone', request: toS3({ ResourceIds: ['vpc-'] }), field: 'ResourceIds[0]' },
  {
    rule: 'R2',
    name: 'an attachment for a gateway, though it begins alike',
    request: ofGateway({ ResourceIds: ['tgw-attach-1'] }),
    field: 'ResourceIds[0]',
  },
  {
    rule: 'R2',
    name: 'a gateway for an attachment',
    request: ofGateway({ ResourceType: 'TransitGatewayAttachment' }),
    field: 'ResourceIds[0]',
  },
  { rule: 'R2', name: 'a VPC for a subnet', request: toS3({ ResourceType: 'Subnet' }), field: 'ResourceIds[0]' },
  {
    rule: 'R2',
    name: 'a VPC for an interface',
    request: toS3({ ResourceType: 'NetworkInterface' }),
    field: 'ResourceIds[0]',
  },
  {
    rule: 'R2',
    name: 'a VPC for a regional NAT gateway',
    request: toS3({ ResourceType: 'RegionalNatGateway' }),
    field: 'ResourceIds[0]',
  },
  // --- R3 to R5: traffic and interval ------------------------------------------------------------------------------
  ...(['VPC', 'Subnet', 'NetworkInterface', 'RegionalNatGateway'] as const).map((type) => ({
    rule: 'R3',
    name: `a ${type} without traffic type`,
    request: toS3({ ...idsOf(type), TrafficType: undefined }),
    field: 'TrafficType',
  })),
  ...(
    ['TransitGateway', 'TransitGatewayAttachment', 'CoreNetwork', 'CoreNetworkAttachment', 'CoreNetworkEdge'] as const
  ).flatMap((type) => [
    {
      rule: 'R4',
      name: `a ${type} with a traffic type`,
      request: ofGateway({ ...idsOf(type), TrafficType: 'ALL' }),
      field: 'TrafficType',
    },
    {
      rule: 'R5',
      name: `600 seconds for a ${type}`,
      request: ofGateway({ ...idsOf(type), MaxAggregationInterval: 600 }),
      field: 'MaxAggregationInterval',
    },
  ]),
  ...[0, 59, 61, 300, 601, -60, 60.5].map((MaxAggregationInterval) => ({
    rule: 'R5',
    name: `${MaxAggregationInterval} seconds`,
    request: toS3({ MaxAggregationInterval }),
    field: 'MaxAggregationInterval',
  })),
  // --- R6 to R8, R12, R13: destinations ----------------------------------------------------------------------------
  {
    rule: 'R6',
    name: 'no destination for CloudWatch Logs',
    request: toGroup({ LogGroupName: undefined }),
    field: 'LogDestination',
  },
  { rule: 'R6', name: 'no destination for S3', request: toS3({ LogDestination: undefined }), field: 'LogDestination' },
  { rule: 'R6', name: 'no stream', request: toStream({ LogDestination: undefined }), field: 'LogDestination' },
  { rule: 'R6', name: 'an empty destination', request: toS3({ LogDestination: '' }), field: 'LogDestination' },
  { rule: 'R6', name: 'an empty group name', request: toGroup({ LogGroupName: '' }), field: 'LogDestination' },
  { rule: 'R7', name: 'a group name with S3', request: toS3({ LogGroupName: 'group' }), field: 'LogGroupName' },
  {
    rule: 'R7',
    name: 'a group name instead of a bucket',
    request: toS3({ LogDestination: undefined, LogGroupName: 'group' }),
    field: 'LogGroupName',
  },
  {
    rule: 'R7',
    name: 'a group name with Firehose',
    request: toStream({ LogGroupName: 'group' }),
    field: 'LogGroupName',
  },
  {
    rule: 'R8',
    name: 'the group by name and by ARN',
    request: toGroup({ LogDestination: GROUP }),
    field: 'LogGroupName',
  },
  {
    rule: 'R8',
    name: 'the same, the type given',
    request: toGroup({ LogDestination: GROUP, LogDestinationType: 'cloud-watch-logs' }),
    field: 'LogGroupName',
  },
  {
    rule: 'R12',
    name: 'file options with CloudWatch Logs',
    request: toGroup({ DestinationOptions: {} }),
    field: 'DestinationOptions',
  },
  {
    rule: 'R12',
    name: 'file options with Firehose',
    request: toStream({ DestinationOptions: { FileFormat: 'plain-text' } }),
    field: 'DestinationOptions',
  },
  {
    rule: 'R13',
    name: 'AWSLogs as the prefix',
    request: toS3({ LogDestination: `${BUCKET}/AWSLogs` }),
    field: 'LogDestination',
  },
  {
    rule: 'R13',
    name: 'AWSLogs inside the prefix',
    request: toS3({ LogDestination: `${BUCKET}/a/AWSLogs/b/` }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a bucket where the type is left out',
    request: toGroup({ LogGroupName: undefined, LogDestination: BUCKET }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a log group with S3',
    request: toS3({ LogDestination: GROUP }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a stream with S3',
    request: toS3({ LogDestination: STREAM }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a bucket with Firehose',
    request: toStream({ LogDestination: BUCKET }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'the name of a bucket',
    request: toS3({ LogDestination: 'central-logs' }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a bucket with region and account',
    request: toS3({ LogDestination: `arn:aws:s3:eu-central-1:${ACCOUNT}:central-logs` }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a log group with :* behind it',
    request: toGroup({ LogGroupName: undefined, LogDestination: `${GROUP}:*` }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a stream without account',
    request: toStream({ LogDestination: 'arn:aws:firehose:eu-central-1::deliverystream:x' }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a partition that is not of AWS',
    request: toS3({ LogDestination: 'arn:azure:s3:::central-logs' }),
    field: 'LogDestination',
  },
  {
    rule: 'log-group-name',
    name: 'a name with a colon',
    request: toGroup({ LogGroupName: 'a:b' }),
    field: 'LogGroupName',
  },
  {
    rule: 'log-group-name',
    name: 'an ARN as a name',
    request: toGroup({ LogGroupName: GROUP }),
    field: 'LogGroupName',
  },
  {
    rule: 'log-group-name',
    name: '513 characters',
    request: toGroup({ LogGroupName: 'g'.repeat(513) }),
    field: 'LogGroupName',
  },
  {
    rule: 'log-group-account',
    name: "a log group of another account than its role's",
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: `arn:aws:logs:eu-central-1:${OTHER_ACCOUNT}:log-group:g`,
    }),
    field: 'LogDestination',
  },
  {
    rule: 'log-group-account',
    name: 'a log group of another account than the one named',
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: `arn:aws:logs:eu-central-1:${OTHER_ACCOUNT}:log-group:g`,
    }),
    place: here(ACCOUNT),
    field: 'LogDestination',
  },
  {
    rule: 'partition',
    name: 'a group in China with a role elsewhere',
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: `arn:aws-cn:logs:cn-north-1:${ACCOUNT}:log-group:g`,
    }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'partition',
    name: 'a bucket of another partition than the one named',
    request: toS3({ LogDestination: 'arn:aws-us-gov:s3:::central-logs' }),
    place: { ...NO_PLACE, partition: 'aws' },
    field: 'LogDestination',
  },
  {
    rule: 'R17',
    name: 'a group in another Region',
    request: toGroup({ LogGroupName: undefined, LogDestination: GROUP }),
    place: here(null, 'us-east-1'),
    field: 'LogDestination',
  },
  {
    rule: 'R17',
    name: 'a stream in another Region',
    request: toStream(),
    place: here(null, 'us-east-1'),
    field: 'LogDestination',
  },
  // --- R9 to R11: roles --------------------------------------------------------------------------------------------
  {
    rule: 'R9',
    name: 'a group without role',
    request: toGroup({ DeliverLogsPermissionArn: undefined }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R9',
    name: 'an empty role',
    request: toGroup({ DeliverLogsPermissionArn: '' }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R10',
    name: 'a role with S3',
    request: toS3({ DeliverLogsPermissionArn: ROLE }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R11',
    name: 'a far stream without the cross-account role',
    request: toFarStream({ DeliverCrossAccountRole: undefined }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'R11',
    name: 'a far stream without the delivery role',
    request: toFarStream({ DeliverLogsPermissionArn: undefined }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R11',
    name: 'a far stream without either, the account being named',
    request: toStream({ LogDestination: FAR_STREAM, DeliverLogsPermissionArn: undefined }),
    place: here(ACCOUNT),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'firehose-local-role',
    name: 'a role for a stream of the same account',
    request: toStream({ DeliverLogsPermissionArn: ROLE }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'firehose-local-role',
    name: 'a cross-account role for a stream of the account named',
    request: toFarStream({ DeliverLogsPermissionArn: undefined }),
    place: here(OTHER_ACCOUNT),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role',
    name: 'a cross-account role with S3',
    request: toS3({ DeliverCrossAccountRole: CROSS_ROLE }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role',
    name: 'a cross-account role with CloudWatch Logs',
    request: toGroup({ DeliverCrossAccountRole: CROSS_ROLE }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role-name',
    name: 'a cross-account role of another name',
    request: toFarStream({ DeliverCrossAccountRole: `arn:aws:iam::${OTHER_ACCOUNT}:role/delivery` }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role-account',
    name: "a cross-account role outside the stream's account",
    request: toFarStream({
      DeliverCrossAccountRole: 'arn:aws:iam::777788889999:role/AWSLogDeliveryFirehoseCrossAccountRole',
    }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'role-arn',
    name: 'the name of a role',
    request: toGroup({ DeliverLogsPermissionArn: 'flow-logs' }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'role-arn',
    name: 'a user instead of a role',
    request: toGroup({ DeliverLogsPermissionArn: `arn:aws:iam::${ACCOUNT}:user/x` }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'role-arn',
    name: 'a cross-account role that is no ARN',
    request: toFarStream({ DeliverCrossAccountRole: 'AWSLogDeliveryFirehoseCrossAccountRole' }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'role-account',
    name: 'a delivery role of another account than the one named',
    request: toGroup(),
    place: here(OTHER_ACCOUNT),
    field: 'DeliverLogsPermissionArn',
  },
  // --- R14 to R16: formats -----------------------------------------------------------------------------------------
  ...(
    [
      ['an empty format', ''],
      ['two spaces', '${version}  ${bytes}'],
      ['a space at the end', '${version} '],
      ['a space at the beginning', ' ${version}'],
      ['no space between', '${version}${bytes}'],
      ['a tab between', '${version}\t${bytes}'],
      ['names without braces', 'version bytes'],
      ['a comma between', '${version},${bytes}'],
      ['an unknown field', '${version} ${verzion}'],
      ['a field in capitals', '${Version}'],
      ['an empty name', '${}'],
    ] as const
  ).map(([name, format]) => ({ rule: 'R14', name, request: formatted(format), field: 'LogFormat' })),
  {
    rule: 'R14',
    name: 'two spaces for Cloud WAN too',
    request: ofGateway({ ...idsOf('CoreNetwork'), LogFormat: '${a}  ${b}' }),
    field: 'LogFormat',
  },
  { rule: 'R15', name: 'a version 6 field of a VPC', request: formatted('${version} ${tgw-id}'), field: 'LogFormat' },
  {
    rule: 'R15',
    name: 'packets lost, of a regional NAT gateway',
    request: formatted('${packets-lost-no-route}', idsOf('RegionalNatGateway')),
    field: 'LogFormat',
  },
  ...[
    'action',
    'vpc-id',
    'interface-id',
    'resource-id',
    'ecs-task-id',
    'encryption-status',
    'instance-tag',
    'next-hop-vpc-id',
  ].map((id) => ({
    rule: 'R15',
    name: `${id} of a transit gateway`,
    request: ofGateway({ LogFormat: `\${version} \${${id}}` }),
    field: 'LogFormat',
  })),
  {
    rule: 'R16',
    name: 'a tag field without its key',
    request: formatted('${instance-tag}'),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'R16',
    name: 'a tag field with a key of another type',
    request: tagFields('${instance-tag} ${asg-tag}', instanceTags('Team')),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'R16',
    name: 'the second tag field with one key',
    request: tagFields('${instance-tag} ${instance-tag-2}', instanceTags('Team')),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'R16',
    name: 'a key without its field',
    request: tagFields('${version}', instanceTags('Team')),
    field: 'LogFormat',
  },
  {
    rule: 'R16',
    name: 'a second key without its field',
    request: tagFields('${instance-tag}', instanceTags('Team', 'Stage')),
    field: 'LogFormat',
  },
  {
    rule: 'R16',
    name: 'a key with the default format',
    request: toS3({ TagFieldSpecifications: [instanceTags('Team')] }),
    field: 'LogFormat',
  },
  {
    rule: 'R16',
    name: 'a key for a transit gateway, whose records have no tags',
    request: ofGateway({ LogFormat: '${version}', TagFieldSpecifications: [instanceTags('Team')] }),
    field: 'LogFormat',
  },
  {
    rule: 'tag-field-specifications',
    name: 'an empty list',
    request: toS3({ TagFieldSpecifications: [] }),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'tag-field-specifications',
    name: 'three keys',
    request: tagFields('${instance-tag} ${instance-tag-2}', instanceTags('A', 'B', 'C')),
    field: 'TagFieldSpecifications[0].TagKeys',
  },
  {
    rule: 'tag-field-specifications',
    name: 'no key',
    request: tagFields('${version}', instanceTags()),
    field: 'TagFieldSpecifications[0].TagKeys',
  },
  {
    rule: 'tag-field-specifications',
    name: 'an empty key',
    request: tagFields('${instance-tag}', instanceTags('')),
    field: 'TagFieldSpecifications[0].TagKeys[0]',
  },
  {
    rule: 'tag-field-specifications',
    name: 'a key of 129 characters',
    request: tagFields('${instance-tag}', instanceTags('k'.repeat(129))),
    field: 'TagFieldSpecifications[0].TagKeys[0]',
  },
  {
    rule: 'tag-field-specifications',
    name: 'one type twice',
    request: tagFields('${instance-tag}', instanceTags('A'), instanceTags('B')),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'tag-field-specifications',
    name: 'no resource type',
    request: tagFields('${version}', { TagKeys: ['A'] }),
    field: 'TagFieldSpecifications[0].ResourceType',
  },
  // --- R18 and tags ------------------------------------------------------------------------------------------------
  {
    rule: 'R18',
    name: 'tags of a VPC',
    request: toS3({ TagSpecifications: [{ ResourceType: 'vpc', Tags: tags(1) }] }),
    field: 'TagSpecifications[0].ResourceType',
  },
  {
    rule: 'R18',
    name: 'tags of no type',
    request: toS3({ TagSpecifications: [{ Tags: tags(1) }] }),
    field: 'TagSpecifications[0].ResourceType',
  },
  {
    rule: 'tag-specifications',
    name: 'two items',
    request: toS3({
      TagSpecifications: [
        { ResourceType: 'vpc-flow-log', Tags: tags(1) },
        { ResourceType: 'vpc-flow-log', Tags: [] },
      ],
    }),
    field: 'TagSpecifications[1]',
  },
  { rule: 'tag-count', name: '51 tags', request: tagged({ Tags: tags(51) }), field: 'TagSpecifications[0].Tags' },
  {
    rule: 'tag-key',
    name: 'no key',
    request: tagged({ Tags: [{ Value: 'v' }] }),
    field: 'TagSpecifications[0].Tags[0].Key',
  },
  {
    rule: 'tag-key',
    name: 'an empty key',
    request: tagged({ Tags: [{ Key: '' }] }),
    field: 'TagSpecifications[0].Tags[0].Key',
  },
  {
    rule: 'tag-key',
    name: 'a key of 128 characters',
    request: tagged({ Tags: [...tags(1), { Key: 'k'.repeat(128) }] }),
    field: 'TagSpecifications[0].Tags[1].Key',
  },
  {
    rule: 'tag-key',
    name: 'a reserved key',
    request: tagged({ Tags: [{ Key: 'aws:x' }] }),
    field: 'TagSpecifications[0].Tags[0].Key',
  },
  {
    rule: 'tag-value',
    name: 'a value of 257 characters',
    request: tagged({ Tags: [{ Key: 'k', Value: 'v'.repeat(257) }] }),
    field: 'TagSpecifications[0].Tags[0].Value',
  },
  {
    rule: 'tag-unique',
    name: 'a key twice',
    request: tagged({ Tags: [{ Key: 'k' }, { Key: 'k', Value: 'v' }] }),
    field: 'TagSpecifications[0].Tags[1].Key',
  },
  { rule: 'client-token', name: '65 characters', request: toS3({ ClientToken: 'x'.repeat(65) }), field: 'ClientToken' },
  {
    rule: 'client-token',
    name: 'a letter beyond ASCII',
    request: toS3({ ClientToken: 'schlüssel' }),
    field: 'ClientToken',
  },
]

/** Ids of a kind, with the kind. */
export function idsOf(type: string): RequestJson {
  const prefixes: Readonly<Record<string, string>> = {
    VPC: 'vpc-',
    Subnet: 'subnet-',
    NetworkInterface: 'eni-',
    RegionalNatGateway: 'nat-',
    TransitGateway: 'tgw-',
    TransitGatewayAttachment: 'tgw-attach-',
  }
  return { ResourceType: type, ResourceIds: ids(prefixes[type] ?? 'core-network-', 2) }
}
