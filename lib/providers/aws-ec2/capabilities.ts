import type { Capabilities, FieldCapability } from '../../domain/capabilities'
import { formatPresets } from '../../domain/format-presets'
import { PROVIDER_LABELS } from '../../domain/provider-labels'

/*
 * Source: EC2 API Reference, CreateFlowLogs, DescribeFlowLogs and DeleteFlowLogs, and the service model shipped with
 * @aws-sdk/client-ec2 3.1169 (read 2026-11). A flow log cannot be edited: only its tags change in place.
 */

const DESTINATION_TYPE = {
  field: 'logDestinationType',
  label: 'Destination',
  help: 'Where AWS writes the records.',
  input: 'select',
  options: [
    { value: 'cloud-watch-logs', label: 'CloudWatch Logs' },
    { value: 's3', label: 'Amazon S3' },
    { value: 'kinesis-data-firehose', label: 'Amazon Data Firehose' },
  ],
  required: true,
  change: 'replace',
  onlyWhen: null,
  maxLength: null,
  placeholder: null,
  initial: 's3',
} as const satisfies FieldCapability

const DESTINATION: FieldCapability = {
  field: 'logDestination',
  label: 'Destination ARN',
  help: 'Log group, bucket (with an optional prefix) or delivery stream. {accountId}, {region} and {partition} are filled in per target. AWSLogs is reserved and cannot be part of the prefix.',
  input: 'text',
  options: null,
  required: true,
  change: 'replace',
  onlyWhen: null,
  maxLength: 1024,
  placeholder: 'arn:{partition}:s3:::flow-logs-{accountId}/vpc/',
  initial: null,
}

const DELIVERY_ROLE: FieldCapability = {
  field: 'deliverLogsPermissionArn',
  label: 'Delivery role ARN',
  help: 'CloudWatch Logs: the role that vpc-flow-logs.amazonaws.com assumes. Firehose in another account: the role in the source account. Never for S3.',
  input: 'text',
  options: null,
  required: false,
  change: 'replace',
  onlyWhen: { field: 'logDestinationType', values: ['cloud-watch-logs', 'kinesis-data-firehose'] },
  maxLength: 2048,
  placeholder: 'arn:{partition}:iam::{accountId}:role/flow-log-delivery',
  initial: null,
}

const CROSS_ACCOUNT_ROLE: FieldCapability = {
  field: 'deliverCrossAccountRole',
  label: 'Cross-account role ARN',
  help: 'Only when the delivery stream is in another account: a role there whose name starts with AWSLogDeliveryFirehoseCrossAccountRole.',
  input: 'text',
  options: null,
  required: false,
  change: 'replace',
  onlyWhen: { field: 'logDestinationType', values: ['kinesis-data-firehose'] },
  maxLength: 2048,
  placeholder: null,
  initial: null,
}

const S3_ONLY = { field: 'logDestinationType', values: ['s3'] } as const

const S3_OPTIONS: readonly FieldCapability[] = [
  {
    field: 'destinationOptions.fileFormat',
    label: 'File format',
    help: 'Parquet is quicker to query and costs extra to convert.',
    input: 'select',
    options: [
      { value: 'plain-text', label: 'Plain text' },
      { value: 'parquet', label: 'Parquet' },
    ],
    required: false,
    change: 'replace',
    onlyWhen: S3_ONLY,
    maxLength: null,
    placeholder: null,
    initial: 'plain-text',
  },
  {
    field: 'destinationOptions.hiveCompatiblePartitions',
    label: 'Hive-compatible prefixes',
    help: 'Writes key=value path segments.',
    input: 'switch',
    options: null,
    required: false,
    change: 'replace',
    onlyWhen: S3_ONLY,
    maxLength: null,
    placeholder: null,
    initial: false,
  },
  {
    field: 'destinationOptions.perHourPartition',
    label: 'Hourly partitions',
    help: 'Adds a path segment for the hour.',
    input: 'switch',
    options: null,
    required: false,
    change: 'replace',
    onlyWhen: S3_ONLY,
    maxLength: null,
    placeholder: null,
    initial: false,
  },
]

const FORMAT: FieldCapability = {
  field: 'logFormat',
  label: 'Record format',
  help: 'Fields of a record, in order, with one space between. Empty is the default format.',
  input: 'format',
  options: null,
  required: false,
  change: 'replace',
  onlyWhen: null,
  maxLength: 8192,
  placeholder: '${version} ${account-id} ${interface-id} …',
  initial: null,
}

