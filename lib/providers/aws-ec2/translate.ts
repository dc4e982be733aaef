import type { CreateFlowLogsCommandInput, FlowLog, Tag } from '@aws-sdk/client-ec2'
import { normaliseAwsSpec } from '../../domain/aws/normalise'
import type { ObservedFlowLog, ReportedDelivery } from '../../domain/flow-log'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { AwsDestinationType, AwsFlowLogSpec } from '../../domain/flow-log-spec'
import type { JsonObject } from '../../domain/json'
import type { ResourceType } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import type { AwsSpecInput } from '../../domain/spec-input'
import type { CreateBatch } from '../provider'

/** Id prefixes in the order they are tried: `tgw-attach-` also begins with `tgw-`. */
const PREFIXES: readonly (readonly [string, ResourceType])[] = [
  ['vpc-', 'VPC'],
  ['subnet-', 'Subnet'],
  ['eni-', 'NetworkInterface'],
  ['tgw-attach-', 'TransitGatewayAttachment'],
  ['tgw-', 'TransitGateway'],
  ['nat-', 'RegionalNatGateway'],
]

const DESTINATION_TYPES: readonly AwsDestinationType[] = ['cloud-watch-logs', 's3', 'kinesis-data-firehose']

/** The type of the resource behind an id; null for ids of types that Weir does not discover. Pure. */
export function typeOfId(id: string): ResourceType | null {
  return PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? null
}

/** Tags as a record; AWS keys are unique per resource. Pure. */
export function tagRecord(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])))
}

/** A wire value as plain JSON, dates as ISO text. Pure. */
function plainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}

/**
 * One entry of DescribeFlowLogs as the domain sees it. Pure. Values nobody documented survive: in `rawStatus`, in `raw`,
 * and in the spec where its type is a plain text.
 */
export function toObservedFlowLog(log: FlowLog, scope: ScopeRef): ObservedFlowLog {
  const targetExternalId = log.ResourceId ?? ''
  const type = typeOfId(targetExternalId)
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

function specOf(log: FlowLog, type: ResourceType, scope: ScopeRef): AwsFlowLogSpec | null {
  const logDestinationType = DESTINATION_TYPES.find((known) => known === (log.LogDestinationType ?? 'cloud-watch-logs'))
  // A group may come as a name only: then its ARN is made from account and region.
  const logDestination = nonEmpty(log.LogDestination) ?? nonEmpty(log.LogGroupName)
  if (logDestinationType === undefined || logDestination === null) return null
  const isTransitGateway = type === 'TransitGateway' || type === 'TransitGatewayAttachment'
  const spec: AwsSpecInput = {
    family: isTransitGateway ? 'aws-transit-gateway' : 'aws-vpc',
    trafficType: log.TrafficType ?? null,
    logDestinationType,
    logDestination,
    deliverLogsPermissionArn: log.DeliverLogsPermissionArn ?? null,
    deliverCrossAccountRole: log.DeliverCrossAccountRole ?? null,
    destinationOptions: {
      fileFormat: log.DestinationOptions?.FileFormat ?? 'plain-text',
      hiveCompatiblePartitions: log.DestinationOptions?.HiveCompatiblePartitions ?? false,
      perHourPartition: log.DestinationOptions?.PerHourPartition ?? false,
    },
    logFormat: nonEmpty(log.LogFormat),
    // Other intervals are not documented; one that appears shall show as a difference, not as 600.
    maxAggregationIntervalSeconds: (log.MaxAggregationInterval ?? 600) as 60 | 600,
    tagFieldSpecifications: (log.TagFieldSpecifications ?? []).flatMap(({ ResourceType: resourceType, TagKeys }) =>
      resourceType === undefined ? [] : [{ resourceType, tagKeys: TagKeys ?? [] }],
    ),
    tags: tagRecord(log.Tags),
  }
  return normaliseAwsSpec(spec, scope)
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
export function toCreateInput(batch: CreateBatch, spec: AwsFlowLogSpec): CreateFlowLogsCommandInput {
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

function tagsToSend(batch: CreateBatch, spec: AwsFlowLogSpec): Tag[] {
  const tags = {
    ...spec.tags,
    [OWNERSHIP_TAGS.installation]: batch.installationId,
    [OWNERSHIP_TAGS.configuration]: batch.configurationId,
    [OWNERSHIP_TAGS.operation]: batch.operationId,
  }
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

const nonEmpty = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
