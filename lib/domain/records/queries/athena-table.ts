import type { AwsDestinationOptions } from '../../flow-log-spec'
import type { RecordFormat } from '../record-format'
import { s3RootPrefixes } from '../s3-layout'
import { athenaColumn, athenaType, hiveName, hiveText } from './athena-names'

/** What a table over a flow log's files is made from. */
export interface AthenaTable {
  readonly database: string
  readonly table: string
  readonly bucket: string
  /** Before `AWSLogs/`: empty or ending in a slash. */
  readonly prefix: string
  readonly accountId: string
  readonly region: string
  readonly format: RecordFormat
  readonly options: AwsDestinationOptions
  /** The first day that partitions are looked for. */
  readonly since: Date
}

/** A partition column: its name, how Athena works out its values, and what stands for it in the path. */
interface Partition {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly path: string
}

/**
 * The statement that lays a table over the files of one account and region, with partition projection: Athena works the
 * dates out by itself, so partitions need not be loaded. Pure.
 * Source: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html;
 * https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs.html
 */
export function createTable(input: AthenaTable): string {
  const { format, options } = input
  const isParquet = options.fileFormat === 'parquet'
  const partitions = partitionsOf(input)
  const [root] = s3RootPrefixes({ ...input, options })
  const location = `s3://${input.bucket}/${root}`
  const names = new Set<string>(partitions.map(({ name }) => name))
  const columns = format.columns.map((column) => {
    // A field could bear the name of a partition one day; two columns of one name are refused.
    const name = athenaColumn(column.id)
    const unique = names.has(name) ? `${name}_field` : name
    names.add(unique)
    return `  ${hiveName(unique)} ${athenaType(column)}`
  })
  const properties: Readonly<Record<string, string>> = {
    ...(isParquet ? {} : { 'skip.header.line.count': '1' }),
    'projection.enabled': 'true',
    ...Object.fromEntries(partitions.flatMap(({ properties }) => Object.entries(properties))),
    'storage.location.template': `${location}${partitions.map(({ path }) => path).join('/')}`,
  }
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${hiveName(input.database)}.${hiveName(input.table)} (`,
    columns.join(',\n'),
    ')',
    `PARTITIONED BY (${partitions.map(({ name }) => `${hiveName(name)} string`).join(', ')})`,
    ...(isParquet ? ['STORED AS PARQUET'] : ["ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '", 'STORED AS TEXTFILE']),
    `LOCATION ${hiveText(location)}`,
    'TBLPROPERTIES (',
    Object.entries(properties)
      .map(([key, value]) => `  ${hiveText(key)} = ${hiveText(value)}`)
      .join(',\n'),
    ');',
  ].join('\n')
}

/** SQL that says which hour or day a row's partition is, as text that sorts by time: `2026/11/21` or `2026/11/21/16`. Pure. */
export function partitionTime({ hiveCompatiblePartitions, perHourPartition }: AwsDestinationOptions): string {
  if (!hiveCompatiblePartitions) return perHourPartition ? '"hour"' : '"day"'
  const parts = ['"year"', '"month"', '"day"', ...(perHourPartition ? ['"hour"'] : [])]
  return parts.join(" || '/' || ")
}

/** SQL for the partition text of a moment, matching `partitionTime`. Pure. */
export function partitionOf(moment: string, { perHourPartition }: AwsDestinationOptions): string {
  return `date_format(${moment}, '${perHourPartition ? '%Y/%m/%d/%H' : '%Y/%m/%d'}')`
}

function partitionsOf({ options, since }: AthenaTable): readonly Partition[] {
  const [year = '', month = '', day = ''] = since.toISOString().split(/[-T]/)
  if (!options.hiveCompatiblePartitions) {
    return options.perHourPartition
      ? [dates('hour', { format: 'yyyy/MM/dd/HH', from: `${year}/${month}/${day}/00`, unit: 'HOURS' })]
      : [dates('day', { format: 'yyyy/MM/dd', from: `${year}/${month}/${day}`, unit: 'DAYS' })]
  }
  const hive = (partition: Partition): Partition => ({ ...partition, path: `${partition.name}=${partition.path}` })
  return [
    hive(dates('year', { format: 'yyyy', from: year, unit: 'YEARS' })),
    hive(integers('month', '1,12')),
    hive(integers('day', '1,31')),
    ...(options.perHourPartition ? [hive(integers('hour', '0,23'))] : []),
  ]
}

function dates(
  name: string,
  { format, from, unit }: { readonly format: string; readonly from: string; readonly unit: string },
): Partition {
  return {
    name,
    properties: {
      [`projection.${name}.type`]: 'date',
      [`projection.${name}.format`]: format,
      [`projection.${name}.range`]: `${from},NOW`,
      [`projection.${name}.interval`]: '1',
      [`projection.${name}.interval.unit`]: unit,
    },
    path: '${' + name + '}',
  }
}

function integers(name: string, range: string): Partition {
  return {
    name,
    properties: {
      [`projection.${name}.type`]: 'integer',
      [`projection.${name}.range`]: range,
      [`projection.${name}.digits`]: '2',
    },
    path: '${' + name + '}',
  }
}
