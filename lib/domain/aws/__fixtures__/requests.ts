import { NO_PLACE, type RulePlace } from '../../rule'

/** A create request as JSON; members that are undefined are left out. */
export type RequestJson = Readonly<Record<string, unknown>>

export const ACCOUNT = '111122223333'
export const OTHER_ACCOUNT = '444455556666'
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/flow-logs`
export const CROSS_ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/AWSLogDeliveryFirehoseCrossAccountRole-weir`
export const GROUP = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/vpc/flow-logs`
export const BUCKET = 'arn:aws:s3:::central-logs'
export const STREAM = `arn:aws:firehose:eu-central-1:${ACCOUNT}:deliverystream:flow-logs`
export const FAR_STREAM = `arn:aws:firehose:eu-central-1:${OTHER_ACCOUNT}:deliverystream:flow-logs`

/** A request without what is `undefined`, so that a case can take a member away. */
export function without(request: RequestJson): RequestJson {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined))
}

/** A valid request of a VPC that delivers to S3. */
export function toS3(members: RequestJson = {}): RequestJson {
  return without({
    ResourceIds: ['vpc-0a1b2c3d'],
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: BUCKET,
    ...members,
  })
}

/** A valid request of a VPC that delivers to a log group by its name. */
export function toGroup(members: RequestJson = {}): RequestJson {
  return without({
    ResourceIds: ['vpc-0a1b2c3d'],
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogGroupName: '/vpc/flow-logs',
    DeliverLogsPermissionArn: ROLE,
    ...members,
  })
}

/** A valid request of a VPC that delivers to a stream of its own account. */
export function toStream(members: RequestJson = {}): RequestJson {
  return toS3({ LogDestinationType: 'kinesis-data-firehose', LogDestination: STREAM, ...members })
}

/** A valid request of a VPC that delivers to a stream of another account. */
export function toFarStream(members: RequestJson = {}): RequestJson {
  return toStream({
    LogDestination: FAR_STREAM,
    DeliverLogsPermissionArn: ROLE,
    DeliverCrossAccountRole: CROSS_ROLE,
    ...members,
  })
}

/** A valid request of a transit gateway that delivers to S3. */
export function ofGateway(members: RequestJson = {}): RequestJson {
  return toS3({ ResourceIds: ['tgw-0a1b2c3d'], ResourceType: 'TransitGateway', TrafficType: undefined, ...members })
}

/** So many ids of one kind. */
export function ids(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index.toString(16).padStart(8, '0')}`)
}

/** So many tags. */
export function tags(count: number): readonly { Key: string; Value: string }[] {
  return Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: 'value' }))
}

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

/** A place of which the account or the Region is known. */
export function here(accountId: string | null, region: string | null = null): RulePlace {
  return { ...NO_PLACE, accountId, region }
}

/** A valid request with one item of tags. */
export function tagged(members: RequestJson): RequestJson {
  return toS3({ TagSpecifications: [{ ResourceType: 'vpc-flow-log', ...members }] })
}

/** A valid request with a format. */
export function formatted(LogFormat: unknown, members: RequestJson = {}): RequestJson {
  return toS3({ LogFormat, ...members })
}

/** A request with a format and the tags it shows. */
export function tagFields(LogFormat: string, ...items: readonly RequestJson[]): RequestJson {
  return toS3({ LogFormat, TagFieldSpecifications: items })
}

/** Tags of instances. */
export function instanceTags(...TagKeys: readonly string[]): RequestJson {
  return { ResourceType: 'instance', TagKeys }
}
