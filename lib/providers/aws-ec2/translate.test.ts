import type { FlowLog } from '@aws-sdk/client-ec2'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aResource } from '../../../test/contracts/fake-resources'
import { VPC_DEFAULT_FORMAT } from '../../domain/aws/formats'
import { diffSpecs, NO_CONTEXT } from '../../domain/diff-spec'
import type { AwsFlowLogSpec } from '../../domain/flow-log-spec'
import type { ScopeRef } from '../../domain/scope'
import type { CreateBatch } from '../provider'
import { awsTypeOfId } from '../../domain/aws/request'
import { tagRecord, toCreateInput, toObservedFlowLog } from './translate'

const SCOPE: ScopeRef = { provider: 'aws-ec2', partition: 'aws', accountId: '111122223333', region: 'eu-west-1' }

/** One entry as DescribeFlowLogs gives it: a log to a log group, made with a group name. */
const wire = (changes: Partial<FlowLog> = {}): FlowLog => ({
  CreationTime: new Date('2026-11-01T10:00:00.123Z'),
  DeliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/delivery',
  DeliverLogsStatus: 'SUCCESS',
  FlowLogId: 'fl-0a1b2c3d4e5f60718',
  FlowLogStatus: 'ACTIVE',
  LogGroupName: '/network/flow-logs',
  ResourceId: 'vpc-0a1b2c3d4e5f60718',
  TrafficType: 'ALL',
  LogDestinationType: 'cloud-watch-logs',
  LogFormat: VPC_DEFAULT_FORMAT,
  Tags: [{ Key: 'team', Value: 'network' }],
  MaxAggregationInterval: 600,
  ...changes,
})

