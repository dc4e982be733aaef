import { headerFieldIds } from './header-line'
import { createLineParser, type LineParser } from './line-parser'
import { parseJsonMap, parseRecordMap, type RecordMap } from './map-parser'
import { type RecordFormat, recordFormatOfIds } from './record-format'
import type { LineFault, RecordValues } from './record-value'

/** Records that stand together in one source, all with the same columns. */
export interface RecordBatch {
  /** The columns of these records: the log's own, or what the file's header or the maps' keys say. */
  readonly format: RecordFormat
  readonly records: readonly RecordValues[]
  readonly faults: readonly LineFault[]
  /** What is to be said of the source as a whole, at this place of it. */
  readonly notes: readonly RecordNote[]
}

/** Something about a file that is not about one record. What was read stays read. */
export interface RecordNote {
  readonly kind: 'header-differs' | 'truncated' | 'corrupt' | 'too-large'
  /** A sentence for people. */
  readonly message: string
}

/** Where header lines can be: in S3 files yes, in CloudWatch Logs and Simple Log Service never. */
export type HeaderRule = 'possible' | 'never'

/** Reads the lines or maps of one source in order; keeps count of lines and of the columns in force. */
export interface RecordParser {
  /** The columns of lines: those of the log until a header says otherwise. */
  readonly format: RecordFormat
  /** How many lines were read. */
  readonly lines: number
  /** Reads whole lines; only the last of a source may lack its line end. Mostly one batch, more where columns change. */
  readText(text: string): readonly RecordBatch[]
  /** Reads messages that hold one record each (CloudWatch Logs events). */
  readMessages(messages: readonly string[]): readonly RecordBatch[]
  /** Reads records that come as maps (Simple Log Service). */
  readMaps(maps: readonly RecordMap[]): readonly RecordBatch[]
  /** Counts a line that could not be read at all, and states why. */
  skipLine(error: string): RecordBatch
  /** Counts lines that somebody else has read by the columns in force. */
  countLines(count: number): void
}

const LINE_FEED = 10
const BYTE_ORDER_MARK = 0xfeff
const OPENING_BRACE = 123

