/** A tag as EC2 keeps it. */
export interface Tag {
  readonly key: string
  readonly value: string
}

/** The flow log resource types of the EC2 API. Source: EC2 API reference, CreateFlowLogs, read 2026-11. */
export const RESOURCE_TYPES = [
  'VPC',
  'Subnet',
  'NetworkInterface',
  'TransitGateway',
  'TransitGatewayAttachment',
  'RegionalNatGateway',
  'CoreNetwork',
  'CoreNetworkAttachment',
  'CoreNetworkEdge',
] as const

export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** What every resource of the world has. */
export interface WorldResource {
  readonly id: string
  readonly ownerId: string
  readonly region: string
  tags: Tag[]
  /** Accounts that see the resource without owning it: RAM shares, and the owner of an attached VPC. */
  sharedWith: string[]
  /** Order of creation over the whole world: what listings are sorted by and page tokens point at. */
  sequence: number
}

export interface Vpc extends WorldResource {
  readonly kind: 'vpc'
  readonly cidrBlock: string
  readonly isDefault: boolean
  state: 'pending' | 'available'
}

export interface Subnet extends WorldResource {
  readonly kind: 'subnet'
  readonly vpcId: string
  readonly cidrBlock: string
  readonly availabilityZone: string
  readonly availabilityZoneId: string
  state: 'pending' | 'available'
}

export interface NetworkInterface extends WorldResource {
  readonly kind: 'network-interface'
  readonly vpcId: string
  readonly subnetId: string
  readonly availabilityZone: string
  readonly interfaceType: string
  readonly requesterManaged: boolean
  readonly description: string
  readonly instanceId: string | null
  readonly privateIpAddress: string
  status: 'available' | 'associated' | 'attaching' | 'in-use' | 'detaching'
}

export interface TransitGateway extends WorldResource {
  readonly kind: 'transit-gateway'
  readonly description: string
  state: 'pending' | 'available' | 'modifying' | 'deleting' | 'deleted'
}

export interface TransitGatewayAttachment extends WorldResource {
  readonly kind: 'transit-gateway-attachment'
  readonly transitGatewayId: string
  readonly resourceOwnerId: string
  readonly resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway' | 'connect' | 'peering'
  readonly resourceId: string
  state: 'pendingAcceptance' | 'pending' | 'available' | 'modifying' | 'deleting' | 'deleted' | 'failed'
}

export interface NatGateway extends WorldResource {
  readonly kind: 'nat-gateway'
  readonly vpcId: string
  /** Null for a regional one, which lives in no subnet. */
  readonly subnetId: string | null
  readonly availabilityMode: 'zonal' | 'regional'
  readonly connectivityType: 'public' | 'private'
  state: 'pending' | 'failed' | 'available' | 'deleting' | 'deleted'
}

/** A part of a Cloud WAN core network: can carry flow logs, is not listed by any operation simulated here. */
export interface CoreNetworkPart extends WorldResource {
  readonly kind: 'core-network-part'
  readonly resourceType: 'CoreNetwork' | 'CoreNetworkAttachment' | 'CoreNetworkEdge'
}

export type AnyResource =
  Vpc | Subnet | NetworkInterface | TransitGateway | TransitGatewayAttachment | NatGateway | CoreNetworkPart

export type ResourceKind = AnyResource['kind']
export type ResourceOf<Kind extends ResourceKind> = Extract<AnyResource, { kind: Kind }>

/** An account of the world. */
export interface AwsAccount {
  readonly id: string
  readonly name: string
  /** Opt-in regions that are enabled; the others are always on. */
  optedInRegions: string[]
  /** Regions where the account has something: what somebody who onboards it would watch. */
  readonly homeRegions: readonly string[]
}

/** A long-lived access key of a user. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly accountId: string
  readonly userName: string
  /** IAM actions with `*` as wildcard; null allows everything. */
  allowedActions: string[] | null
}

/** Temporary credentials that AssumeRole gave out. */
export interface Session {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresAtMs: number
  readonly accountId: string
  readonly roleName: string
  readonly sessionName: string
}

