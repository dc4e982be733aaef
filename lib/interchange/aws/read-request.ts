import { awsTypeOfId } from '../../domain/aws/request'
import type { AwsTagFieldSpecification } from '../../domain/flow-log-spec'
import type { ResourceType } from '../../domain/resource'
import type { ImportedFlowLogs } from '../imported'
import { namedTarget } from '../imported'
import { noteBraces, type ReadContext } from '../read-context'
import type { MemberReader } from '../source/member-reader'
import { readTagList } from '../tags'
import { AWS_API_NAMES, type AwsGiven, type AwsNames, specOfGiven } from './given-spec'
import { awsFamilyOf, awsTypeNames } from './target-type'

const TRAFFIC_TYPES = ['ACCEPT', 'REJECT', 'ALL'] as const
const DESTINATION_TYPES = ['cloud-watch-logs', 's3', 'kinesis-data-firehose'] as const
const FILE_FORMATS = ['plain-text', 'parquet'] as const
const TAGGED_TYPES = ['network-interface', 'instance', 'auto-scaling-group'] as const

/**
 * Reads the parameters of one CreateFlowLogs call: the JSON that `--generate-cli-skeleton` prints and `--cli-input-json`
 * takes, and what a command line amounts to. Null when it declares nothing that can be taken over; notes say why.
 * Source: Amazon EC2 API reference, CreateFlowLogs, read 2026-11
 */
export function readAwsRequest(reader: MemberReader, context: ReadContext): ImportedFlowLogs | null {
  const ids = reader.texts('ResourceIds')
  const typeName = reader.text('ResourceType')
  reader.aside('ClientToken', 'A client token is Weir’s own business: it makes one for every call.')
  reader.aside('DryRun', 'Weir tries calls out by itself where the cloud allows it.')
  const tags = readTagSpecifications(reader)
  const given = { ...readAwsMembers(reader), tags }
  reader.finish('CreateFlowLogs')
  const kind = kindOf(typeName, ids, reader)
  if (kind === null) return null
  const { partition, accountId, region } = context
  return {
    name: null,
    spec: specOfGiven(given, kind.type, kind.family, reader, AWS_API_NAMES),
    targets: ids.map((id) => namedTarget(kind.type, id, { partition, accountId, region })),
    withoutTarget: ids.length === 0 ? 1 : 0,
    at: reader.at,
  }
}

/** Reads one item of a DescribeFlowLogs answer: a flow log that exists. */
export function readAwsDescription(reader: MemberReader, context: ReadContext): ImportedFlowLogs | null {
  const id = reader.text('ResourceId')
  const flowLogId = reader.text('FlowLogId')
  // What the cloud reports of its state is looked at anew, not declared.
  reader.ignore('CreationTime', 'FlowLogStatus', 'DeliverLogsStatus', 'DeliverLogsErrorMessage')
  const given = { ...readAwsMembers(reader), tags: readTagList(reader, 'Tags') }
  reader.finish('A flow log')
  const kind = kindOf(null, id === null ? [] : [id], reader)
  if (kind === null || id === null) return null
  const { partition, accountId, region } = context
  return {
    name: given.tags.Name ?? null,
    spec: specOfGiven(given, kind.type, kind.family, reader, { ...AWS_API_NAMES, tags: 'Tags' }),
    targets: [namedTarget(kind.type, id, { partition, accountId, region, flowLogId })],
    withoutTarget: 0,
    at: reader.at,
  }
}

/** The members that requests, descriptions and CloudFormation share; tags differ and are read by the caller. */
export function readAwsMembers(reader: MemberReader): Omit<AwsGiven, 'tags'> {
  const names: AwsNames = AWS_API_NAMES
  const text = (member: keyof AwsGiven) => {
    const value = reader.text(names[member])
    noteBraces(reader, names[member], member === 'logFormat' ? null : value)
    return value
  }
  const options = reader.map(names.destinationOptions)
  const given = {
    trafficType: reader.word(names.trafficType, TRAFFIC_TYPES),
    logDestinationType: reader.word(names.logDestinationType, DESTINATION_TYPES),
    logDestination: text('logDestination'),
    logGroupName: text('logGroupName'),
    deliverLogsPermissionArn: text('deliverLogsPermissionArn'),
    deliverCrossAccountRole: text('deliverCrossAccountRole'),
    destinationOptions: options === null ? null : readOptions(options),
    logFormat: text('logFormat'),
    // A skeleton that was not filled in holds 0.
    maxAggregationInterval: reader.whole(names.maxAggregationInterval) || null,
    tagFieldSpecifications: reader.maps(names.tagFieldSpecifications).flatMap(readTagFields),
  }
  return given
}

function readOptions(reader: MemberReader): NonNullable<AwsGiven['destinationOptions']> {
  const fileFormat = reader.word('FileFormat', FILE_FORMATS)
  const hive = reader.flag('HiveCompatiblePartitions')
  const perHour = reader.flag('PerHourPartition')
  reader.finish('DestinationOptions')
  return {
    ...(fileFormat === null ? {} : { fileFormat }),
    ...(hive === null ? {} : { hiveCompatiblePartitions: hive }),
    ...(perHour === null ? {} : { perHourPartition: perHour }),
  }
}

function readTagFields(reader: MemberReader): readonly AwsTagFieldSpecification[] {
  const resourceType = reader.word('ResourceType', TAGGED_TYPES)
  const tagKeys = reader.texts('TagKeys')
  reader.finish('A tag field specification')
  return resourceType === null || tagKeys.length === 0 ? [] : [{ resourceType, tagKeys }]
}

/** Tags of the new flow log. Other specifications would tag nothing: the call makes nothing else. */
function readTagSpecifications(reader: MemberReader): Readonly<Record<string, string>> {
  const specifications = reader.maps('TagSpecifications')
  return Object.assign(
    {},
    ...specifications.map((item) => {
      const type = item.text('ResourceType')
      const tags = readTagList(item, 'Tags')
      item.finish('A tag specification')
      if (type === null || type === 'vpc-flow-log' || Object.keys(tags).length === 0) return tags
      item.fail(`Left out: CreateFlowLogs makes no ${type.slice(0, 60)} to tag.`, 'ResourceType', 'Write vpc-flow-log.')
      return {}
    }),
  ) as Record<string, string>
}

/** The type that was named, or the one the ids show. */
function kindOf(
  typeName: string | null,
  ids: readonly string[],
  reader: MemberReader,
): { type: ResourceType; family: 'aws-vpc' | 'aws-transit-gateway' } | null {
  const shown = typeName ?? awsTypeOfId(ids[0] ?? '')
  if (shown === null) {
    reader.notes.error(
      'It does not say what kind of resource is logged.',
      reader.at,
      reader.path,
      `Give ResourceType: one of ${awsTypeNames()}.`,
    )
    return null
  }
  const kind = awsFamilyOf(shown)
  if (kind === null) {
    reader.notes.error(
      `“${shown.slice(0, 60)}” is no kind of resource whose flow logs Weir can declare.`,
      reader.placeOf('ResourceType'),
      reader.fieldOf('ResourceType'),
      `Weir knows ${awsTypeNames()}.`,
    )
  }
  return kind
}
