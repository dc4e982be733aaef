import { columnValue, notAnInteger, shortened } from './line-parser'
import { type RecordFormat, withColumns } from './record-format'
import type { RecordValue, RecordValues } from './record-value'

/** A record as Simple Log Service and JSON lines hold it: keys to texts, rarely to other JSON values. */
export type RecordMap = Readonly<Record<string, unknown>>

/** A record read from a map, with the format that names all its keys; or the reason why it is no record. */
export type MapOutcome = { readonly format: RecordFormat; readonly values: RecordValues } | { readonly error: string }

/** Bounds what a hostile file can make of the list of columns. */
const MOST_COLUMNS = 500

/**
 * Reads a record that came as a map. Keys that the format does not name are kept with their own text: the format then
 * grows by a column, so pass the returned one on to the next call. A key that the format names and the map lacks is null
 * where the format is exact, otherwise not there. Pure.
 */
export function parseRecordMap(format: RecordFormat, map: RecordMap): MapOutcome {
  const unknown = Object.keys(map).filter((key) => !format.indexOf.has(key))
  const grown = unknown.length === 0 ? format : withColumns(format, unknown)
  if (grown.columns.length > MOST_COLUMNS) return { error: `more than ${MOST_COLUMNS} different keys` }
  const values = new Array<RecordValue | undefined>(grown.columns.length)
  for (const [index, { id, kind }] of grown.columns.entries()) {
    const raw = Object.hasOwn(map, id) ? map[id] : undefined
    if (raw === undefined) {
      values[index] = format.isExact ? null : undefined
      continue
    }
    const text = raw === null ? '-' : mapText(raw)
    const value = kind === 'integer' && text === '' ? null : columnValue(kind, text)
    if (value === undefined) return { error: notAnInteger(id, text) }
    values[index] = value
  }
  return { format: grown, values }
}

/** A text for every integer too long for a number, so that JSON.parse does not round it; texts stay as they are. */
const TEXT_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

/** Reads a line of JSON; the reason as a sentence when it is not an object. Pure. */
export function parseJsonMap(line: string): RecordMap | string {
  let value: unknown
  try {
    value = JSON.parse(line.replace(TEXT_OR_LONG_INTEGER, (token) => (token.startsWith('"') ? token : `"${token}"`)))
  } catch {
    return `not a JSON object: ${shortened(line)}` // JSON.parse throws only SyntaxError, whose text names an offset
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return `not a JSON object: ${shortened(line)}`
  return value as RecordMap
}

function mapText(raw: unknown): string {
  return typeof raw === 'string' ? raw : JSON.stringify(raw)
}
