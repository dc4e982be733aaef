import { parseArn } from '../../domain/aws/arn'
import type { ResourceType } from '../../domain/resource'
import { familyOfType } from '../../domain/target-family'
import { type AwsGiven, type AwsNames, specOfGiven } from '../aws/given-spec'
import { type ImportedFlowLogs, namedTarget } from '../imported'
import { noteBraces } from '../read-context'
import type { MemberReader } from '../source/member-reader'
import { keepPeoplesTags } from '../tags'
import type { TerraformPlace } from './place'

const NAMES: AwsNames = {
  trafficType: 'traffic_type',
  logDestinationType: 'log_destination_type',
  logDestination: 'log_destination',
  logGroupName: 'log_group_name',
  deliverLogsPermissionArn: 'iam_role_arn',
  deliverCrossAccountRole: 'deliver_cross_account_role',
  destinationOptions: 'destination_options',
  logFormat: 'log_format',
  maxAggregationInterval: 'max_aggregation_interval',
  tagFieldSpecifications: 'tag_field_specifications',
  tags: 'tags',
}

const TARGETS: readonly (readonly [string, ResourceType])[] = [
  ['vpc_id', 'VPC'],
  ['subnet_id', 'Subnet'],
  ['eni_id', 'NetworkInterface'],
  ['regional_nat_gateway_id', 'RegionalNatGateway'],
  ['transit_gateway_id', 'TransitGateway'],
  ['transit_gateway_attachment_id', 'TransitGatewayAttachment'],
]

/**
 * Reads the arguments, or in a state the attributes, of one `aws_flow_log`. Null when it names no kind of target.
 * Source: Terraform AWS provider, resource aws_flow_log (6.x; `log_group_name` until 5.x), read 2026-11
 */
export function readAwsTerraform(reader: MemberReader, place: TerraformPlace): ImportedFlowLogs | null {
  const { isState } = place
  const arn = isState ? parseArn(reader.text('arn') ?? '') : null
  const ownRegion = reader.text('region')
  const flowLogId = isState ? reader.text('id') : place.flowLogId
  reader.ignore('timeouts')
  const tags = readTags(reader, place)
  const options = reader.map(NAMES.destinationOptions)
  const text = (member: keyof AwsGiven) => {
    const value = reader.text(NAMES[member])
    if (isState && member !== 'logFormat') noteBraces(reader, NAMES[member], value)
    return value
  }
  const given: AwsGiven = {
    trafficType: reader.word(NAMES.trafficType, ['ACCEPT', 'REJECT', 'ALL']),
    logDestinationType: reader.word(NAMES.logDestinationType, ['cloud-watch-logs', 's3', 'kinesis-data-firehose']),
    logDestination: text('logDestination'),
    logGroupName: text('logGroupName'),
    deliverLogsPermissionArn: text('deliverLogsPermissionArn'),
    deliverCrossAccountRole: text('deliverCrossAccountRole'),
    destinationOptions: options === null ? null : readOptions(options),
    logFormat: text('logFormat'),
    maxAggregationInterval: reader.whole(NAMES.maxAggregationInterval) || null,
    tagFieldSpecifications: [],
    tags,
  }
  const named = TARGETS.filter(([name]) => reader.has(name))
  const [chosen] = named
  const ids = named.map(([name]) => reader.text(name))
  reader.ignore(...TARGETS.map(([name]) => name))
  reader.finish('aws_flow_log')
  if (chosen === undefined) {
    const remedy = `Give one of ${TARGETS.map(([name]) => name).join(', ')}.`
    reader.notes.error('It names no resource to log.', reader.at, reader.path, remedy)
    return null
  }
  if (named.length > 1)
    reader.fail('Only one target is allowed; the first one counts.', named[1]?.[0] ?? '', 'Keep one of them.')
  const [, type] = chosen
  const [id] = ids
  const family = familyOfType(type) === 'aws-transit-gateway' ? 'aws-transit-gateway' : 'aws-vpc'
  const rest = {
    partition: arn?.partition ?? null,
    accountId: arn?.accountId ?? null,
    region: ownRegion ?? arn?.region ?? place.region,
    flowLogId,
  }
  return {
    name: place.name,
    spec: specOfGiven(given, type, family, reader, NAMES),
    targets: id === null || id === undefined ? [] : [namedTarget(type, id, rest)],
    withoutTarget: id === null || id === undefined ? 1 : 0,
    at: reader.at,
  }
}

function readOptions(reader: MemberReader): NonNullable<AwsGiven['destinationOptions']> {
  const fileFormat = reader.word('file_format', ['plain-text', 'parquet'])
  const hive = reader.flag('hive_compatible_partitions')
  const perHour = reader.flag('per_hour_partition')
  reader.finish('destination_options')
  return {
    ...(fileFormat === null ? {} : { fileFormat }),
    ...(hive === null ? {} : { hiveCompatiblePartitions: hive }),
    ...(perHour === null ? {} : { perHourPartition: perHour }),
  }
}

/** In a state, `tags_all` is what the flow log really carries: the provider's default tags are in it. */
function readTags(reader: MemberReader, place: TerraformPlace): Readonly<Record<string, string>> {
  const isWhole = place.isState && reader.has('tags_all')
  const map = reader.map(isWhole ? 'tags_all' : 'tags')
  if (place.isState) reader.ignore('tags', 'tags_all')
  const own = map?.allTexts() ?? {}
  return keepPeoplesTags({ ...place.defaultTags, ...own }, reader, 'tags')
}
