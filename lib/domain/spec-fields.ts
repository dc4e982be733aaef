import type { AwsFlowLogSpec, CenFlowLogSpec, FlowLogSpec } from './flow-log-spec'
import type { AwsField, CenField } from './mutability'
import { canonicalJson } from './json'

const text = (value: string | number | boolean | null): string | null => (value === null ? null : String(value))

const AWS_READERS = {
  trafficType: (spec) => spec.trafficType,
  logDestinationType: (spec) => spec.logDestinationType,
  logDestination: (spec) => spec.logDestination,
  deliverLogsPermissionArn: (spec) => spec.deliverLogsPermissionArn,
  deliverCrossAccountRole: (spec) => spec.deliverCrossAccountRole,
  'destinationOptions.fileFormat': (spec) => spec.destinationOptions?.fileFormat ?? null,
  'destinationOptions.hiveCompatiblePartitions': (spec) =>
    text(spec.destinationOptions?.hiveCompatiblePartitions ?? null),
  'destinationOptions.perHourPartition': (spec) => text(spec.destinationOptions?.perHourPartition ?? null),
  logFormat: (spec) => spec.logFormat,
  maxAggregationIntervalSeconds: (spec) => text(spec.maxAggregationIntervalSeconds),
  tagFieldSpecifications: (spec) =>
    spec.tagFieldSpecifications.length === 0 ? null : canonicalJson(spec.tagFieldSpecifications),
} as const satisfies Record<Exclude<AwsField, 'tags'>, (spec: AwsFlowLogSpec) => string | null>

const CEN_READERS = {
  projectName: (spec) => spec.projectName,
  logStoreName: (spec) => spec.logStoreName,
  flowLogName: (spec) => spec.flowLogName,
  description: (spec) => spec.description,
  intervalSeconds: (spec) => text(spec.intervalSeconds),
  logFormatString: (spec) => spec.logFormatString,
  enabled: (spec) => text(spec.enabled),
} as const satisfies Record<Exclude<CenField, 'tags'>, (spec: CenFlowLogSpec) => string | null>

/** The comparable members of a spec but for its tags, as text, in the order a person reads them. Pure. */
export function specFields(spec: FlowLogSpec): readonly (readonly [string, string | null])[] {
  return spec.family === 'cen'
    ? Object.entries(CEN_READERS).map(([field, read]) => [field, read(spec)] as const)
    : Object.entries(AWS_READERS).map(([field, read]) => [field, read(spec)] as const)
}
