import { Scalar, stringify } from 'yaml'
import { PLACEHOLDERS } from '../../domain/template'
import type { ScopeOfLogs } from '../exported'
import { tagList } from '../tag-list'

/** What a placeholder is called in a template. Source: AWS CloudFormation user guide, pseudo parameters, read 2026-11 */
const PSEUDO: Readonly<Record<string, string>> = {
  accountId: '${AWS::AccountId}',
  region: '${AWS::Region}',
  partition: '${AWS::Partition}',
}

/**
 * A CloudFormation template for the flow logs of one account and region. Texts with placeholders become `!Sub`, in which a
 * record format's `${` is escaped; everything else stands as it is.
 * Source: AWS CloudFormation template reference, AWS::EC2::FlowLog, read 2026-11
 */
export function writeCloudFormation({ logs, accountId, region }: ScopeOfLogs): string {
  const place = [accountId === null ? null : `account ${accountId}`, region].filter((part) => part !== null)
  const taken = new Set<string>()
  const resources = logs.flatMap(({ spec, target }) => {
    if (spec.family === 'cen') return []
    const id = logicalId(target.externalId, taken)
    const options = spec.destinationOptions
    const properties = {
      ResourceType: target.type,
      ResourceId: target.externalId,
      ...(spec.trafficType === null ? {} : { TrafficType: spec.trafficType }),
      LogDestinationType: spec.logDestinationType,
      LogDestination: fill(spec.logDestination),
      ...(spec.deliverLogsPermissionArn === null
        ? {}
        : { DeliverLogsPermissionArn: fill(spec.deliverLogsPermissionArn) }),
      ...(spec.deliverCrossAccountRole === null ? {} : { DeliverCrossAccountRole: fill(spec.deliverCrossAccountRole) }),
      ...(spec.logFormat === null ? {} : { LogFormat: spec.logFormat }),
      MaxAggregationInterval: spec.maxAggregationIntervalSeconds,
      ...(options === null
        ? {}
        : {
            DestinationOptions: {
              FileFormat: options.fileFormat,
              HiveCompatiblePartitions: options.hiveCompatiblePartitions,
              PerHourPartition: options.perHourPartition,
            },
          }),
      ...(Object.keys(spec.tags).length === 0
        ? {}
        : { Tags: tagList(spec.tags).map(({ Key, Value }) => ({ Key, Value: fill(Value) })) }),
    }
    return [[id, { Type: 'AWS::EC2::FlowLog', Properties: properties }] as const]
  })
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: ['Flow logs', ...(place.length === 0 ? [] : [`in ${place.join(', ')}`])].join(' '),
    Resources: Object.fromEntries(resources),
  }
  // CloudFormation reads YAML 1.1, where words such as `on` and `0123` are no texts unless they are quoted.
  return stringify(template, { lineWidth: 0, schema: 'yaml-1.1', aliasDuplicateObjects: false })
}

/** A text as it stands, or `!Sub` with pseudo parameters where it holds placeholders. */
function fill(text: string): string | Scalar {
  const pattern = new RegExp(`(?<!\\$)\\{(${PLACEHOLDERS.join('|')})\\}`, 'g')
  if (!pattern.test(text)) return text
  const scalar = new Scalar(text.replaceAll('${', '${!').replace(pattern, (_, word: string) => PSEUDO[word] ?? ''))
  scalar.tag = '!Sub'
  return scalar
}

/** Logical ids are letters and digits. */
function logicalId(externalId: string, taken: Set<string>): string {
  const words = externalId.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const base = `FlowLog${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
  let id = base
  for (let count = 2; taken.has(id); count += 1) id = `${base}n${count}`
  taken.add(id)
  return id
}