const s3 = (changes: Partial<FlowLog> = {}): FlowLog => {
  const { LogGroupName: _group, DeliverLogsPermissionArn: _role, ...rest } = wire()
  return { ...rest, LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::bucket', ...changes }
}

const specOf = (log: FlowLog): AwsFlowLogSpec => toObservedFlowLog(log, SCOPE).spec as AwsFlowLogSpec

describe('the type behind an id', () => {
  it.each([
    ['vpc-0a1b2c3d', 'VPC'],
    ['subnet-0a1b2c3d', 'Subnet'],
    ['eni-0a1b2c3d', 'NetworkInterface'],
    ['tgw-attach-0a1b2c3d', 'TransitGatewayAttachment'],
    ['tgw-0a1b2c3d', 'TransitGateway'],
    ['nat-0a1b2c3d', 'RegionalNatGateway'],
    ['core-network-0a1b2c3d', 'CoreNetwork'],
    ['lattice-0a1b2c3d', null],
    ['', null],
  ] as const)('%s is %s', (id, type) => {
    expect(awsTypeOfId(id)).toBe(type)
  })
})

describe('an observed flow log', () => {
  it('is complete: identity, target, times, tags', () => {
    expect(toObservedFlowLog(wire(), SCOPE)).toMatchObject({
      scope: SCOPE,
      externalId: 'fl-0a1b2c3d4e5f60718',
      target: { scope: SCOPE, type: 'VPC', localKey: 'vpc-0a1b2c3d4e5f60718' },
      targetExternalId: 'vpc-0a1b2c3d4e5f60718',
      status: 'active',
      rawStatus: 'ACTIVE',
      delivery: { state: 'success', message: null },
      tags: { team: 'network' },
      createdAt: new Date('2026-11-01T10:00:00.123Z'),
    })
  })

  const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/network/flow-logs'
  it.each<readonly [string, FlowLog, Partial<AwsFlowLogSpec>]>([
    ['a group name alone becomes the ARN of the group', wire(), { logDestination: group }],
    ['an ARN ending in :* loses it', wire({ LogDestination: `${group}:*` }), { logDestination: group }],
    ['the default format is the default', wire(), { logFormat: null }],
    ['another format stays', wire({ LogFormat: '${version}' }), { logFormat: '${version}' }],
    [
      'an absent destination type is CloudWatch Logs',
      wire({ LogDestinationType: undefined }),
      { logDestinationType: 'cloud-watch-logs' },
    ],
    [
      'absent S3 options are the defaults',
      s3(),
      { destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false } },
    ],
    [
      'a prefix ends in one slash',
      s3({ LogDestination: 'arn:aws:s3:::bucket/prefix' }),
      { logDestination: 'arn:aws:s3:::bucket/prefix/' },
    ],
    [
      'a bare bucket has none',
      s3({ LogDestination: 'arn:aws:s3:::bucket/' }),
      { logDestination: 'arn:aws:s3:::bucket' },
    ],
    [
      'options mean nothing beside a log group',
      wire({ DestinationOptions: { FileFormat: 'plain-text' } }),
      { destinationOptions: null },
    ],
    [
      'a transit gateway has no filter',
      wire({ ResourceId: 'tgw-0a1b2c3d' }),
      { family: 'aws-transit-gateway', trafficType: null },
    ],
    ['and always one minute', wire({ ResourceId: 'tgw-attach-0a1b2c3d' }), { maxAggregationIntervalSeconds: 60 }],
    [
      'tag fields keep the order of their keys',
      wire({ TagFieldSpecifications: [{ ResourceType: 'instance', TagKeys: ['b', 'a'] }] }),
      { tagFieldSpecifications: [{ resourceType: 'instance', tagKeys: ['b', 'a'] }] },
    ],
    [
      'tags of AWS and of Weir are no part of what people wish',
      wire({
        Tags: [
          { Key: 'aws:cloudformation:stack-name', Value: 'x' },
          { Key: 'weir:operation', Value: 'y' },
          { Key: 'a', Value: '1' },
        ],
      }),
      { tags: { a: '1' } },
    ],
  ])('%s', (_why, log, expected) => {
    expect(specOf(log)).toMatchObject(expected)
  })

  it.each<readonly [FlowLog, string, string | null]>([
    [wire({ DeliverLogsStatus: 'SUCCESS' }), 'success', null],
    [wire({ DeliverLogsStatus: 'FAILED', DeliverLogsErrorMessage: 'Access error' }), 'failed', 'Access error'],
    [wire({ DeliverLogsStatus: undefined }), 'none', null],
    [wire({ DeliverLogsStatus: 'PAUSED' }), 'none', null],
  ])('says how delivery stands (%#)', (log, state, message) => {
    expect(toObservedFlowLog(log, SCOPE).delivery).toEqual({ state, message })
  })

  it.each<readonly [string, FlowLog]>([
    ['a traffic type', wire({ TrafficType: 'SOME' as 'ALL' })],
    ['a destination type', wire({ LogDestinationType: 'carrier-pigeon' as 's3' })],
    ['an interval', wire({ MaxAggregationInterval: 120 })],
    ['a file format', s3({ DestinationOptions: { FileFormat: 'stone-tablet' as 'parquet' } })],
    ['a tagged type', wire({ TagFieldSpecifications: [{ ResourceType: 'fridge' as 'instance', TagKeys: ['a'] }] })],
    ['a resource type', wire({ ResourceId: 'lattice-0a1b2c3d' })],
  ])('keeps %s nobody documented as it came, and compares nothing with it', (_what, log) => {
    const observed = toObservedFlowLog(log, SCOPE)
    expect(observed.spec).toBeNull()
    expect(observed.raw).toEqual(JSON.parse(JSON.stringify(log)))
    expect(observed.externalId).toBe(log.FlowLogId)
  })

  it('of a Cloud WAN core network is read by the rules of transit gateways', () => {
    const observed = toObservedFlowLog(wire({ ResourceId: 'core-network-1', TrafficType: undefined }), SCOPE)
    expect(observed.target).toMatchObject({ type: 'CoreNetwork', localKey: 'core-network-1' })
    expect(observed.spec).toMatchObject({ family: 'aws-transit-gateway', trafficType: null })
  })

  it('keeps a status nobody documented as it came', () => {
    expect(toObservedFlowLog(wire({ FlowLogStatus: 'ASLEEP' }), SCOPE)).toMatchObject({
      status: 'unknown',
      rawStatus: 'ASLEEP',
    })
  })

  it('says which members an answer lacks, and takes nothing for said', () => {
    const { LogFormat: _format, MaxAggregationInterval: _interval, Tags: _tags, ...bare } = s3()
    const spec = specOf(bare)
    expect(spec.unreported).toEqual(['logFormat', 'maxAggregationIntervalSeconds', 'destinationOptions', 'tags'])
    const desired = specOf(
      s3({ LogFormat: '${version}', MaxAggregationInterval: 60, DestinationOptions: { FileFormat: 'parquet' } }),
    )
    expect(diffSpecs(desired, spec, NO_CONTEXT)).toEqual([])
    const elsewhere = { ...desired, logDestination: 'arn:aws:s3:::other' }
    expect(diffSpecs(elsewhere, spec, NO_CONTEXT).map(({ field }) => field)).toEqual(['logDestination'])
    expect(specOf(wire())).not.toHaveProperty('unreported')
  })

  it('survives whatever comes', () => {
    const member = fc.oneof(fc.constant(undefined), fc.string(), fc.constantFrom('ALL', 's3', 'vpc-1', 'tgw-1', 'fl-1'))
    const strange = fc.record({
      FlowLogId: member,
      FlowLogStatus: member,
      ResourceId: member,
      TrafficType: member,
      LogDestinationType: member,
      LogDestination: member,
      LogGroupName: member,
      LogFormat: member,
      DeliverLogsStatus: member,
      DeliverLogsErrorMessage: member,
      MaxAggregationInterval: fc.option(fc.integer(), { nil: undefined }),
      CreationTime: fc.option(fc.date(), { nil: undefined }),
      DestinationOptions: fc.option(fc.record({ FileFormat: member }), { nil: undefined }),
      Tags: fc.option(fc.array(fc.record({ Key: member, Value: member })), { nil: undefined }),
      TagFieldSpecifications: fc.option(fc.array(fc.record({ ResourceType: member })), { nil: undefined }),
    })
    fc.assert(
      fc.property(strange, (log) => {
        const observed = toObservedFlowLog(log as FlowLog, SCOPE)
        expect(observed.raw).toEqual(JSON.parse(JSON.stringify(log)))
        if (observed.spec === null) return
        // What can be read at all is no different from itself, however often it is read.
        expect(diffSpecs(observed.spec, toObservedFlowLog(log as FlowLog, SCOPE).spec!, NO_CONTEXT)).toEqual([])
        expect(['ACCEPT', 'REJECT', 'ALL', null]).toContain((observed.spec as AwsFlowLogSpec).trafficType)
      }),
    )
  })

  it('is plain JSON where it is kept raw', () => {
    const { raw } = toObservedFlowLog(wire(), SCOPE)
    expect(raw['CreationTime']).toBe('2026-11-01T10:00:00.123Z')
    expect(JSON.parse(JSON.stringify(raw))).toEqual(raw)
  })
})

