import type { RecordFormat } from './record-format'
import type { RecordValue, RecordValues } from './record-value'

/** Writes records of one format as JSON text. */
export type RecordWriter = (values: RecordValues) => string

/** Texts that JSON writes as they are: nearly all there are, and much quicker to tell than to escape. */
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/

/**
 * A writer of records as JSON objects: field ids as keys, null for `-`, numbers for integers with all their digits. The
 * keys are made once per format; a column named twice is written once, with its last value. Pure.
 */
export function createRecordWriter(format: RecordFormat): RecordWriter {
  const columns = format.columns
    .map(({ id }, index) => ({ index, key: `${JSON.stringify(id)}:`, isLast: format.indexOf.get(id) === index }))
    .filter(({ isLast }) => isLast)
  return (values) => {
    let text = '{'
    for (const { index, key } of columns) {
      const value = values[index]
      if (value === undefined) continue
      text += text.length === 1 ? key : `,${key}`
      text += jsonOf(value)
    }
    return `${text}}`
  }
}

/** A record as an object by field id, for answers; integers beyond 2^53 as text with all their digits. Pure. */
export function recordObject(
  format: RecordFormat,
  values: RecordValues,
): Readonly<Record<string, string | number | null>> {
  return Object.fromEntries(
    format.columns.flatMap(({ id }, index) => {
      const value = values[index]
      return value === undefined ? [] : [[id, typeof value === 'bigint' ? String(value) : value]]
    }),
  )
}

function jsonOf(value: RecordValue): string {
  if (typeof value !== 'string') return String(value)
  return NEEDS_NO_ESCAPE.test(value) ? `"${value}"` : JSON.stringify(value)
}
