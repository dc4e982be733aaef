import { describe, expect, it } from 'vitest'
import type { AwsFlowLogSpec } from '../../../domain/flow-log-spec'
import { belongsTo } from './log-group'

const spec: AwsFlowLogSpec = {
  family: 'aws-vpc',
  trafficType: 'ALL',
  logDestinationType: 'cloud-watch-logs',
  logDestination: 'arn:aws:logs:eu-west-1:111122223333:log-group:/flow',
  deliverLogsPermissionArn: null,
  deliverCrossAccountRole: null,
  destinationOptions: null,
  logFormat: null,
  maxAggregationIntervalSeconds: 600,
  tagFieldSpecifications: [],
  tags: {},
}
const ofVpc = { externalId: 'fl-1', spec, targetExternalId: 'vpc-1', members: ['eni-0a', 'eni-0b'] }

describe('which streams of a shared group are a flow log’s', () => {
  it.each([
    ['eni-0a-all', true],
    ['eni-0a-reject', false],
    ['eni-0c-all', false],
    ['eni-0a-all-more', false],
    ['something-else', false],
  ])('of a VPC, %s: %s', (stream, isOurs) => {
    expect(belongsTo(ofVpc, stream)).toBe(isOurs)
  })

  it('goes by the traffic type, and takes any interface where they are not known', () => {
    const rejects = { ...ofVpc, spec: { ...spec, trafficType: 'REJECT' as const } }
    expect(belongsTo(rejects, 'eni-0a-reject')).toBe(true)
    expect(belongsTo(rejects, 'eni-0a-all')).toBe(false)
    expect(belongsTo({ ...ofVpc, members: null }, 'eni-0ffff-all')).toBe(true)
  })

  it('of a transit gateway, takes every name that holds the id of it or of an attachment, whatever else it says', () => {
    const gateway = {
      externalId: 'fl-2',
      spec: { ...spec, family: 'aws-transit-gateway' as const, trafficType: null },
      targetExternalId: 'tgw-0a',
      members: ['tgw-attach-0b'],
    }
    for (const stream of ['tgw-0a-all', 'flow_tgw-0a', 'tgw-attach-0b']) expect(belongsTo(gateway, stream)).toBe(true)
    expect(belongsTo(gateway, 'tgw-0c-all')).toBe(false)
  })
})
