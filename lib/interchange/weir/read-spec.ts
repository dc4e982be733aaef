import { normaliseAwsSpec } from '../../domain/aws/normalise'
import { normaliseCenSpec } from '../../domain/cen/normalise'
import type { AwsTagFieldSpecification, FlowLogSpec } from '../../domain/flow-log-spec'
import type { TargetFamily } from '../../domain/resource'
import type { MemberReader } from '../source/member-reader'

/** Reads the parameters of a Configuration by the names of the spec itself; what is left out is the cloud's default. */
export function readWeirSpec(reader: MemberReader, family: TargetFamily): FlowLogSpec | null {
  const written = reader.text('family')
  if (written !== null && written !== family) {
    reader.fail(`The Configuration is of family ${family}.`, 'family', 'Use one family in both places.')
  }
  return family === 'cen' ? readCen(reader) : readAws(reader, family)
}

function readAws(reader: MemberReader, family: 'aws-vpc' | 'aws-transit-gateway'): FlowLogSpec {
  const options = reader.map('destinationOptions')
  const tags = reader.map('tags')
  const spec = normaliseAwsSpec(
    {
      family,
      trafficType: reader.word('trafficType', ['ACCEPT', 'REJECT', 'ALL']),
      logDestinationType:
        reader.word('logDestinationType', ['cloud-watch-logs', 's3', 'kinesis-data-firehose']) ?? undefined,
      logDestination: reader.text('logDestination') ?? '',
      deliverLogsPermissionArn: reader.text('deliverLogsPermissionArn'),
      deliverCrossAccountRole: reader.text('deliverCrossAccountRole'),
      destinationOptions: options === null ? null : readOptions(options),
      logFormat: reader.text('logFormat'),
      maxAggregationIntervalSeconds: interval(reader, 'maxAggregationIntervalSeconds'),
      tagFieldSpecifications: reader.maps('tagFieldSpecifications').flatMap(readTagFields),
      tags: tags?.allTexts() ?? {},
    },
    null,
  )
  reader.finish('An AWS spec')
  return spec
}

function readOptions(reader: MemberReader): {
  fileFormat?: 'plain-text' | 'parquet'
  hiveCompatiblePartitions?: boolean
  perHourPartition?: boolean
} {
  const fileFormat = reader.word('fileFormat', ['plain-text', 'parquet'])
  const hive = reader.flag('hiveCompatiblePartitions')
  const perHour = reader.flag('perHourPartition')
  reader.finish('destinationOptions')
  return {
    ...(fileFormat === null ? {} : { fileFormat }),
    ...(hive === null ? {} : { hiveCompatiblePartitions: hive }),
    ...(perHour === null ? {} : { perHourPartition: perHour }),
  }
}

function readTagFields(reader: MemberReader): readonly AwsTagFieldSpecification[] {
  const resourceType = reader.word('resourceType', ['network-interface', 'instance', 'auto-scaling-group'])
  const tagKeys = reader.texts('tagKeys')
  reader.finish('A tag field specification')
  return resourceType === null ? [] : [{ resourceType, tagKeys }]
}

function readCen(reader: MemberReader): FlowLogSpec {
  const tags = reader.map('tags')
  const spec = normaliseCenSpec({
    family: 'cen',
    projectName: reader.text('projectName') ?? '',
    logStoreName: reader.text('logStoreName') ?? '',
    flowLogName: reader.text('flowLogName') ?? '',
    description: reader.text('description') ?? '',
    intervalSeconds: interval(reader, 'intervalSeconds'),
    logFormatString: reader.text('logFormatString'),
    enabled: reader.flag('enabled') ?? true,
    tags: tags?.allTexts() ?? {},
  })
  reader.finish('A CEN spec')
  return spec
}

function interval(reader: MemberReader, name: string): 60 | 600 | undefined {
  const seconds = reader.whole(name)
  if (seconds === null || seconds === 60 || seconds === 600) return seconds ?? undefined
  reader.fail('The aggregation interval is 60 or 600 seconds.', name, 'Write 60 or 600.')
  return undefined
}
