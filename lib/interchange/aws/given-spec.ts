import type { AwsFlowLogSpec, AwsTagFieldSpecification } from '../../domain/flow-log-spec'
import { normaliseAwsSpec, normaliseDestination } from '../../domain/aws/normalise'
import type { Violation } from '../../domain/problem'
import type { ResourceType } from '../../domain/resource'
import { validateSpec } from '../../domain/rules'
import type { MemberReader } from '../source/member-reader'

/** The parameters of one declaration, under whatever names its language has; null is unsaid. */
export interface AwsGiven {
  readonly trafficType: AwsFlowLogSpec['trafficType']
  readonly logDestinationType: AwsFlowLogSpec['logDestinationType'] | null
  readonly logDestination: string | null
  readonly logGroupName: string | null
  readonly deliverLogsPermissionArn: string | null
  readonly deliverCrossAccountRole: string | null
  readonly destinationOptions: Partial<NonNullable<AwsFlowLogSpec['destinationOptions']>> | null
  readonly logFormat: string | null
  readonly maxAggregationInterval: number | null
  readonly tagFieldSpecifications: readonly AwsTagFieldSpecification[]
  readonly tags: Readonly<Record<string, string>>
}

/** What a language calls each parameter, for notes. */
export type AwsNames = Readonly<Record<keyof AwsGiven, string>>

/** EC2's own names: JSON, command lines and CloudFormation. */
export const AWS_API_NAMES: AwsNames = {
  trafficType: 'TrafficType',
  logDestinationType: 'LogDestinationType',
  logDestination: 'LogDestination',
  logGroupName: 'LogGroupName',
  deliverLogsPermissionArn: 'DeliverLogsPermissionArn',
  deliverCrossAccountRole: 'DeliverCrossAccountRole',
  destinationOptions: 'DestinationOptions',
  logFormat: 'LogFormat',
  maxAggregationInterval: 'MaxAggregationInterval',
  tagFieldSpecifications: 'TagFieldSpecifications',
  tags: 'TagSpecifications',
}

/**
 * The canonical template of what was given. What canonical form leaves out is named with the rule that says why: the
 * rules are the domain's, judged twice, as given and as kept.
 */
export function specOfGiven(
  given: AwsGiven,
  type: ResourceType,
  family: AwsFlowLogSpec['family'],
  reader: MemberReader,
  names: AwsNames,
): AwsFlowLogSpec {
  const logDestinationType = given.logDestinationType ?? 'cloud-watch-logs'
  const interval = given.maxAggregationInterval
  const spec = normaliseAwsSpec(
    {
      ...given,
      family,
      logDestinationType,
      logDestination: oneDestination(given, logDestinationType, reader, names),
      maxAggregationIntervalSeconds: interval === 60 || interval === 600 ? interval : undefined,
    },
    null,
  )
  const asGiven = {
    ...spec,
    trafficType: given.trafficType,
    destinationOptions: given.destinationOptions === null ? spec.destinationOptions : given.destinationOptions,
    maxAggregationIntervalSeconds: interval ?? spec.maxAggregationIntervalSeconds,
  } as AwsFlowLogSpec
  const kept = new Set(validateSpec(spec, type, null).map(violationKey))
  for (const violation of validateSpec(asGiven, type, null)) {
    if (kept.has(violationKey(violation))) continue
    reader.fail(`Left out: ${violation.message}`, nameOf(violation.field, names), violation.remedy)
  }
  return spec
}

const violationKey = ({ rule, field }: Violation) => `${rule} ${field}`

function nameOf(field: string, names: AwsNames): string {
  const member = field.split('.')[0] ?? field
  if (member === 'maxAggregationIntervalSeconds') return names.maxAggregationInterval
  return (names as Readonly<Record<string, string>>)[member] ?? member
}

/** A group may be given by name, by ARN or by both; both must say the same. */
function oneDestination(
  given: AwsGiven,
  type: AwsFlowLogSpec['logDestinationType'],
  reader: MemberReader,
  names: AwsNames,
): string {
  const { logDestination, logGroupName } = given
  if (logDestination === null) return logGroupName ?? ''
  if (logGroupName === null) return logDestination
  const arn = normaliseDestination(type, logDestination, null)
  if (arn.endsWith(`:log-group:${logGroupName}`)) return logDestination
  reader.fail(
    `Left out: ${names.logDestination} names another destination, and a flow log has one.`,
    names.logGroupName,
    'Keep one of the two.',
  )
  return logDestination
}