/** A parser for one source (a file, a stream, a page of events) of a log with this format. */
export function createRecordParser(logFormat: RecordFormat, header: HeaderRule = 'possible'): RecordParser {
  let format = logFormat
  // Maps may hold keys that the format does not name; lines hold its columns all the same.
  let mapFormat = logFormat
  let parse: LineParser = createLineParser(format)
  let headerLine = headerLineOf(format)
  // A header in the middle (files joined together) fails as a record wherever a column holds integers.
  let isAllText = format.columns.every(({ kind }) => kind === 'text')
  let lines = 0
  let hasSeenContent = false
  let done: RecordBatch[] = []
  let batch = emptyBatch(format)

  /** Opens a new batch where records have other columns than those before. */
  function useColumns(next: RecordFormat): void {
    if (batch.format === next) return
    if (!isEmpty(batch)) done.push(batch)
    batch = emptyBatch(next)
  }

  /** What a header says holds for all lines after it. */
  function useFormat(next: RecordFormat): void {
    format = next
    mapFormat = next
    parse = createLineParser(format)
    headerLine = headerLineOf(format)
    isAllText = format.columns.every(({ kind }) => kind === 'text')
    useColumns(format)
  }

  function fault(error: string): void {
    batch.faults.push({ line: lines, error, recordsBefore: batch.records.length })
  }

  function readMap(map: RecordMap): void {
    const message = map['message']
    // Firehose wraps each record into an object with this one key.
    if (format.family !== 'cen' && typeof message === 'string' && Object.keys(map).length === 1) {
      readSpan(message, 0, message.length)
      return
    }
    const outcome = parseRecordMap(mapFormat, map)
    if ('error' in outcome) {
      fault(outcome.error)
      return
    }
    mapFormat = outcome.format
    useColumns(mapFormat)
    batch.records.push(outcome.values)
  }

  /** Reads a line that may be a header. Says whether it was one. */
  function readHeader(line: string): boolean {
    const ids = headerFieldIds(format, line)
    if (ids === null) return false
    if (ids.join(' ') !== headerLine) {
      useFormat(recordFormatOfIds(format.family, ids))
      batch.notes.push({ kind: 'header-differs', message: headerDiffers(ids, lines) })
    }
    return true
  }

  /** What to do with a line that the quick way could not read: nothing, a header, an object, or a fault. */
  function readUnusual(line: string, error: string): void {
    if (line.trim() === '') return
    if (line.charCodeAt(0) === OPENING_BRACE) {
      const map = parseJsonMap(line)
      if (typeof map === 'string') fault(map)
      else readMap(map)
      return
    }
    if (header === 'possible' && readHeader(line)) return
    fault(error)
  }

  function readSpan(text: string, from: number, to: number): void {
    // No value begins with a brace, but an object with spaces in it could pass for columns of text.
    const outcome = text.charCodeAt(from) === OPENING_BRACE ? '' : parse(text, from, to)
    if (typeof outcome === 'string') {
      readUnusual(text.slice(from, to), outcome)
      return
    }
    useColumns(format)
    if (isAllText && header === 'possible' && text.startsWith(headerLine, from)) {
      if (text.slice(from, to).trim() !== headerLine) batch.records.push(outcome)
    } else batch.records.push(outcome)
  }

  /** The first line that holds anything: only there can another header than ours be told from columns of text. */
  function readFirst(line: string): void {
    hasSeenContent = line.trim() !== ''
    if (header === 'never' || !hasSeenContent || !readHeader(line)) readSpan(line, 0, line.length)
  }

  function readText(text: string): void {
    let at = lines === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
    while (at < text.length) {
      const lineFeed = text.indexOf('\n', at)
      const to = lineFeed === -1 ? text.length : lineFeed
      lines += 1
      if (!hasSeenContent) readFirst(text.slice(at, to))
      else readSpan(text, at, to)
      at = to + 1
    }
  }

  function take(): readonly RecordBatch[] {
    if (!isEmpty(batch)) done.push(batch)
    const batches = done
    done = []
    batch = emptyBatch(format)
    return batches
  }

  return {
    get format() {
      return format
    },
    get lines() {
      return lines
    },
    readText: (text) => {
      readText(text)
      return take()
    },
    readMessages: (messages) => {
      for (const message of messages) {
        lines += 1
        const end = message.charCodeAt(message.length - 1) === LINE_FEED ? message.length - 1 : message.length
        if (!hasSeenContent) readFirst(message.slice(0, end))
        else readSpan(message, 0, end)
      }
      return take()
    },
    readMaps: (maps) => {
      for (const map of maps) {
        lines += 1
        readMap(map)
      }
      return take()
    },
    countLines: (count) => {
      lines += count
    },
    skipLine: (error) => {
      lines += 1
      fault(error)
      const [skipped = emptyBatch(format)] = take()
      return skipped
    },
  }
}

interface OpenBatch extends RecordBatch {
  readonly records: RecordValues[]
  readonly faults: LineFault[]
  readonly notes: RecordNote[]
}

function emptyBatch(format: RecordFormat): OpenBatch {
  return { format, records: [], faults: [], notes: [] }
}

function isEmpty({ records, faults, notes }: RecordBatch): boolean {
  return records.length === 0 && faults.length === 0 && notes.length === 0
}

function headerLineOf({ columns }: RecordFormat): string {
  return columns.map(({ id }) => id).join(' ')
}

function headerDiffers(ids: readonly string[], line: number): string {
  const shown = ids.length > 6 ? `${ids.slice(0, 6).join(' ')} … (${ids.length} columns)` : ids.join(' ')
  return `The header in line ${line} names other columns than the flow log's format; the header is used: ${shown}`
}