/** An IAM role: both the kind that people assume and the kind that delivers records. */
export interface IamRole {
  readonly accountId: string
  readonly name: string
  /** Service principals that may assume it, such as `vpc-flow-logs.amazonaws.com`. */
  trustedServices: string[]
  /** Accounts (any identity in them) or full ARNs that may assume it. */
  trustedPrincipals: string[]
  /** Null when the trust policy asks for none. */
  externalId: string | null
  maxSessionSeconds: number
  /** IAM actions with `*` as wildcard; null allows everything. */
  allowedActions: string[] | null
}

/** An S3 bucket, as far as the delivery of flow logs can tell. Names are global. */
export interface Bucket {
  readonly name: string
  readonly accountId: string
  readonly region: string
  /**
   * allowed: the policy lets log delivery write. denied: it does not. undeliverable: default encryption names a KMS key by
   * id. policy-full: the policy would outgrow 20 KB.
   */
  delivery: 'allowed' | 'denied' | 'undeliverable' | 'policy-full'
  /** Accounts whose records the policy lets in; null lets in everybody. */
  allowedAccounts: string[] | null
  /** Default encryption with a key; `key-closed`: one whose policy does not let delivery use it. Absent is none. */
  encryption?: 'none' | 'key' | 'key-closed'
  /** Other accounts that the policy lets read; absent or null lets in every account of the world. */
  readers?: string[] | null
}

export interface LogGroup {
  readonly accountId: string
  readonly region: string
  readonly name: string
  /** CloudWatch Logs refuses part of what is written: delivery fails with "Rate limited". */
  isThrottled: boolean
}

export interface DeliveryStream {
  readonly accountId: string
  readonly region: string
  readonly name: string
  tags: Tag[]
  /** Where its records come from; delivery writes only to `DirectPut`, which is meant when it is absent. */
  source?: 'DirectPut' | 'KinesisStreamAsSource'
}

export interface DestinationOptions {
  readonly fileFormat: 'plain-text' | 'parquet'
  readonly hiveCompatiblePartitions: boolean
  readonly perHourPartition: boolean
}

export interface TagFieldSpecification {
  readonly resourceType: string
  readonly tagKeys: readonly string[]
}

export type DestinationType = 'cloud-watch-logs' | 's3' | 'kinesis-data-firehose'

/** A flow log, alive or deleted. */
export interface FlowLog {
  readonly id: string
  readonly accountId: string
  readonly region: string
  readonly resourceId: string
  readonly resourceType: ResourceType
  readonly trafficType: 'ACCEPT' | 'REJECT' | 'ALL' | null
  readonly destinationType: DestinationType
  /** Null when created with a group name. */
  readonly logDestination: string | null
  /** CloudWatch Logs only. */
  readonly logGroupName: string | null
  readonly permissionArn: string | null
  readonly crossAccountRole: string | null
  /** Always spelt out, the default included. */
  readonly logFormat: string
  readonly aggregationSeconds: number
  readonly destinationOptions: DestinationOptions | null
  readonly tagFieldSpecifications: readonly TagFieldSpecification[]
  tags: Tag[]
  readonly clientToken: string | null
  /** ARN of whoever made it. */
  readonly createdBy: string
  readonly createdAtMs: number
  readonly sequence: number
  /** Listings show it from here on. */
  readonly visibleAtMs: number
  /** When delivery has been tried for the first time; null never. */
  readonly verdictAtMs: number | null
  /** A delivery error that no state of the world cures: posted as a fault, or one that sticks. */
  forcedError: string | null
  deletedAtMs: number | null
  deletedBy: string | null
  /** Listings show a deleted one until here. */
  hiddenAtMs: number | null
}

/** What a client token was used for. */
export interface RememberedToken {
  readonly accountId: string
  readonly region: string
  readonly token: string
  readonly requestHash: string
  readonly usedAtMs: number
  readonly flowLogIds: readonly string[]
  readonly unsuccessful: readonly UnsuccessfulItem[]
}

/** A resource that a request could not do its work for, although the request as a whole was fine. */
export interface UnsuccessfulItem {
  readonly resourceId: string
  readonly code: string
  readonly message: string
}
