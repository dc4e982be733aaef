import type { ColumnKind, RecordFormat } from './record-format'
import { exactInteger, type RecordValue, type RecordValues } from './record-value'

/**
 * Reads one record out of `text` between two offsets (the line without its end): its values, or the reason why it is no
 * record of the format, as a sentence. Pure.
 */
export type LineParser = (text: string, from: number, to: number) => RecordValues | string

/** Digits that a number always holds exactly. */
const SAFE_DIGITS = 15

const TAB_OR_SPACE_AND_BELOW = 32
const MINUS = 45
const ZERO = 48

/**
 * A parser for records in columns. Columns are separated by white space (AWS writes one space); more of it, and carriage
 * returns, separate as well, because no value is ever empty: nothing is written as `-`.
 *
 * This is the inner loop of everything that reads records: one pass over the characters, integers made from their
 * character codes, no pattern and no intermediate list of texts. Texts of 13 characters and more share the memory of
 * `text`: who keeps a few records of a large text for long should copy them.
 */
export function createLineParser(format: RecordFormat): LineParser {
  const count = format.columns.length
  const kinds = format.columns.map(({ kind }) => kind)
  // Bytes instead of words: the loop below compares one of these per column.
  const isInteger = Uint8Array.from(kinds, (kind) => (kind === 'integer' ? 1 : 0))
  return (text, from, to) => {
    const values = new Array<RecordValue>(count)
    let at = from
    for (let column = 0; column < count; column += 1) {
      while (at < to && text.charCodeAt(at) <= TAB_OR_SPACE_AND_BELOW) at += 1
      if (at >= to) return wrongCount(format, text, from, to)
      const begin = at
      if (isInteger[column] === 0) {
        while (at < to && text.charCodeAt(at) > TAB_OR_SPACE_AND_BELOW) at += 1
        const isDash = at - begin === 1 && text.charCodeAt(begin) === MINUS
        const value = isDash ? null : text.slice(begin, at)
        values[column] = value !== null && kinds[column] === 'tag' ? decodeTag(value) : value
      } else {
        let integer = 0
        while (at < to) {
          const digit = text.charCodeAt(at) - ZERO
          if (digit < 0 || digit > 9) break
          integer = integer * 10 + digit
          at += 1
        }
        const digits = at - begin
        if (digits > 0 && digits <= SAFE_DIGITS && (at >= to || text.charCodeAt(at) <= TAB_OR_SPACE_AND_BELOW)) {
          values[column] = integer
        } else {
          while (at < to && text.charCodeAt(at) > TAB_OR_SPACE_AND_BELOW) at += 1
          const value = columnValue('integer', text.slice(begin, at))
          // A wrong number of columns explains a misplaced value better than the value does.
          if (value === undefined) return misfit(format, { text, from, to }, column, text.slice(begin, at))
          values[column] = value
        }
      }
      at += 1
    }
    while (at < to && text.charCodeAt(at) <= TAB_OR_SPACE_AND_BELOW) at += 1
    return at < to ? wrongCount(format, text, from, to) : values
  }
}

/** What the text of one column says; undefined when it is no value of that kind. Pure. */
export function columnValue(kind: ColumnKind, text: string): RecordValue | undefined {
  if (text === '-') return null
  switch (kind) {
    case 'text':
      return text
    case 'integer':
      return /^-?[0-9]+$/.test(text) ? exactInteger(text) : undefined
    case 'tag':
      return decodeTag(text)
  }
}

/**
 * A tag value as people wrote it: `%2D` is a tag `-`, while `-` alone is none. What is not well-formed percent-encoding
 * stays as it came.
 * Source: https://aws.amazon.com/about-aws/whats-new/2026/06/amazon-flow-logs-metadata/
 */
function decodeTag(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text // only URIError: the cloud wrote something else than percent-encoding, which is then the value
  }
}

function misfit(
  format: RecordFormat,
  { text, from, to }: { readonly text: string; readonly from: number; readonly to: number },
  column: number,
  value: string,
): string {
  const found = countColumns(text, from, to)
  if (found !== format.columns.length) return wrongCountText(format, found)
  return notAnInteger(format.columns[column]?.id ?? '', value)
}

/** The sentence for text in a column of integers. Pure. */
export function notAnInteger(id: string, value: string): string {
  return `${id}: ${shortened(value)} is not an integer`
}

function wrongCount(format: RecordFormat, text: string, from: number, to: number): string {
  return wrongCountText(format, countColumns(text, from, to))
}

function wrongCountText(format: RecordFormat, found: number): string {
  const { columns } = format
  const ends = columns.length > 1 ? ` (${columns[0]?.id ?? ''} to ${columns.at(-1)?.id ?? ''})` : ''
  return `expected ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}${ends}, found ${found}`
}

function countColumns(text: string, from: number, to: number): number {
  let count = 0
  let isInside = false
  for (let at = from; at < to; at += 1) {
    const isSeparator = text.charCodeAt(at) <= TAB_OR_SPACE_AND_BELOW
    if (!isSeparator && !isInside) count += 1
    isInside = !isSeparator
  }
  return count
}

const LONGEST_QUOTE = 60

/** A value quoted for a message, cut when long. Pure. */
export function shortened(value: string): string {
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value)
}
