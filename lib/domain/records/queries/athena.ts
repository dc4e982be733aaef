import type { AwsDestinationOptions } from '../../flow-log-spec'
import type { RecordFormat } from '../record-format'
import { athenaColumn, sqlName, sqlText } from './athena-names'
import { type AthenaTable, createTable, partitionOf, partitionTime } from './athena-table'
import type { ReadyQuery } from './ready-query'

/** Nothing older is looked at unless a person writes it: Athena charges by the bytes it reads. */
const LOOK_BACK = "(current_timestamp AT TIME ZONE 'UTC') - interval '1' day"

/**
 * Athena statements for the files of one flow log: its table, views for what is asked most, and queries. Other logs of the
 * same account and region write beside it, so every view holds to the files whose name carries this log's id. Pure.
 */
export function athenaQueries(table: AthenaTable, flowLogId: string): readonly ReadyQuery[] {
  const { format, options, database } = table
  const has = (...ids: readonly string[]) => ids.every((id) => format.indexOf.has(id))
  const name = (suffix: string) => `${sqlName(database)}.${sqlName(`${table.table}${suffix}`)}`
  const view = (suffix: string, body: string) => `CREATE OR REPLACE VIEW ${name(suffix)} AS\n${body};`
  const recent = `WHERE partition_time >= ${partitionOf(LOOK_BACK, options)}`
  const isTraffic = has('log-status') ? `\nWHERE log_status = 'OK'` : ''
  const make = (id: string, title: string, text: string, hint: string | null = null): ReadyQuery => {
    return { id, language: 'athena', title, text, hint }
  }
  const queries: (ReadyQuery | null)[] = [
    make('table', 'Table over the files', createTable(table), OTHER_FORMATS),
    make('records', 'View of this flow log’s records', view('_records', recordsView(table, flowLogId)), NEEDS_TABLE),
    has('log-status')
      ? make(
          'traffic',
          'View of traffic: windows without data and skipped ones left out',
          view('_traffic', `SELECT *\nFROM ${name('_records')}${isTraffic}`),
          NEEDS_RECORDS,
        )
      : null,
    has('srcaddr', 'dstaddr', 'bytes')
      ? make(
          'top-talkers',
          'Pairs of addresses with the most bytes, last day',
          [
            view(
              '_top_talkers',
              `SELECT partition_time, srcaddr, dstaddr, sum(bytes) AS total_bytes${has('packets') ? ', sum(packets) AS total_packets' : ''}, count(*) AS records\n` +
                `FROM ${name('_records')}${isTraffic}\nGROUP BY partition_time, srcaddr, dstaddr`,
            ),
            `SELECT srcaddr, dstaddr, sum(total_bytes) AS total_bytes, sum(records) AS records\n` +
              `FROM ${name('_top_talkers')}\n${recent}\nGROUP BY srcaddr, dstaddr\nORDER BY total_bytes DESC\nLIMIT 100;`,
          ].join('\n\n'),
          NEEDS_RECORDS,
        )
      : null,
    has('action')
      ? make(
          'rejects',
          'Refused traffic, last day',
          [
            view('_rejects', `SELECT *\nFROM ${name('_records')}\nWHERE action = 'REJECT'`),
            `SELECT ${grouped(format)}, count(*) AS records\nFROM ${name('_rejects')}\n${recent}\n` +
              `GROUP BY ${grouped(format)}\nORDER BY records DESC\nLIMIT 100;`,
          ].join('\n\n'),
          NEEDS_RECORDS,
        )
      : null,
    has('log-status')
      ? make(
          'without-records',
          'Windows without data, and windows whose records were skipped, last day',
          `SELECT log_status, count(*) AS windows\nFROM ${name('_records')}\n${recent} AND log_status <> 'OK'\n` +
            `GROUP BY log_status;`,
          NEEDS_RECORDS,
        )
      : null,
  ]
  return queries.filter((query) => query !== null)
}

const OTHER_FORMATS =
  'The folder holds the files of every flow log of this account and region. The table has this log’s columns: files of ' +
  'another format show shifted columns, which the view leaves out. Run one statement at a time.'
const NEEDS_TABLE = 'Needs the table.'
const NEEDS_RECORDS = 'Needs the view of records. Run one statement at a time.'

/** The records of one log: its files only, `-` as NULL, times as timestamps, and the partition as one sortable text. */
function recordsView({ database, table, format, options }: AthenaTable, flowLogId: string): string {
  const taken = new Set(partitionNames(options))
  const columns = format.columns.map(({ id, kind }) => {
    const plain = athenaColumn(id)
    const column = sqlName(taken.has(plain) ? `${plain}_field` : plain)
    return kind === 'integer' ? `  ${column}` : `  nullif(${column}, '-') AS ${column}`
  })
  const times = ['start', 'end'].filter((id) => format.indexOf.get(id) !== undefined)
  return [
    'SELECT',
    [
      `  ${partitionTime(options)} AS partition_time`,
      ...columns,
      ...times.map((id) => `  from_unixtime(${sqlName(id)}) AS ${sqlName(`${id}_time`)}`),
    ].join(',\n'),
    `FROM ${sqlName(database)}.${sqlName(table)}`,
    `WHERE strpos("$path", ${sqlText(`_${flowLogId}_`)}) > 0`,
  ].join('\n')
}

function partitionNames({ hiveCompatiblePartitions, perHourPartition }: AwsDestinationOptions): readonly string[] {
  if (!hiveCompatiblePartitions) return [perHourPartition ? 'hour' : 'day']
  return ['year', 'month', 'day', ...(perHourPartition ? ['hour'] : [])]
}

function grouped(format: RecordFormat): string {
  const ids = ['srcaddr', 'dstaddr', 'dstport', 'protocol'].filter((id) => format.indexOf.has(id))
  return ids.length === 0 ? 'partition_time' : ids.map((id) => athenaColumn(id)).join(', ')
}
