import type { FieldChange, SpecField } from './flow-log-spec'
import type { TargetFamily } from './resource'

export type Mutability = FieldChange['change']

const AWS = {
  trafficType: 'replace',
  logDestinationType: 'replace',
  logDestination: 'replace',
  deliverLogsPermissionArn: 'replace',
  deliverCrossAccountRole: 'replace',
  'destinationOptions.fileFormat': 'replace',
  'destinationOptions.hiveCompatiblePartitions': 'replace',
  'destinationOptions.perHourPartition': 'replace',
  logFormat: 'replace',
  maxAggregationIntervalSeconds: 'replace',
  tagFieldSpecifications: 'replace',
  tags: 'in-place',
} as const satisfies Record<string, Mutability>

const CEN = {
  projectName: 'replace',
  logStoreName: 'replace',
  flowLogName: 'in-place',
  description: 'in-place',
  intervalSeconds: 'in-place',
  logFormatString: 'replace',
  enabled: 'in-place',
  tags: 'in-place',
} as const satisfies Record<string, Mutability>

export type AwsField = keyof typeof AWS
export type CenField = keyof typeof CEN

/**
 * Which members of a spec a cloud changes in place, by the names that capabilities use; single tags compare as
 * `tags.<key>`.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-flow-logs.html (a flow log cannot be changed
 * after it was created, only its tags); Alibaba Cloud Cbn API reference, ModifyFlowLogAttribute, ActiveFlowLog,
 * DeactiveFlowLog, TagResources, read 2026-11
 */
export const MUTABILITY = { 'aws-vpc': AWS, 'aws-transit-gateway': AWS, cen: CEN } as const satisfies Record<
  TargetFamily,
  Readonly<Record<string, Mutability>>
>

/** Whether a change of this field can be made in place. Pure. Single tags follow `tags`; an unknown field is replaced. */
export function mutabilityOf(family: TargetFamily, field: SpecField): Mutability {
  const table: Readonly<Record<string, Mutability>> = MUTABILITY[family]
  return table[field] ?? table[field.split('.')[0] ?? ''] ?? 'replace'
}
