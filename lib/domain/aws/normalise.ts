import type { AwsDestinationType, AwsFlowLogSpec } from '../flow-log-spec'
import type { ScopeRef } from '../scope'
import type { AwsSpecInput } from '../spec-input'
import { peoplesTags } from '../tags'
import { defaultAwsFormat } from './formats'

/**
 * An AWS spec in canonical form, with EC2's defaults for what is left out. Pure and idempotent.
 * Source: Amazon EC2 API reference, CreateFlowLogs and DescribeFlowLogs, read 2026-11
 */
export function normaliseAwsSpec(spec: AwsSpecInput, scope: ScopeRef | null): AwsFlowLogSpec {
  const isTransitGateway = spec.family === 'aws-transit-gateway'
  const logDestinationType = spec.logDestinationType ?? 'cloud-watch-logs'
  const tagFields = spec.tagFieldSpecifications ?? []
  return {
    family: spec.family,
    // A transit gateway log has no filter; the cloud may echo one that means nothing.
    trafficType: isTransitGateway ? null : (spec.trafficType ?? null),
    logDestinationType,
    logDestination: normaliseDestination(logDestinationType, spec.logDestination, scope),
    deliverLogsPermissionArn: emptyToNull(spec.deliverLogsPermissionArn),
    deliverCrossAccountRole: emptyToNull(spec.deliverCrossAccountRole),
    destinationOptions:
      logDestinationType === 's3'
        ? {
            fileFormat: spec.destinationOptions?.fileFormat ?? 'plain-text',
            hiveCompatiblePartitions: spec.destinationOptions?.hiveCompatiblePartitions ?? false,
            perHourPartition: spec.destinationOptions?.perHourPartition ?? false,
          }
        : null,
    logFormat: normaliseFormat(spec.family, spec.logFormat),
    maxAggregationIntervalSeconds: isTransitGateway ? 60 : (spec.maxAggregationIntervalSeconds ?? 600),
    // The order of the keys has a meaning (first and second tag field), the order of the items has none.
    tagFieldSpecifications: [...tagFields].sort((left, right) => (left.resourceType < right.resourceType ? -1 : 1)),
    tags: peoplesTags(spec.tags ?? {}),
    ...(spec.unreported === undefined || spec.unreported.length === 0 ? {} : { unreported: spec.unreported }),
  }
}

/**
 * The destination of a log as one comparable ARN. Pure. A log group may come as name or ARN, with or without `:*`; a
 * prefix in a bucket ends with exactly one slash, a bare bucket with none. Without a scope, the parts that a bare group
 * name lacks become placeholders.
 */
export function normaliseDestination(type: AwsDestinationType, destination: string, scope: ScopeRef | null): string {
  if (destination === '') return ''
  switch (type) {
    case 'cloud-watch-logs': {
      const group = destination.replace(/(:\*)+$/, '')
      if (group.startsWith('arn:')) return group
      const { partition, region, accountId } = scope ?? {
        partition: '{partition}',
        region: '{region}',
        accountId: '{accountId}',
      }
      return `arn:${partition}:logs:${region}:${accountId}:log-group:${group}`
    }
    case 's3': {
      const bare = destination.replace(/\/+$/, '')
      return bare.includes('/') ? `${bare}/` : bare
    }
    case 'kinesis-data-firehose':
      return destination
  }
}

function normaliseFormat(family: AwsFlowLogSpec['family'], format: string | null | undefined): string | null {
  if (format === null || format === undefined) return null
  return format === defaultAwsFormat(family) ? null : format
}

const emptyToNull = (text: string | null | undefined): string | null => (text === '' ? null : (text ?? null))