const TAG_FIELDS: FieldCapability = {
  field: 'tagFieldSpecifications',
  label: 'Tags shown in records',
  help: 'For the tag fields of the format: one or two tag keys per type of resource, the second for the field that ends in -2.',
  input: 'tag-fields',
  options: null,
  required: false,
  change: 'replace',
  onlyWhen: null,
  maxLength: null,
  placeholder: null,
  initial: null,
}

const TAGS: FieldCapability = {
  field: 'tags',
  label: 'Tags',
  help: 'Your own tags on the flow log; Weir adds three of its own. The only thing AWS changes in place.',
  input: 'tags',
  options: null,
  required: false,
  change: 'in-place',
  onlyWhen: null,
  maxLength: null,
  placeholder: null,
  initial: null,
}

const TRAFFIC_TYPE: FieldCapability = {
  field: 'trafficType',
  label: 'Traffic',
  help: 'Which traffic is recorded.',
  input: 'select',
  options: [
    { value: 'ALL', label: 'All' },
    { value: 'ACCEPT', label: 'Accepted only' },
    { value: 'REJECT', label: 'Rejected only' },
  ],
  required: true,
  change: 'replace',
  onlyWhen: null,
  maxLength: null,
  placeholder: null,
  initial: 'ALL',
}

const interval = (options: FieldCapability['options'], initial: number, help: string): FieldCapability => ({
  field: 'maxAggregationIntervalSeconds',
  label: 'Aggregation interval',
  help,
  input: 'select',
  options,
  required: true,
  change: 'replace',
  onlyWhen: null,
  maxLength: null,
  placeholder: null,
  initial,
})

const ONE_MINUTE = { value: 60, label: '1 minute' }
const TEN_MINUTES = { value: 600, label: '10 minutes' }

/** What AWS EC2 flow logs can do. Data only. */
export const AWS_EC2_CAPABILITIES: Capabilities = {
  provider: 'aws-ec2',
  label: PROVIDER_LABELS['aws-ec2'],
  families: [
    {
      family: 'aws-vpc',
      label: 'VPCs, subnets, interfaces, regional NAT gateways',
      targetTypes: ['VPC', 'Subnet', 'NetworkInterface', 'RegionalNatGateway'],
      undiscoveredTypes: [],
      formatPresets: formatPresets('aws-vpc'),
      // 300 in the 2026 model; older documents and models say 1000.
      maxCreateBatch: 300,
      fields: [
        TRAFFIC_TYPE,
        DESTINATION_TYPE,
        DESTINATION,
        DELIVERY_ROLE,
        CROSS_ACCOUNT_ROLE,
        ...S3_OPTIONS,
        interval(
          [TEN_MINUTES, ONE_MINUTE],
          600,
          'The longest a flow is collected before it becomes a record. Nitro instances always use at most one minute.',
        ),
        FORMAT,
        TAG_FIELDS,
        TAGS,
      ],
    },
    {
      family: 'aws-transit-gateway',
      label: 'Transit gateways and their attachments',
      targetTypes: ['TransitGateway', 'TransitGatewayAttachment'],
      undiscoveredTypes: ['CoreNetwork', 'CoreNetworkAttachment', 'CoreNetworkEdge'],
      formatPresets: formatPresets('aws-transit-gateway'),
      maxCreateBatch: 25,
      // No traffic type: transit gateway flow logs have no filter, and the API refuses one.
      fields: [
        DESTINATION_TYPE,
        DESTINATION,
        DELIVERY_ROLE,
        CROSS_ACCOUNT_ROLE,
        ...S3_OPTIONS,
        interval([ONE_MINUTE], 60, 'Transit gateways always use one minute.'),
        FORMAT,
        TAGS,
      ],
    },
  ],
  discoveredTypes: [
    'VPC',
    'Subnet',
    'NetworkInterface',
    'RegionalNatGateway',
    'TransitGateway',
    'TransitGatewayAttachment',
  ],
  hasCreatingState: false,
  reportsDelivery: true,
  canDisable: false,
  coexistence: 'different-destination',
  serialisesBy: null,
  maxDeleteBatch: 1000,
  // 50 tags on a flow log, three of which are Weir's.
  maxPeopleTags: 47,
  // Reads are eventually consistent; two minutes without a sight of it is an error. Ours.
  visibilityGraceMs: 2 * 60_000,
  activationDeadlineMs: 2 * 60_000,
  deletionDeadlineMs: 5 * 60_000,
}
