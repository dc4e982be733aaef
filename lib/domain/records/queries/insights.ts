import type { RecordFormat } from '../record-format'
import type { ReadyQuery } from './ready-query'

/**
 * Names under which CloudWatch Logs Insights discovers the fields of the default format by itself; the same names are given
 * to the columns of other formats, so that queries read alike.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
const DISCOVERED: Readonly<Record<string, string>> = {
  srcaddr: 'srcAddr',
  dstaddr: 'dstAddr',
  srcport: 'srcPort',
  dstport: 'dstPort',
}

/**
 * Queries for CloudWatch Logs Insights over the log group of a flow log. Only questions that the format can answer. Times
 * are chosen in the console or by StartQuery, so none stands in the text; every query reads `@timestamp`, which is the
 * record's start. Pure.
 */
export function insightsQueries(format: RecordFormat): readonly ReadyQuery[] {
  const has = (...ids: readonly string[]) => ids.every((id) => format.indexOf.has(id))
  const name = (id: string) => insightsName(id)
  const parse = insightsParse(format)
  const query = (id: string, title: string, ...commands: readonly (string | null)[]): ReadyQuery => ({
    id,
    language: 'logs-insights',
    title,
    text: [...(parse === null ? [] : [parse]), ...commands.filter((command) => command !== null)].join('\n| '),
    hint: null,
  })
  const withTraffic = has('log-status') ? 'filter logStatus = "OK"' : null
  // Of the default format, the times have other names in some accounts; `@timestamp` is the start anyway.
  const isDiscovered = parse === null
  const columns = format.columns
    .map(({ id }) => id)
    .filter((id) => !isDiscovered || !UNCERTAIN.has(id))
    .map(name)
  const queries: (ReadyQuery | null)[] = [
    query('recent', 'Newest records', `fields @timestamp, ${columns.join(', ')}`, 'sort @timestamp desc', 'limit 100'),
    has('srcaddr', 'dstaddr', 'bytes')
      ? query(
          'top-talkers',
          'Pairs of addresses with the most bytes',
          withTraffic,
          `stats sum(bytes) as totalBytes${has('packets') ? ', sum(packets) as totalPackets' : ''}, count(*) as records by srcAddr, dstAddr`,
          'sort totalBytes desc',
          'limit 100',
        )
      : null,
    has('action')
      ? query(
          'rejects',
          'Refused traffic',
          'filter action = "REJECT"',
          `stats count(*) as records by ${present(has, ['srcaddr', 'dstaddr', 'dstport', 'protocol']).map(name).join(', ') || 'bin(5m)'}`,
          'sort records desc',
          'limit 100',
        )
      : null,
    has('bytes')
      ? query('bytes-over-time', 'Bytes in five minutes each', withTraffic, 'stats sum(bytes) as totalBytes by bin(5m)')
      : null,
    has('packets-lost-no-route')
      ? query(
          'lost-packets',
          'Packets that the transit gateway dropped',
          `stats ${LOST.filter((id) => has(id))
            .map((id) => `sum(${name(id)}) as ${name(id).replace('packetsLost', 'lost')}`)
            .join(
              ', ',
            )} by ${present(has, ['tgw-attachment-id', 'srcaddr', 'dstaddr']).map(name).join(', ') || 'bin(5m)'}`,
          'filter lostNoRoute > 0' +
            LOST.slice(1)
              .filter((id) => has(id))
              .map((id) => ` or ${name(id).replace('packetsLost', 'lost')} > 0`)
              .join(''),
          'limit 100',
        )
      : null,
    has('log-status')
      ? query(
          'without-records',
          'Windows without data, and windows whose records were skipped',
          'filter logStatus != "OK"',
          `stats count(*) as windows by logStatus${has('interface-id') ? ', interfaceId' : ''}`,
          'sort windows desc',
          'limit 100',
        )
      : null,
  ]
  return queries.filter((one) => one !== null)
}

const UNCERTAIN: ReadonlySet<string> = new Set(['start', 'end'])

const LOST = [
  'packets-lost-no-route',
  'packets-lost-blackhole',
  'packets-lost-mtu-exceeded',
  'packets-lost-ttl-expired',
] as const

function present(has: (id: string) => boolean, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => has(id))
}

/** The command that names the columns; null for the default VPC format, which Insights knows. */
function insightsParse(format: RecordFormat): string | null {
  if (format.family === 'aws-vpc' && format.isDefault) return null
  const stars = format.columns.map(() => '*').join(' ')
  return `parse @message "${stars}" as ${format.columns.map(({ id }) => insightsName(id)).join(', ')}`
}

/** A field id as Insights writes names: camel case, and in backticks where other characters are left. Pure. */
export function insightsName(id: string): string {
  const known = DISCOVERED[id]
  if (known !== undefined) return known
  const camel = id.replaceAll(/-+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
  return /^[A-Za-z][A-Za-z0-9]*$/.test(camel) ? camel : `\`${camel.replaceAll('`', '')}\``
}
