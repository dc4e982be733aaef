import type { RecordFormat } from '../domain/records/record-format'
import { createRecordWriter } from '../domain/records/record-json'
import type { RecordBatch, RecordNote, RecordParser } from '../domain/records/record-parser'
import { lineText } from './text-records'
import { wholeLines } from './whole-lines'

/** A piece of output, and what went into it. The bytes are only good until the next piece is asked for. */
export interface JsonPiece {
  readonly bytes: Buffer
  readonly records: number
  readonly faults: number
  readonly notes: readonly RecordNote[]
}

/** Lines are turned into JSON by so many bytes of input at a time. */
const STEP_BYTES = 64 * 1024

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const QUOTE = 34
const MINUS = 45
const ZERO = 48
const NINE = 57
const BACKSLASH = 92
const OPENING_BRACE = 123
const TILDE = 126
const PERCENT = 37

/**
 * Turns the lines of a text file into JSON lines: a record's as `createRecordWriter` writes it, a line that is none as
 * `{"line": n, "error": …}`. Nearly all lines go from bytes to bytes without becoming values in between, several times as
 * quick; lines out of the ordinary take the long way through the parser, with the same result.
 */
export async function* jsonLines(
  source: AsyncIterable<Uint8Array | string>,
  parser: RecordParser,
  isCutShort?: () => boolean,
): AsyncGenerator<JsonPiece> {
  let quick: QuickLines | null = null
  for await (const lines of wholeLines(source, isCutShort)) {
    if ('unreadable' in lines) {
      yield jsonOf([parser.skipLine(lines.unreadable)])
      continue
    }
    let at = 0
    let wasStuck = false
    while (at < lines.length) {
      // The first lines tell the columns.
      const isQuick: boolean = quick !== null && quick.format === parser.format
      if (quick !== null && isQuick) {
        const step = quick.read(lines, at, Math.min(lines.length, at + STEP_BYTES))
        parser.countLines(step.records)
        at = step.next
        if (step.records > 0) yield { bytes: step.bytes, records: step.records, faults: 0, notes: [] }
        if (!step.isStuck) continue
        wasStuck = step.records === 0
      }
      // One line takes the long way; when the next does as well, so do all that are left of this piece.
      const next: number = wasStuck ? 0 : lines.indexOf(LINE_FEED, at) + 1
      const end: number = next === 0 ? lines.length : next
      yield jsonOf(parser.readText(lineText(lines.subarray(at, end))))
      at = end
      if (!isQuick) quick = quickLines(parser.format)
    }
  }
}

/** Batches as JSON lines, records and faults in the order of their lines. */
export function jsonOf(batches: readonly RecordBatch[]): JsonPiece {
  let text = ''
  let records = 0
  let faults = 0
  const notes: RecordNote[] = []
  for (const batch of batches) {
    const write = createRecordWriter(batch.format)
    let written = 0
    for (const { line, error, recordsBefore } of batch.faults) {
      for (; written < recordsBefore; written += 1) text += `${write(batch.records[written] ?? [])}\n`
      text += `${JSON.stringify({ line, error })}\n`
    }
    for (; written < batch.records.length; written += 1) text += `${write(batch.records[written] ?? [])}\n`
    records += batch.records.length
    faults += batch.faults.length
    notes.push(...batch.notes)
  }
  return { bytes: Buffer.from(text, 'utf8'), records, faults, notes }
}

/** Lines of one format, from bytes to bytes. */
interface QuickLines {
  readonly format: RecordFormat
  /**
   * Reads lines from `from`, as many as begin before `until`, up to the first that needs the long way (`isStuck`);
   * `next` is where reading goes on.
   */
  readonly read: (lines: Buffer, from: number, until: number) => QuickStep
}

interface QuickStep {
  readonly bytes: Buffer
  readonly records: number
  readonly next: number
  readonly isStuck: boolean
}

/** What stands before the values of each column, and after the last one. */
function punctuation(format: RecordFormat): readonly Uint8Array[] {
  return format.columns.map(({ id }, index) => Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(id)}:`))
}

function quickLines(format: RecordFormat): QuickLines {
  const keys = punctuation(format)
  const keyBytes = keys.reduce((sum, key) => sum + key.length, 0)
  const isText = format.columns.map(({ kind }) => kind !== 'integer')
  const isTag = format.columns.map(({ kind }) => kind === 'tag')
  const isUsable = format.columns.length > 0 && format.indexOf.size === format.columns.length
  // A header in the middle shows as text in a column of integers; without such a column, every line takes the long way.
  const isSafe = isUsable && isText.includes(false)
  // A value is at most as long as in the line, or null for a dash, in quotes.
  const mostPerLine = keyBytes + format.columns.length * 5 + 4
  let out = Buffer.allocUnsafe(0)

  /** Writes one line's record at `at`; where it ends in `out`, or -1 when the line is out of the ordinary. */
  function write(lines: Buffer, from: number, to: number, at: number): number {
    if (lines[from] === OPENING_BRACE) return -1
    let read = from
    let written = at
    for (let column = 0; column < keys.length; column += 1) {
      const key = keys[column] as Uint8Array
      for (let index = 0; index < key.length; index += 1) out[written++] = key[index] as number
      const first = read < to ? (lines[read] as number) : SPACE
      if (first <= SPACE) return -1
      const second = read + 1 < to ? (lines[read + 1] as number) : SPACE
      if (first === MINUS && second <= SPACE) {
        out[written++] = 110 // null
        out[written++] = 117
        out[written++] = 108
        out[written++] = 108
        read += 1
      } else if (isText[column] === true) {
        const mostly = isTag[column] === true ? PERCENT : QUOTE
        out[written++] = QUOTE
        while (read < to) {
          const byte = lines[read] as number
          if (byte <= SPACE) break
          if (byte === QUOTE || byte === BACKSLASH || byte === mostly || byte > TILDE) return -1
          out[written++] = byte
          read += 1
        }
        out[written++] = QUOTE
      } else {
        if (first === ZERO && second > SPACE) return -1
        while (read < to) {
          const byte = lines[read] as number
          if (byte <= SPACE) break
          if (byte < ZERO || byte > NINE) return -1
          out[written++] = byte
          read += 1
        }
      }
      // One space goes between columns; anything else is for the long way.
      if (column + 1 < keys.length && (read >= to || lines[read] !== SPACE)) return -1
      read += 1
    }
    if (read - 1 !== to) return -1
    out[written++] = 125 // }
    out[written++] = LINE_FEED
    return written
  }

  return {
    format,
    read: (lines, from, until) => {
      let next = from
      let records = 0
      let written = 0
      let isStuck = !isSafe
      while (next < until && !isStuck) {
        const found = lines.indexOf(LINE_FEED, next)
        const end = found === -1 ? lines.length : found
        const to = end > next && lines[end - 1] === CARRIAGE_RETURN ? end - 1 : end
        const needed = written + mostPerLine + (to - next)
        if (needed > out.length) {
          const larger = Buffer.allocUnsafe(Math.max(needed, out.length * 2, STEP_BYTES * 4))
          out.copy(larger, 0, 0, written)
          out = larger
        }
        const after = write(lines, next, to, written)
        if (after === -1) isStuck = true
        else {
          written = after
          records += 1
          next = end + 1
        }
      }
      return { bytes: out.subarray(0, written), records, next: Math.min(next, lines.length), isStuck }
    },
  }
}
