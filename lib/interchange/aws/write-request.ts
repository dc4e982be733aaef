import type { AwsFlowLogSpec } from '../../domain/flow-log-spec'
import type { ResourceType } from '../../domain/resource'
import { tagList } from '../tag-list'

/**
 * The parameters of CreateFlowLogs, as `--cli-input-json` takes them. Pure.
 * Source: Amazon EC2 API reference, CreateFlowLogs, read 2026-11
 */
export function awsRequest(spec: AwsFlowLogSpec, type: ResourceType, ids: readonly string[]): object {
  const { destinationOptions, tagFieldSpecifications } = spec
  return {
    ResourceType: type,
    ResourceIds: ids,
    ...(spec.trafficType === null ? {} : { TrafficType: spec.trafficType }),
    LogDestinationType: spec.logDestinationType,
    LogDestination: spec.logDestination,
    ...(spec.deliverLogsPermissionArn === null ? {} : { DeliverLogsPermissionArn: spec.deliverLogsPermissionArn }),
    ...(spec.deliverCrossAccountRole === null ? {} : { DeliverCrossAccountRole: spec.deliverCrossAccountRole }),
    ...(spec.logFormat === null ? {} : { LogFormat: spec.logFormat }),
    MaxAggregationInterval: spec.maxAggregationIntervalSeconds,
    ...(destinationOptions === null
      ? {}
      : {
          DestinationOptions: {
            FileFormat: destinationOptions.fileFormat,
            HiveCompatiblePartitions: destinationOptions.hiveCompatiblePartitions,
            PerHourPartition: destinationOptions.perHourPartition,
          },
        }),
    ...(tagFieldSpecifications.length === 0
      ? {}
      : {
          TagFieldSpecifications: tagFieldSpecifications.map(({ resourceType, tagKeys }) => ({
            ResourceType: resourceType,
            TagKeys: tagKeys,
          })),
        }),
    ...(Object.keys(spec.tags).length === 0
      ? {}
      : { TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: tagList(spec.tags) }] }),
  }
}
