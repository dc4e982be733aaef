import { describe, expect, test } from 'vitest'
import { NO_PLACE, type RulePlace } from '../rule'
import { RULE_IDS } from '../rules'
import { validateRequest } from '../validate-request'
import {
  ACCOUNT,
  BUCKET,
  CROSS_ROLE,
  FAR_STREAM,
  GROUP,
  ids,
  idsOf,
  ofGateway,
  STREAM,
  tags,
  toFarStream,
  toGroup,
  toS3,
  toStream,
  type RequestJson,
} from './__fixtures__/requests'
import { AWS_RULE_CASES } from './__fixtures__/rule-cases'
import { awsFormat } from './formats'
import { TRANSIT_GATEWAY_FIELDS } from './transit-gateway-fields'
import { TAG_FIELDS, VPC_FIELDS } from './vpc-fields'

const cases = (rule: string) => AWS_RULE_CASES.filter((one) => one.rule === rule)

describe.each(RULE_IDS['aws-ec2'].filter((rule) => rule !== 'json'))('%s', (rule) => {
  test.each(cases(rule))('refuses $name, and nothing else is wrong', ({ request, field, place }) => {
    const violations = validateRequest('aws-ec2', request, place)
    expect(new Set(violations.map((violation) => violation.rule))).toEqual(new Set([rule]))
    expect(violations.map((violation) => violation.field)).toContain(field)
    for (const { message, remedy, source } of violations) {
      for (const text of [message, remedy, source]) expect(text).toMatch(/\S/)
    }
  })
})

const at = (accountId: string | null, region: string | null = null): RulePlace => ({ ...NO_PLACE, accountId, region })
const tagFieldIds = new Set<string>(TAG_FIELDS.map(({ id }) => id))
const plainVpcIds = VPC_FIELDS.map(({ id }) => id).filter((id) => !tagFieldIds.has(id))
const china = (arn: string) => arn.replace('arn:aws:', 'arn:aws-cn:').replace('eu-central-1', 'cn-north-1')