describe('a create call', () => {
  const spec = specOf(s3({ MaxAggregationInterval: 60 }))
  const batch = (changes: Partial<CreateBatch> = {}): CreateBatch => ({
    operationId: '0199aaaa-0000-7000-8000-000000000001',
    installationId: 'installation',
    configurationId: 'configuration',
    targets: ['vpc-1', 'vpc-2'].map((id) => aResource(SCOPE, 'VPC', id)),
    spec,
    ...changes,
  })

  it('has the operation as its token and in its tags', () => {
    const input = toCreateInput(batch(), spec)
    expect(input).toMatchObject({
      ClientToken: batch().operationId,
      ResourceIds: ['vpc-1', 'vpc-2'],
      ResourceType: 'VPC',
    })
    expect(tagRecord(input.TagSpecifications?.[0]?.Tags)).toEqual({
      team: 'network',
      'weir:installation': 'installation',
      'weir:configuration': 'configuration',
      'weir:operation': batch().operationId,
    })
    expect(input.TagSpecifications?.map((one) => one.ResourceType)).toEqual(['vpc-flow-log'])
  })

  it('sends a role only where there is one, and no format for the default', () => {
    const input = toCreateInput(batch(), spec)
    expect(Object.keys(input)).not.toContain('DeliverLogsPermissionArn')
    expect(Object.keys(input)).not.toContain('LogFormat')
    expect(Object.keys(input)).not.toContain('LogGroupName')
    expect(input.DestinationOptions).toEqual({
      FileFormat: 'plain-text',
      HiveCompatiblePartitions: false,
      PerHourPartition: false,
    })
  })

  it('has no filter for a transit gateway', () => {
    const gateway = specOf(wire({ ResourceId: 'tgw-0a1b2c3d' }))
    const input = toCreateInput(batch({ targets: [aResource(SCOPE, 'TransitGateway', 'tgw-0a1b2c3d')] }), gateway)
    expect(input.ResourceType).toBe('TransitGateway')
    expect(Object.keys(input)).not.toContain('TrafficType')
    expect(Object.keys(input)).not.toContain('DestinationOptions')
  })

  it('is the same request, byte for byte, every time', () => {
    expect(JSON.stringify(toCreateInput(batch(), spec))).toBe(JSON.stringify(toCreateInput(batch(), spec)))
  })
})
