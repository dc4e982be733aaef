/**
 * Flow-log parameters per family. A spec is plain JSON in a canonical form (see normalise): equal meaning, equal value.
 * In a Configuration the string members are templates with `{accountId}`, `{region}`, `{partition}`; a desired flow
 * log holds the resolved spec, an observed one what its cloud reported in the same form.
 */
export type FlowLogSpec = AwsFlowLogSpec | CenFlowLogSpec

export type TrafficType = 'ACCEPT' | 'REJECT' | 'ALL'

export type AwsDestinationType = 'cloud-watch-logs' | 's3' | 'kinesis-data-firehose'

/** Parameters of EC2 CreateFlowLogs, by that API's names. Observed logs may hold enum values unknown to us. */
export interface AwsFlowLogSpec {
  readonly family: 'aws-vpc' | 'aws-transit-gateway'
  /** Null for transit gateway types, which have no filter. */
  readonly trafficType: TrafficType | null
  readonly logDestinationType: AwsDestinationType
  /**
   * Canonical ARN: a log group without trailing `:*` (a bare group name is resolved to its ARN), a bucket or
   * `bucket/prefix/` with exactly one trailing slash after a prefix, or a delivery stream.
   */
  readonly logDestination: string
  readonly deliverLogsPermissionArn: string | null
  readonly deliverCrossAccountRole: string | null
  /** S3 only, always all three there; null elsewhere. */
  readonly destinationOptions: AwsDestinationOptions | null
  /** Null is the family's default format. */
  readonly logFormat: string | null
  readonly maxAggregationIntervalSeconds: 60 | 600
  readonly tagFieldSpecifications: readonly AwsTagFieldSpecification[]
  /** People's own tags; Weir's ownership tags are never part of a spec. */
  readonly tags: Readonly<Record<string, string>>
  /**
   * Of an observed log only: what the answer left out although AWS always says it. What was not said is no difference.
   * Members by their names; `destinationOptions` and `tags` stand for all of theirs. Absent when nothing is missing.
   */
  readonly unreported?: readonly AwsUnreported[]
}

/** What an answer about a flow log can lack. */
export const AWS_UNREPORTED = [
  'trafficType',
  'logFormat',
  'maxAggregationIntervalSeconds',
  'destinationOptions',
  'tags',
] as const

export type AwsUnreported = (typeof AWS_UNREPORTED)[number]

export interface AwsDestinationOptions {
  readonly fileFormat: 'plain-text' | 'parquet'
  readonly hiveCompatiblePartitions: boolean
  readonly perHourPartition: boolean
}

export interface AwsTagFieldSpecification {
  readonly resourceType: 'network-interface' | 'instance' | 'auto-scaling-group'
  readonly tagKeys: readonly string[]
}

/** Parameters of Cbn CreateFlowlog, ModifyFlowLogAttribute and Active/DeactiveFlowLog, by that API's names. */
export interface CenFlowLogSpec {
  readonly family: 'cen'
  readonly projectName: string
  readonly logStoreName: string
  readonly flowLogName: string
  readonly description: string
  readonly intervalSeconds: 60 | 600
  /** Null is the cloud's default format. */
  readonly logFormatString: string | null
  readonly enabled: boolean
  readonly tags: Readonly<Record<string, string>>
}

/** The name of one comparable member of a spec; tags compare per declared key as `tags.<key>`. */
export type SpecField = string

/** One difference between two specs, and whether the cloud can change it in place. */
export interface FieldChange {
  readonly field: SpecField
  /** Human-readable; objects as canonical JSON. Null is absent or default. */
  readonly before: string | null
  readonly after: string | null
  readonly change: 'in-place' | 'replace'
}
