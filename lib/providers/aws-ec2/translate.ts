import type { CreateFlowLogsCommandInput, FlowLog, Tag } from '@aws-sdk/client-ec2'
import { normaliseAwsSpec } from '../../domain/aws/normalise'
import { awsTypeOfId } from '../../domain/aws/request'
import type { ObservedFlowLog, ReportedDelivery } from '../../domain/flow-log'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type {
  AwsDestinationOptions,
  AwsDestinationType,
  AwsFlowLogSpec,
  AwsTagFieldSpecification,
  AwsUnreported,
  TrafficType,
} from '../../domain/flow-log-spec'
import { AWS_UNREPORTED } from '../../domain/flow-log-spec'
import type { JsonObject } from '../../domain/json'
import type { ResourceType } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import type { AwsSpecInput } from '../../domain/spec-input'
import { familyOfType } from '../../domain/target-family'
import type { CreateBatch } from '../provider'

const DESTINATION_TYPES: readonly AwsDestinationType[] = ['cloud-watch-logs', 's3', 'kinesis-data-firehose']

/** Tags as a record; AWS keys are unique per resource. Pure. */
export function tagRecord(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])))
}

/** A wire value as plain JSON, dates as ISO text. Pure. */
function plainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}

/**
 * One entry of DescribeFlowLogs as the domain sees it. Pure. Values nobody documented survive in `rawStatus` and in `raw`;
 * a spec that would hold one is null.
 */
export function toObservedFlowLog(log: FlowLog, scope: ScopeRef): ObservedFlowLog {
  const targetExternalId = log.ResourceId ?? ''
  const type = awsTypeOfId(targetExternalId)
  const rawStatus = log.FlowLogStatus ?? ''
  return {
    scope,
    externalId: log.FlowLogId ?? '',
    target: type === null ? null : { scope, type, localKey: targetExternalId },
    targetExternalId,
    spec: type === null ? null : specOf(log, type, scope),
    status: rawStatus === 'ACTIVE' ? 'active' : 'unknown',
    rawStatus,
    delivery: deliveryOf(log),
    tags: tagRecord(log.Tags),
    createdAt: log.CreationTime ?? null,
    raw: plainJson(log),
  }
}

const TRAFFIC_TYPES: readonly TrafficType[] = ['ACCEPT', 'REJECT', 'ALL']
const FILE_FORMATS: readonly AwsDestinationOptions['fileFormat'][] = ['plain-text', 'parquet']
const TAGGED_TYPES: readonly AwsTagFieldSpecification['resourceType'][] = [
  'network-interface',
  'instance',
  'auto-scaling-group',
]

/**
 * The parameters of a log, or null when one of them has a value Weir has never heard of: such a log is shown as the cloud
 * describes it, and a difference that nobody understands is never acted upon.
 */
function specOf(log: FlowLog, type: ResourceType, scope: ScopeRef): AwsFlowLogSpec | null {
  const logDestinationType = DESTINATION_TYPES.find((known) => known === (log.LogDestinationType ?? 'cloud-watch-logs'))
  // A group may come as a name only: then its ARN is made from account and region.
  const logDestination = nonEmpty(log.LogDestination) ?? nonEmpty(log.LogGroupName)
  if (logDestinationType === undefined || logDestination === null) return null
  // Cloud WAN follows the rules of transit gateways.
  const isTransitGateway = familyOfType(type) === 'aws-transit-gateway'
  const trafficType = known(TRAFFIC_TYPES, log.TrafficType)
  const intervalSeconds = known([60, 600] as const, log.MaxAggregationInterval)
  const fileFormat = known(FILE_FORMATS, log.DestinationOptions?.FileFormat)
  const tagFields = (log.TagFieldSpecifications ?? []).map(({ ResourceType: resourceType, TagKeys }) => ({
    resourceType: known(TAGGED_TYPES, resourceType),
    tagKeys: TagKeys ?? [],
  }))
  // A filter of a transit gateway log means nothing, so an odd one is no obstacle.
  if (trafficType === 'strange' && !isTransitGateway) return null
  if (intervalSeconds === 'strange' && !isTransitGateway) return null
  if (fileFormat === 'strange') return null
  const spec: AwsSpecInput = {
    family: isTransitGateway ? 'aws-transit-gateway' : 'aws-vpc',
    trafficType: trafficType === 'strange' ? null : trafficType,
    logDestinationType,
    logDestination,
    deliverLogsPermissionArn: log.DeliverLogsPermissionArn ?? null,
    deliverCrossAccountRole: log.DeliverCrossAccountRole ?? null,
    destinationOptions: {
      fileFormat: fileFormat ?? 'plain-text',
      hiveCompatiblePartitions: log.DestinationOptions?.HiveCompatiblePartitions ?? false,
      perHourPartition: log.DestinationOptions?.PerHourPartition ?? false,
    },
    logFormat: nonEmpty(log.LogFormat),
    maxAggregationIntervalSeconds: intervalSeconds === 'strange' ? 60 : (intervalSeconds ?? 600),
    tagFieldSpecifications: tagFields.flatMap(({ resourceType, tagKeys }) =>
      resourceType === null || resourceType === 'strange' ? [] : [{ resourceType, tagKeys }],
    ),
    tags: tagRecord(log.Tags),
    unreported: unreportedOf(log, logDestinationType, isTransitGateway),
  }
  return tagFields.some(({ resourceType }) => resourceType === null || resourceType === 'strange')
    ? null
    : normaliseAwsSpec(spec, scope)
}

