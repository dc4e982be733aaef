import type { AwsFlowLogSpec } from '../flow-log-spec'
import type { ScopeRef } from '../scope'
import { normaliseDestination } from './normalise'
import type { AwsRequest, AwsResourceKind } from './request'

/** What the targets of each family ask of a request. */
const KINDS: Readonly<Record<AwsFlowLogSpec['family'], AwsResourceKind>> = {
  'aws-vpc': { hasTrafficType: true, records: 'vpc' },
  'aws-transit-gateway': { hasTrafficType: false, records: 'transit-gateway' },
}

const TAG_PATH = 'TagSpecifications[0].Tags'

/**
 * The CreateFlowLogs request that a spec becomes, so that specs and requests are judged by the same rules. Pure. Which
 * resources it names is not the spec's to say. `scope` completes a log group that is given by its bare name.
 */
export function requestOfAwsSpec(spec: AwsFlowLogSpec, scope: ScopeRef): AwsRequest {
  const tags = Object.entries(spec.tags)
  const members = {
    TrafficType: spec.trafficType,
    DeliverLogsPermissionArn: spec.deliverLogsPermissionArn,
    DeliverCrossAccountRole: spec.deliverCrossAccountRole,
    DestinationOptions: spec.destinationOptions,
    LogFormat: spec.logFormat,
    TagFieldSpecifications: spec.tagFieldSpecifications.length === 0 ? null : spec.tagFieldSpecifications,
    TagSpecifications: tags.length === 0 ? null : tags,
  }
  const sent = Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [name]))
  return {
    given: new Set([
      'ResourceIds',
      'ResourceType',
      'LogDestinationType',
      'LogDestination',
      'MaxAggregationInterval',
      ...sent,
    ]),
    resourceType: null,
    kind: KINDS[spec.family],
    resourceIds: null,
    trafficType: spec.trafficType,
    logDestinationType: spec.logDestinationType,
    logDestination: normaliseDestination(spec.logDestinationType, spec.logDestination.trim(), scope),
    logGroupName: null,
    deliverLogsPermissionArn: spec.deliverLogsPermissionArn,
    deliverCrossAccountRole: spec.deliverCrossAccountRole,
    logFormat: spec.logFormat,
    maxAggregationInterval: spec.maxAggregationIntervalSeconds,
    clientToken: null,
    tagSpecifications: [
      {
        given: new Set(['ResourceType', 'Tags']),
        resourceType: 'vpc-flow-log',
        tags: tags.map(([key, value], index) => ({
          path: `${TAG_PATH}[${index}]`,
          given: new Set(['Key', 'Value']),
          key,
          value,
        })),
      },
    ],
    tagFieldSpecifications: spec.tagFieldSpecifications.map(({ resourceType, tagKeys }) => ({
      given: new Set(['ResourceType', 'TagKeys']),
      resourceType,
      tagKeys,
    })),
  }
}

const SPEC_FIELDS: Readonly<Record<string, string>> = {
  TrafficType: 'trafficType',
  LogDestinationType: 'logDestinationType',
  LogDestination: 'logDestination',
  LogGroupName: 'logDestination',
  DeliverLogsPermissionArn: 'deliverLogsPermissionArn',
  DeliverCrossAccountRole: 'deliverCrossAccountRole',
  DestinationOptions: 'destinationOptions',
  LogFormat: 'logFormat',
  MaxAggregationInterval: 'maxAggregationIntervalSeconds',
  TagFieldSpecifications: 'tagFieldSpecifications',
}

/** The member of a spec that a parameter of its request comes from. Pure. */
export function awsSpecField(path: string, spec: AwsFlowLogSpec): string {
  if (path.startsWith(TAG_PATH)) {
    const index = /^\[(\d+)\]/.exec(path.slice(TAG_PATH.length))?.[1]
    return index === undefined ? 'tags' : `tags.${Object.keys(spec.tags)[Number(index)] ?? ''}`
  }
  const name = /^\w+/.exec(path)?.[0] ?? ''
  return SPEC_FIELDS[name] ?? 'family'
}
