import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CROSS_ROLE,
  FAR_STREAM,
  ids,
  idsOf,
  ROLE,
  STREAM,
  without,
  type RequestJson,
} from './aws/__fixtures__/requests'
import { AWS_RESOURCE_TYPE_NAMES, AWS_RESOURCE_TYPES, type AwsResourceType } from './aws/request'
import { awsFormat } from './aws/formats'
import { TRANSIT_GATEWAY_FIELDS } from './aws/transit-gateway-fields'
import { TAG_FIELDS, VPC_FIELDS } from './aws/vpc-fields'
import { ofRouter } from './cen/__fixtures__/rule-cases'
import { CEN_FIELDS, cenFormat } from './cen/fields'
import { validateRequest, validateRequestText } from './validate-request'

describe('json', () => {
  test.each(['', ' ', 'nope', '{', '{"a":}', '[1,]', '{}{}'])('refuses %j as no JSON', (text) => {
    for (const provider of ['aws-ec2', 'alibaba-cen'] as const) {
      expect(validateRequestText(provider, text)).toMatchObject([{ rule: 'json', field: '$' }])
    }
  })

  test('a document that nests too deep is a violation, not an error', () => {
    const deep = `{"ResourceIds":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect(validateRequestText('aws-ec2', deep)).not.toEqual([])
  })
})

test.each(['aws-ec2', 'alibaba-cen'] as const)(
  'any JSON for %s gives violations, never an exception',
  (provider) => {
    const names = fc.constantFrom(
      ...['ResourceIds', 'ResourceType', 'TagSpecifications', 'Tag', 'Tag.1.Key', 'LogFormat', 'LogDestination'],
      ...['DestinationOptions', 'TagFieldSpecifications', 'LogFormatString', '__proto__', 'constructor', 'CenId'],
    )
    const request = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue()))
    fc.assert(
      fc.property(request, (value) => {
        const violations = validateRequest(provider, value)
        expect(violations.length).toBeGreaterThan(0)
        expect(violations.flatMap((violation) => Object.values<string>({ ...violation })).includes('')).toBe(false)
      }),
      { numRuns: 300 },
    )
  },
  30_000,
)

// --- requests made from the matrices, and what one change makes of them ---------------------------------------------

const tagFieldIds = new Set<string>(TAG_FIELDS.map(({ id }) => id))
const plainVpcIds = VPC_FIELDS.map(({ id }) => id).filter((id) => !tagFieldIds.has(id))
const gatewayIds = TRANSIT_GATEWAY_FIELDS.map(({ id }) => id)
const anyName = fc.stringMatching(/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/)

const anyDestination: fc.Arbitrary<RequestJson> = fc.oneof(
  fc.record({ name: anyName, byArn: fc.boolean(), isTyped: fc.boolean() }).map(({ name, byArn, isTyped }) => ({
    ...(byArn
      ? { LogDestination: `arn:aws:logs:eu-central-1:111122223333:log-group:/vpc/${name}` }
      : { LogGroupName: `/vpc/${name}` }),
    ...(isTyped ? { LogDestinationType: 'cloud-watch-logs' } : {}),
    DeliverLogsPermissionArn: ROLE,
  })),
  fc
    .record({ bucket: anyName, prefix: fc.constantFrom('', '/', '/a', '/a/b/'), options: fc.boolean() })
    .map(({ bucket, prefix, options }) => ({
      LogDestinationType: 's3',
      LogDestination: `arn:aws:s3:::${bucket}${prefix}`,
      ...(options ? { DestinationOptions: { FileFormat: 'parquet', PerHourPartition: true } } : {}),
    })),
  fc.constantFrom<RequestJson>(
    { LogDestinationType: 'kinesis-data-firehose', LogDestination: STREAM },
    {
      LogDestinationType: 'kinesis-data-firehose',
      LogDestination: FAR_STREAM,
      DeliverLogsPermissionArn: ROLE,
      DeliverCrossAccountRole: CROSS_ROLE,
    },
  ),
)

const anyAwsRequest: fc.Arbitrary<RequestJson> = fc
  .record({
    type: fc.constantFrom(...AWS_RESOURCE_TYPE_NAMES),
    count: fc.integer({ min: 1, max: 25 }),
    destination: anyDestination,
    traffic: fc.constantFrom('ALL', 'ACCEPT', 'REJECT'),
    interval: fc.constantFrom(undefined, 60, 600),
    vpcFormat: fc.option(fc.subarray(plainVpcIds, { minLength: 1 }), { nil: undefined }),
    gatewayFormat: fc.option(fc.subarray(gatewayIds, { minLength: 1 }), { nil: undefined }),
    tagKeys: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 128 }), { maxLength: 2 }),
    token: fc.option(fc.uuid(), { nil: undefined }),
    dryRun: fc.option(fc.boolean(), { nil: undefined }),
    tags: fc.option(fc.constantFrom(0, 1, 50), { nil: undefined }),
  })
  .map(({ type, count, destination, traffic, interval, vpcFormat, gatewayFormat, tagKeys, token, dryRun, tags }) => {
    const { hasTrafficType, records } = AWS_RESOURCE_TYPES[type]
    const shown = TAG_FIELDS.filter((tag) => tag.resourceType === 'instance' && tag.position <= tagKeys.length)
    const hasTagFields = records === 'vpc' && tagKeys.length > 0
    const fields = hasTagFields ? [...(vpcFormat ?? ['version']), ...shown.map(({ id }) => id)] : vpcFormat
    const format = records === 'vpc' ? fields : gatewayFormat
    return without({
      ...idsOf(type),
      ResourceIds: ids(prefixOf(type), count),
      ...destination,
      TrafficType: hasTrafficType ? traffic : undefined,
      MaxAggregationInterval: hasTrafficType ? interval : interval && 60,
      LogFormat: format && awsFormat(format),
      TagFieldSpecifications: hasTagFields ? [{ ResourceType: 'instance', TagKeys: tagKeys }] : undefined,
      ClientToken: token,
      DryRun: dryRun,
      TagSpecifications:
        tags === undefined
          ? undefined
          : [{ ResourceType: 'vpc-flow-log', Tags: Array.from({ length: tags }, (_, at) => ({ Key: `k${at}` })) }],
    })
  })

const prefixOf = (type: AwsResourceType) => AWS_RESOURCE_TYPES[type].prefix ?? 'core-network-'

const typeOf = (request: RequestJson) => AWS_RESOURCE_TYPES[request.ResourceType as AwsResourceType]
const destinationOf = (request: RequestJson) => request.LogDestinationType ?? 'cloud-watch-logs'

/** One change to a valid request, the rule it breaks, and for which requests that holds. */
const CHANGES: readonly {
  readonly rule: string
  readonly change: (request: RequestJson) => RequestJson
  readonly holds?: (request: RequestJson) => boolean
}[] = [
  { rule: 'R1', change: () => ({ ResourceIds: [] }) },
  {
    rule: 'R1',
    change: (request) => ({ ResourceIds: ids(typeOf(request).prefix ?? 'x-', typeOf(request).maxIds + 1) }),
  },
  { rule: 'R2', change: () => ({ ResourceIds: ['i-0a1b2c3d'] }), holds: (request) => typeOf(request).prefix !== null },
  { rule: 'R3', change: () => ({ TrafficType: undefined }), holds: (request) => typeOf(request).hasTrafficType },
  { rule: 'R4', change: () => ({ TrafficType: 'ALL' }), holds: (request) => !typeOf(request).hasTrafficType },
  { rule: 'R5', change: () => ({ MaxAggregationInterval: 120 }) },
  { rule: 'R5', change: () => ({ MaxAggregationInterval: 600 }), holds: (request) => !typeOf(request).hasTrafficType },
  { rule: 'R6', change: () => ({ LogDestination: undefined, LogGroupName: undefined }), holds: hasNoRoles },
  {
    rule: 'R7',
    change: () => ({ LogGroupName: 'g' }),
    holds: (request) => destinationOf(request) !== 'cloud-watch-logs',
  },
  {
    rule: 'R8',
    change: () => ({
      LogGroupName: 'g',
      LogDestination: 'arn:aws:logs:eu-central-1:111122223333:log-group:g',
    }),
    holds: (request) => destinationOf(request) === 'cloud-watch-logs',
  },
  {
    rule: 'R9',
    change: () => ({ DeliverLogsPermissionArn: undefined }),
    holds: (request) => destinationOf(request) === 'cloud-watch-logs',
  },
  {
    rule: 'R10',
    change: () => ({ DeliverLogsPermissionArn: ROLE }),
    holds: (request) => destinationOf(request) === 's3',
  },
  {
    rule: 'R11',
    change: () => ({ DeliverCrossAccountRole: undefined }),
    holds: (request) => request.DeliverCrossAccountRole !== undefined,
  },
  { rule: 'R12', change: () => ({ DestinationOptions: {} }), holds: (request) => destinationOf(request) !== 's3' },
  {
    rule: 'R13',
    change: (request) => ({ LogDestination: `${String(request.LogDestination)}/AWSLogs/x` }),
    holds: (request) => destinationOf(request) === 's3',
  },
  { rule: 'R14', change: () => ({ LogFormat: '${version}  ${bytes}' }) },
  {
    rule: 'R15',
    change: () => ({ LogFormat: '${tgw-id}', TagFieldSpecifications: undefined }),
    holds: (request) => typeOf(request).records === 'vpc',
  },
  {
    rule: 'R15',
    change: () => ({ LogFormat: '${action}' }),
    holds: (request) => typeOf(request).records === 'transit-gateway',
  },
  {
    rule: 'R16',
    change: () => ({ LogFormat: '${interface-tag-2}', TagFieldSpecifications: undefined }),
    holds: (request) => typeOf(request).records === 'vpc',
  },
  { rule: 'R18', change: () => ({ TagSpecifications: [{ ResourceType: 'vpc', Tags: [] }] }) },
  { rule: 'unknown-parameter', change: () => ({ Bogus: 1 }) },
  { rule: 'type', change: () => ({ DryRun: 'no' }) },
  { rule: 'client-token', change: () => ({ ClientToken: 'x'.repeat(65) }) },
]

/** Without a destination the rules about its roles still speak; requests without any are where R6 stands alone. */
function hasNoRoles(request: RequestJson): boolean {
  return request.DeliverCrossAccountRole === undefined
}

test('requests made from the matrices are valid', () => {
  fc.assert(
    fc.property(anyAwsRequest, (request) => {
      expect(validateRequest('aws-ec2', request)).toEqual([])
    }),
    { numRuns: 500 },
  )
}, 30_000)

test.each(CHANGES.map((change, index) => ({ ...change, index })))(
  'one change breaks exactly $rule ($index)',
  ({ rule, change, holds }) => {
    fc.assert(
      fc.property(anyAwsRequest, (request) => {
        fc.pre(holds?.(request) ?? true)
        const violations = validateRequest('aws-ec2', without({ ...request, ...change(request) }))
        expect(new Set(violations.map((violation) => violation.rule))).toEqual(new Set([rule]))
      }),
      { numRuns: 40 },
    )
  },
  30_000,
)

test('CEN requests made from the table are valid', () => {
  const others = CEN_FIELDS.map(({ id }) => id).slice(3)
  const request = fc
    .record({
      attachment: fc.option(anyName, { nil: undefined }),
      project: anyName,
      store: anyName,
      interval: fc.constantFrom(undefined, 60, 600),
      fields: fc.option(fc.subarray(others), { nil: undefined }),
      tags: fc.integer({ min: 0, max: 20 }),
      isFlat: fc.boolean(),
    })
    .map(({ attachment, project, store, interval, fields, tags, isFlat }) => {
      const list = Array.from({ length: tags }, (_, at) => ({ Key: `key-${at}`, Value: 'v' }))
      return ofRouter({
        TransitRouterAttachmentId: attachment && `tr-attach-${attachment}`,
        ProjectName: project,
        LogStoreName: store,
        Interval: interval,
        LogFormatString: fields && cenFormat(['srcaddr', 'dstaddr', 'bytes', ...fields]),
        ...(isFlat
          ? Object.fromEntries(
              list.flatMap(({ Key, Value }, at) => [
                [`Tag.${at + 1}.Key`, Key],
                [`Tag.${at + 1}.Value`, Value],
              ]),
            )
          : { Tag: list }),
      })
    })
  fc.assert(
    fc.property(request, (one) => {
      expect(validateRequest('alibaba-cen', one)).toEqual([])
    }),
    { numRuns: 200 },
  )
}, 30_000)