/**
 * What AWS itself always says of a flow log and this answer does not: stand-ins leave members out, and what was not said
 * is no difference. Source: EC2 API Reference, FlowLog (read 2026-11).
 */
function unreportedOf(
  log: FlowLog,
  destinationType: AwsDestinationType,
  isTransitGateway: boolean,
): readonly AwsUnreported[] {
  const lacks: Readonly<Record<AwsUnreported, boolean>> = {
    trafficType: !isTransitGateway && nonEmpty(log.TrafficType) === null,
    logFormat: nonEmpty(log.LogFormat) === null,
    maxAggregationIntervalSeconds: !isTransitGateway && log.MaxAggregationInterval === undefined,
    destinationOptions: destinationType === 's3' && log.DestinationOptions === undefined,
    tags: log.Tags === undefined,
  }
  return AWS_UNREPORTED.filter((member) => lacks[member])
}

/** A value as one of the known ones, null when it is absent, `strange` when nobody documented it. Pure. */
function known<const Value extends string | number>(
  values: readonly Value[],
  value: string | number | undefined,
): Value | null | 'strange' {
  if (value === undefined || value === '') return null
  return values.find((candidate) => candidate === value) ?? 'strange'
}

/** Source: EC2 API Reference, FlowLog: the status is absent before the first attempt, the message when all is well. */
function deliveryOf(log: FlowLog): ReportedDelivery {
  const message = nonEmpty(log.DeliverLogsErrorMessage)
  switch (log.DeliverLogsStatus) {
    case 'SUCCESS':
      return { state: 'success', message }
    case 'FAILED':
      return { state: 'failed', message }
    default:
      return { state: 'none', message }
  }
}

/** The create call of a batch. Pure: the same batch gives the same request, byte for byte. */
export function toCreateInput(batch: CreateFacts, spec: AwsFlowLogSpec): CreateFlowLogsCommandInput {
  const type = batch.targets[0]?.key.type
  return {
    ClientToken: batch.operationId,
    ResourceIds: batch.targets.map((target) => target.externalId),
    ResourceType: type as NonNullable<CreateFlowLogsCommandInput['ResourceType']>,
    LogDestinationType: spec.logDestinationType,
    LogDestination: spec.logDestination,
    MaxAggregationInterval: spec.maxAggregationIntervalSeconds,
    TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: tagsToSend(batch, spec) }],
    ...(spec.trafficType === null ? {} : { TrafficType: spec.trafficType }),
    ...(spec.deliverLogsPermissionArn === null ? {} : { DeliverLogsPermissionArn: spec.deliverLogsPermissionArn }),
    ...(spec.deliverCrossAccountRole === null ? {} : { DeliverCrossAccountRole: spec.deliverCrossAccountRole }),
    ...(spec.logFormat === null ? {} : { LogFormat: spec.logFormat }),
    ...(spec.destinationOptions === null
      ? {}
      : {
          DestinationOptions: {
            FileFormat: spec.destinationOptions.fileFormat,
            HiveCompatiblePartitions: spec.destinationOptions.hiveCompatiblePartitions,
            PerHourPartition: spec.destinationOptions.perHourPartition,
          },
        }),
    ...(spec.tagFieldSpecifications.length === 0
      ? {}
      : {
          TagFieldSpecifications: spec.tagFieldSpecifications.map(({ resourceType, tagKeys }) => ({
            ResourceType: resourceType,
            TagKeys: [...tagKeys],
          })),
        }),
  }
}

function tagsToSend(batch: CreateFacts, spec: AwsFlowLogSpec): Tag[] {
  const tags = {
    ...spec.tags,
    [OWNERSHIP_TAGS.installation]: batch.installationId,
    [OWNERSHIP_TAGS.configuration]: batch.configurationId,
    [OWNERSHIP_TAGS.operation]: batch.operationId,
  }
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

/** As much of a batch as the request is made of; a dry run has no more. */
type CreateFacts = Pick<CreateBatch, 'operationId' | 'installationId' | 'configurationId'> & {
  readonly targets: readonly { readonly key: { readonly type: ResourceType }; readonly externalId: string }[]
}

const nonEmpty = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
