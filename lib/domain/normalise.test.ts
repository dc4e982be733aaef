import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AWS_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aLogGroupSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { TRANSIT_GATEWAY_DEFAULT_FORMAT, VPC_DEFAULT_FORMAT } from './aws/formats'
import { normaliseAwsSpec, normaliseDestination } from './aws/normalise'
import { normaliseCenSpec } from './cen/normalise'
import { diffSpecs, NO_CONTEXT } from './diff-spec'
import { normaliseSpec } from './normalise'

describe('AWS destinations', () => {
  const group = 'arn:aws:logs:eu-central-1:111122223333:log-group:flow-logs'
  test.each([
    { type: 'cloud-watch-logs', given: 'flow-logs', becomes: group, why: 'a name is resolved to its ARN' },
    { type: 'cloud-watch-logs', given: 'flow-logs:*', becomes: group, why: 'a name may carry the suffix too' },
    { type: 'cloud-watch-logs', given: `${group}:*`, becomes: group, why: 'the suffix names the streams' },
    { type: 'cloud-watch-logs', given: group, becomes: group, why: 'already canonical' },
    { type: 's3', given: 'arn:aws:s3:::b', becomes: 'arn:aws:s3:::b', why: 'a bare bucket has no slash' },
    { type: 's3', given: 'arn:aws:s3:::b/', becomes: 'arn:aws:s3:::b', why: 'nor after losing one' },
    { type: 's3', given: 'arn:aws:s3:::b/p', becomes: 'arn:aws:s3:::b/p/', why: 'a prefix ends with one slash' },
    { type: 's3', given: 'arn:aws:s3:::b/p/q//', becomes: 'arn:aws:s3:::b/p/q/', why: 'exactly one' },
    { type: 's3', given: '', becomes: '', why: 'nothing stays nothing, for the validator' },
  ] as const)('$given: $why', ({ type, given, becomes }) => {
    expect(normaliseDestination(type, given, AWS_SCOPE)).toBe(becomes)
  })

  test('without a scope a group name becomes a template', () => {
    expect(normaliseDestination('cloud-watch-logs', 'flow-logs', null)).toBe(
      'arn:{partition}:logs:{region}:{accountId}:log-group:flow-logs',
    )
  })
})

describe('AWS specs', () => {
  test('the spelled-out default format of the family is the default', () => {
    expect(normaliseSpec(aVpcSpec({ logFormat: VPC_DEFAULT_FORMAT }), null)).toMatchObject({ logFormat: null })
    const gateway = aTransitGatewaySpec({ logFormat: TRANSIT_GATEWAY_DEFAULT_FORMAT })
    expect(normaliseSpec(gateway, null)).toMatchObject({ logFormat: null })
    expect(normaliseSpec(aVpcSpec({ logFormat: '${version}' }), null)).toMatchObject({ logFormat: '${version}' })
  })

  test('absent S3 options are filled, and belong to S3 only', () => {
    const defaults = { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false }
    expect(normaliseSpec(aVpcSpec({ destinationOptions: null }), null)).toMatchObject({ destinationOptions: defaults })
    const partial = { family: 'aws-vpc', logDestination: 'arn:aws:s3:::b', logDestinationType: 's3' } as const
    expect(normaliseAwsSpec({ ...partial, destinationOptions: { fileFormat: 'parquet' } }, null)).toMatchObject({
      destinationOptions: { ...defaults, fileFormat: 'parquet' },
    })
    const group = aLogGroupSpec({ destinationOptions: { ...defaults, fileFormat: 'parquet' } as const })
    expect(normaliseSpec(group, null)).toMatchObject({ destinationOptions: null })
  })

  test('transit gateways have no filter and one interval, whatever is echoed', () => {
    const echoed = aTransitGatewaySpec({ trafficType: 'ALL', maxAggregationIntervalSeconds: 600 })
    expect(normaliseSpec(echoed, null)).toMatchObject({ trafficType: null, maxAggregationIntervalSeconds: 60 })
  })

  test('what is left out takes the defaults of EC2', () => {
    expect(normaliseAwsSpec({ family: 'aws-vpc', logDestination: 'g' }, AWS_SCOPE)).toMatchObject({
      logDestinationType: 'cloud-watch-logs',
      maxAggregationIntervalSeconds: 600,
      logFormat: null,
      tags: {},
    })
  })

  test('only people’s own tags count, sorted', () => {
    const tags = { team: 'b', 'aws:cloudformation:stack-name': 'x', 'weir:operation': 'y', 'acs:z': 'z', app: 'a' }
    const { tags: kept } = normaliseSpec(aVpcSpec({ tags }), null)
    expect(Object.entries(kept)).toEqual([
      ['app', 'a'],
      ['team', 'b'],
    ])
  })
})

test('CEN specs take the defaults of the API; an empty format is the default', () => {
  expect(normaliseCenSpec({ family: 'cen', projectName: 'p', logStoreName: 'l', logFormatString: '' })).toEqual(
    aCenSpec({ projectName: 'p', logStoreName: 'l', flowLogName: '' }),
  )
})

const anySpec = fc.oneof(
  fc
    .record({
      family: fc.constantFrom('aws-vpc' as const, 'aws-transit-gateway' as const),
      trafficType: fc.constantFrom('ALL' as const, 'REJECT' as const, null),
      logDestinationType: fc.constantFrom('s3' as const, 'cloud-watch-logs' as const, 'kinesis-data-firehose' as const),
      logDestination: fc.oneof(fc.constantFrom('group', 'arn:aws:s3:::b/x//', 'a:*', 'arn:x:*:*', '//'), fc.string()),
      deliverLogsPermissionArn: fc.option(fc.string()),
      destinationOptions: fc.constant(null),
      logFormat: fc.constantFrom(null, '', VPC_DEFAULT_FORMAT, TRANSIT_GATEWAY_DEFAULT_FORMAT, '${version}'),
      maxAggregationIntervalSeconds: fc.constantFrom(60 as const, 600 as const),
      tags: fc.dictionary(fc.oneof(fc.string(), fc.constant('aws:x')), fc.string()),
    })
    .map(aVpcSpec),
  fc
    .record({
      projectName: fc.string(),
      logFormatString: fc.option(fc.string()),
      enabled: fc.boolean(),
      tags: fc.dictionary(fc.string(), fc.string()),
    })
    .map(aCenSpec),
)

describe('for any spec', () => {
  test.each([{ scope: null }, { scope: AWS_SCOPE }])('normalising twice is normalising once ($scope)', ({ scope }) => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const once = normaliseSpec(spec, scope)
        expect(normaliseSpec(once, scope)).toEqual(once)
      }),
    )
  })

  test('a spec never differs from itself, nor from its canonical form', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(diffSpecs(spec, structuredClone(spec), NO_CONTEXT)).toEqual([])
        expect(diffSpecs(spec, normaliseSpec(spec, null), NO_CONTEXT)).toEqual([])
      }),
    )
  })
})