/** What the matrices allow: each cell that says `opt` or `req`, at its ends. */
const VALID: readonly { readonly name: string; readonly request: RequestJson; readonly place?: RulePlace }[] = [
  ...['VPC', 'Subnet', 'NetworkInterface', 'RegionalNatGateway'].flatMap((type) => [
    { name: `a ${type}, interval left out`, request: toS3(idsOf(type)) },
    { name: `a ${type}, 60 s`, request: toS3({ ...idsOf(type), MaxAggregationInterval: 60 }) },
    { name: `a ${type}, 600 s`, request: toS3({ ...idsOf(type), MaxAggregationInterval: 600 }) },
    { name: `300 of ${type}`, request: toS3({ ...idsOf(type), ResourceIds: ids(idPrefix(type), 300) }) },
  ]),
  ...['TransitGateway', 'TransitGatewayAttachment', 'CoreNetwork', 'CoreNetworkAttachment', 'CoreNetworkEdge'].flatMap(
    (type) => [
      { name: `a ${type}, interval left out`, request: ofGateway(idsOf(type)) },
      { name: `a ${type}, 60 s`, request: ofGateway({ ...idsOf(type), MaxAggregationInterval: 60 }) },
      { name: `25 of ${type}`, request: ofGateway({ ...idsOf(type), ResourceIds: ids(idPrefix(type), 25) }) },
    ],
  ),
  { name: 'any id for Cloud WAN', request: ofGateway({ ResourceType: 'CoreNetworkEdge', ResourceIds: ['eu-west-1'] }) },
  {
    name: 'field names of Cloud WAN',
    request: ofGateway({ ...idsOf('CoreNetwork'), LogFormat: '${core-network-arn}' }),
  },
  { name: 'each traffic type: ACCEPT', request: toS3({ TrafficType: 'ACCEPT' }) },
  { name: 'each traffic type: REJECT', request: toS3({ TrafficType: 'REJECT' }) },
  { name: 'ids of 8 and of 17 digits', request: toS3({ ResourceIds: ['vpc-0a1b2c3d', 'vpc-0a1b2c3d4e5f60718'] }) },
  { name: 'a group by name, type left out', request: toGroup() },
  { name: 'a group by name, type given', request: toGroup({ LogDestinationType: 'cloud-watch-logs' }) },
  { name: 'a group name with slashes', request: toGroup({ LogGroupName: '/aws/vpc/flow-logs_1.a#b' }) },
  { name: 'a group by ARN', request: toGroup({ LogGroupName: undefined, LogDestination: GROUP }) },
  {
    name: 'a group by ARN in its Region and account',
    request: toGroup({ LogGroupName: undefined, LogDestination: GROUP }),
    place: at(ACCOUNT, 'eu-central-1'),
  },
  {
    name: 'a group in China',
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: china(GROUP),
      DeliverLogsPermissionArn: `arn:aws-cn:iam::${ACCOUNT}:role/path/to/role`,
    }),
  },
  { name: 'a bucket in GovCloud', request: toS3({ LogDestination: 'arn:aws-us-gov:s3:::central-logs/vpc/' }) },
  { name: 'a prefix', request: toS3({ LogDestination: `${BUCKET}/a/b` }) },
  { name: 'a prefix with a slash behind it', request: toS3({ LogDestination: `${BUCKET}/a/b/` }) },
  { name: 'a slash and no prefix', request: toS3({ LogDestination: `${BUCKET}/` }) },
  { name: 'AWSLogs as a part of a folder', request: toS3({ LogDestination: `${BUCKET}/MyAWSLogs/` }) },
  { name: 'a bucket of another account and Region', request: toS3(), place: at('999988887777', 'us-east-1') },
  { name: 'a stream without roles', request: toStream() },
  { name: 'a stream without roles in its account', request: toStream(), place: at(ACCOUNT, 'eu-central-1') },
  {
    name: 'a stream written with a slash',
    request: toStream({ LogDestination: STREAM.replace('deliverystream:', 'deliverystream/') }),
  },
  {
    name: 'a far stream without roles, nothing being known of the account',
    request: toStream({ LogDestination: FAR_STREAM }),
  },
  { name: 'a far stream with both roles', request: toFarStream() },
  { name: 'a far stream with both roles, the account being named', request: toFarStream(), place: at(ACCOUNT) },
  {
    name: 'a cross-account role in a path',
    request: toFarStream({ DeliverCrossAccountRole: CROSS_ROLE.replace('role/', 'role/service/') }),
  },
  { name: 'no file options', request: toS3({ DestinationOptions: {} }) },
  { name: 'one file option', request: toS3({ DestinationOptions: { FileFormat: 'parquet' } }) },
  {
    name: 'all file options',
    request: toS3({
      DestinationOptions: { FileFormat: 'plain-text', HiveCompatiblePartitions: true, PerHourPartition: false },
    }),
  },
  { name: 'every field of VPCs but tags', request: toS3({ LogFormat: awsFormat(plainVpcIds) }) },
  { name: 'one field', request: toS3({ LogFormat: '${bytes}' }) },
  {
    name: 'resource-id of a regional NAT gateway',
    request: toS3({ ...idsOf('RegionalNatGateway'), LogFormat: '${version} ${resource-id}' }),
  },
  {
    name: 'every field of transit gateways',
    request: ofGateway({ LogFormat: awsFormat(TRANSIT_GATEWAY_FIELDS.map(({ id }) => id)) }),
  },
  {
    name: 'all three kinds of tag fields, two keys each',
    request: toS3({
      LogFormat: awsFormat(TAG_FIELDS.map(({ id }) => id)),
      TagFieldSpecifications: ['network-interface', 'instance', 'auto-scaling-group'].map((ResourceType) => ({
        ResourceType,
        TagKeys: ['k'.repeat(128), 'b'],
      })),
    }),
  },
  {
    name: 'one tag field',
    request: toS3({
      LogFormat: '${asg-tag}',
      TagFieldSpecifications: [{ ResourceType: 'auto-scaling-group', TagKeys: ['T'] }],
    }),
  },
  { name: '50 tags', request: toS3({ TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: tags(50) }] }) },
  {
    name: 'the longest key and value, and none',
    request: toS3({
      TagSpecifications: [
        {
          ResourceType: 'vpc-flow-log',
          Tags: [{ Key: 'k'.repeat(127), Value: 'v'.repeat(256) }, { Key: 'x', Value: '' }, { Key: 'y' }],
        },
      ],
    }),
  },
  { name: 'no tags', request: toS3({ TagSpecifications: [] }) },
  { name: 'a dry run with a token of 64 characters', request: toS3({ DryRun: true, ClientToken: 'x'.repeat(64) }) },
]

describe('what the matrices allow', () => {
  test.each(VALID)('$name', ({ request, place }) => {
    expect(validateRequest('aws-ec2', request, place)).toEqual([])
  })
})

function idPrefix(type: string): string {
  const [first = ''] = (idsOf(type).ResourceIds ?? []) as readonly string[]
  return first.replace(/0+$/, '')
}
