import type { RecordFormat } from '../record-format'
import type { ReadyQuery } from './ready-query'

/**
 * Queries for Simple Log Service over the Logstore of a CEN flow log. Values are text unless the index types them, so
 * numbers are cast; keys with hyphens stand in double quotes. A format that is not known (the cloud's default) is taken
 * to hold the published fields. Times are chosen in the console or by GetLogs, so none stands in the text. Pure.
 * Source: Alibaba Cloud help, "Log fields" of CEN flow logs in Simple Log Service (2023-07-05), read 2026-11
 */
export function slsQueries(format: RecordFormat): readonly ReadyQuery[] {
  const has = (...ids: readonly string[]) => ids.every((id) => format.indexOf.has(id))
  const make = (id: string, title: string, text: string, needsSql = true): ReadyQuery => ({
    id,
    language: 'sls',
    title,
    text,
    hint:
      (needsSql
        ? 'Needs an index with analysis on these fields, and a Logstore in standard mode.'
        : 'Needs an index.') + DEFAULT_FIELDS(format),
  })
  const total = (id: string, name: string) => `sum(try_cast(${slsName(id)} AS bigint)) AS ${name}`
  const ranked = (keys: readonly string[]) => {
    const names = keys.map(slsName).join(', ')
    const sums = [total('bytes', 'total_bytes'), ...(has('packets') ? [total('packets', 'total_packets')] : [])]
    return `* | SELECT ${names}, ${sums.join(', ')}, count(*) AS records\nFROM log\nGROUP BY ${names}\nORDER BY total_bytes DESC\nLIMIT 100`
  }
  const rankings: readonly { readonly id: string; readonly title: string; readonly keys: readonly string[] }[] = [
    { id: 'top-talkers', title: 'Pairs of addresses with the most bytes', keys: ['srcaddr', 'dstaddr'] },
    { id: 'by-region', title: 'Bytes between regions', keys: ['src-region-id', 'dst-region-id'] },
    {
      id: 'by-attachment',
      title: 'Bytes per attachment',
      keys: ['attachment-id', ...(has('direction') ? ['direction'] : [])],
    },
    {
      id: 'by-port',
      title: 'Destination ports with the most bytes',
      keys: ['dstport', ...(has('protocol') ? ['protocol'] : [])],
    },
  ]
  const overTime = '(__time__ - __time__ % 60)'
  return [
    make('recent', 'Newest records', '*', false),
    ...rankings.filter(({ keys }) => has('bytes', ...keys)).map(({ id, title, keys }) => make(id, title, ranked(keys))),
    ...(has('bytes')
      ? [
          make(
            'bytes-over-time',
            'Bytes in a minute each',
            `* | SELECT from_unixtime${overTime} AS minute, ${total('bytes', 'total_bytes')}\nFROM log\nGROUP BY minute\nORDER BY minute\nLIMIT 10000`,
          ),
        ]
      : []),
  ]
}

function DEFAULT_FIELDS({ isExact }: RecordFormat): string {
  return isExact ? '' : ' The log writes the cloud’s default fields; these are the published ones.'
}

/** A key as SQL and search name it: in double quotes unless it is a plain word. Pure. */
export function slsName(key: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(key) && !RESERVED.has(key.toLowerCase()) ? key : `"${key.replaceAll('"', '""')}"`
}

/** Words of SQL that fields are called. */
const RESERVED: ReadonlySet<string> = new Set(['end', 'start', 'bytes', 'protocol', 'direction', 'type', 'action'])
