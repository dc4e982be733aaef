import type { RecordFilterInput, RecordsView } from '@/lib/http/schemas/records'

export type Cell = string | number | null | undefined
export type ColumnKind = RecordsView['columns'][number]['kind']

/** Protocols that people know by name. Source: IANA protocol numbers. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  1: 'ICMP',
  6: 'TCP',
  17: 'UDP',
  47: 'GRE',
  50: 'ESP',
  58: 'ICMPv6',
}

const NUMBERS = new Intl.NumberFormat('en')

/** A value as a person reads it; a missing one is a dash. Pure. */
export function cellText(column: string, kind: ColumnKind, value: Cell): string {
  if (value === null || value === undefined) return '–'
  if (kind === 'time') return timeText(Number(value))
  if (column === 'protocol') return PROTOCOLS[String(value)] ?? String(value)
  if (kind === 'number' && typeof value === 'number' && COUNTS.has(column)) return NUMBERS.format(value)
  return String(value)
}

/** Columns that count something: only their numbers are grouped. */
const COUNTS: ReadonlySet<string> = new Set(['packets', 'bytes'])

/** Unix seconds as UTC, to the second. Pure. */
function timeText(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** The filter that a click on a cell means; null where clicking means nothing. Pure. */
export function filterOfCell(column: string, value: Cell): RecordFilterInput | null {
  if (value === null || value === undefined) return null
  switch (column) {
    case 'srcaddr':
    case 'dstaddr':
    case 'pkt-srcaddr':
    case 'pkt-dstaddr':
      return { address: String(value) }
    case 'srcport':
    case 'dstport':
      return Number.isInteger(Number(value)) ? { port: Number(value) } : null
    case 'action':
      return value === 'ACCEPT' || value === 'REJECT' ? { action: value } : null
    case 'protocol':
      return { protocol: String(value) }
    case 'log-status':
      return value === 'OK' || value === 'NODATA' || value === 'SKIPDATA' ? { status: value } : null
    default:
      return null
  }
}

/** Columns in the order people read: when, what happened, who with whom; the rest as the format has them. Pure. */
export function readingOrder(columns: readonly string[]): readonly string[] {
  const first = FIRST.filter((id) => columns.includes(id))
  return [...first, ...columns.filter((id) => !first.includes(id))]
}

const FIRST = ['start', 'action', 'srcaddr', 'srcport', 'dstaddr', 'dstport', 'protocol', 'bytes', 'packets']

/** What a record without traffic says; null for one that holds traffic. Pure. */
export function emptyWindow(status: Cell): string | null {
  if (status === 'NODATA') return 'No traffic in this window'
  if (status === 'SKIPDATA') return 'Records of this window were skipped by the cloud'
  return null
}

/** How the shown records divide; null where they hold no action. Pure. */
export function actionSplit(
  rows: readonly Readonly<Record<string, Cell>>[],
): { readonly accepted: number; readonly rejected: number; readonly other: number } | null {
  let accepted = 0
  let rejected = 0
  for (const row of rows) {
    if (row['action'] === 'ACCEPT') accepted += 1
    if (row['action'] === 'REJECT') rejected += 1
  }
  return accepted + rejected === 0 ? null : { accepted, rejected, other: rows.length - accepted - rejected }
}
