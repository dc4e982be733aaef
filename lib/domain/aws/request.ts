import type { AwsDestinationType } from '../flow-log-spec'
import type { RequestTag } from '../request-tag'

/**
 * Every parameter of CreateFlowLogs.
 * Source: Amazon EC2 API reference and the service model in @aws-sdk/client-ec2 3.1169, CreateFlowLogsRequest, read
 * 2026-11. Older interfaces lack DeliverCrossAccountRole (before 2022-09) and TagFieldSpecifications (before 2026-06).
 */
export const AWS_PARAMETERS = [
  'DryRun',
  'ClientToken',
  'DeliverLogsPermissionArn',
  'DeliverCrossAccountRole',
  'LogGroupName',
  'ResourceIds',
  'ResourceType',
  'TrafficType',
  'LogDestinationType',
  'LogDestination',
  'LogFormat',
  'TagSpecifications',
  'MaxAggregationInterval',
  'DestinationOptions',
  'TagFieldSpecifications',
] as const

/**
 * What each kind of resource asks of a request. Cloud WAN follows the rules of transit gateways for traffic and interval,
 * has ids and record fields of its own that nobody wrote down here, and counts among the others for the number of ids.
 * Source: Amazon EC2 API reference, CreateFlowLogs, ResourceIds, TrafficType, MaxAggregationInterval, LogFormat, read 2026-11
 */
export const AWS_RESOURCE_TYPES = {
  VPC: { prefix: 'vpc-', hasTrafficType: true, records: 'vpc', maxIds: 300 },
  Subnet: { prefix: 'subnet-', hasTrafficType: true, records: 'vpc', maxIds: 300 },
  NetworkInterface: { prefix: 'eni-', hasTrafficType: true, records: 'vpc', maxIds: 300 },
  RegionalNatGateway: { prefix: 'nat-', hasTrafficType: true, records: 'vpc', maxIds: 300 },
  TransitGateway: { prefix: 'tgw-', hasTrafficType: false, records: 'transit-gateway', maxIds: 25 },
  TransitGatewayAttachment: { prefix: 'tgw-attach-', hasTrafficType: false, records: 'transit-gateway', maxIds: 25 },
  CoreNetwork: { prefix: null, hasTrafficType: false, records: null, maxIds: 300 },
  CoreNetworkAttachment: { prefix: null, hasTrafficType: false, records: null, maxIds: 300 },
  CoreNetworkEdge: { prefix: null, hasTrafficType: false, records: null, maxIds: 300 },
} as const satisfies Record<string, AwsResourceKind & { prefix: string | null; maxIds: number }>

export type AwsResourceType = keyof typeof AWS_RESOURCE_TYPES

export const AWS_RESOURCE_TYPE_NAMES = Object.keys(AWS_RESOURCE_TYPES) as readonly AwsResourceType[]

/** Prefixes of ids in the order they are tried: `tgw-attach-` also begins with `tgw-`. */
const ID_PREFIXES: readonly (readonly [string, AwsResourceType])[] = [
  ['vpc-', 'VPC'],
  ['subnet-', 'Subnet'],
  ['eni-', 'NetworkInterface'],
  ['tgw-attach-', 'TransitGatewayAttachment'],
  ['tgw-', 'TransitGateway'],
  ['nat-', 'RegionalNatGateway'],
  // Of Cloud WAN only core networks have ids that say what they are.
  ['core-network-', 'CoreNetwork'],
]

/** The kind of resource an id names; null for an id of no known form. Pure. */
export function awsTypeOfId(id: string): AwsResourceType | null {
  return ID_PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? null
}

/** The part of a resource type that rules about traffic, interval and format look at. */
export interface AwsResourceKind {
  readonly hasTrafficType: boolean
  /** Whose record fields its formats hold; null where Weir has no catalogue of them. */
  readonly records: 'vpc' | 'transit-gateway' | null
}

/**
 * One CreateFlowLogs request, read but not judged. Null is absent or of a wrong form, which was said already; `given`
 * tells the two apart.
 */
export interface AwsRequest {
  readonly given: ReadonlySet<string>
  readonly resourceType: AwsResourceType | null
  /** Null with an unknown resource type: what depends on it cannot be judged. */
  readonly kind: AwsResourceKind | null
  readonly resourceIds: readonly (string | null)[] | null
  readonly trafficType: string | null
  /** The default where none is given; null where the one given is no value. */
  readonly logDestinationType: AwsDestinationType | null
  readonly logDestination: string | null
  readonly logGroupName: string | null
  readonly deliverLogsPermissionArn: string | null
  readonly deliverCrossAccountRole: string | null
  readonly logFormat: string | null
  readonly maxAggregationInterval: number | null
  readonly clientToken: string | null
  readonly tagSpecifications: readonly AwsTagSpecification[]
  readonly tagFieldSpecifications: readonly AwsTagFieldItem[]
}

export interface AwsTagSpecification {
  readonly given: ReadonlySet<string>
  readonly resourceType: string | null
  readonly tags: readonly RequestTag[]
}

export interface AwsTagFieldItem {
  readonly given: ReadonlySet<string>
  readonly resourceType: string | null
  readonly tagKeys: readonly (string | null)[] | null
}
