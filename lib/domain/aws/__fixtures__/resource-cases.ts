import { ids, idsOf, ofGateway, toS3 } from './requests'
import type { RuleCase } from './rule-case'

/** R1 to R5: resources, traffic, interval. */
export const RESOURCE_CASES: readonly RuleCase[] = [
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
]
