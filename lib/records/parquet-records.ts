import { type ColumnData, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { columnValue, notAnInteger } from '../domain/records/line-parser'
import { catalogueField, type RecordFormat, recordFormatOfIds } from '../domain/records/record-format'
import type { RecordBatch, RecordNote } from '../domain/records/record-parser'
import { type LineFault, narrowInteger, type RecordValue, type RecordValues } from '../domain/records/record-value'
import { PAGE_COMPRESSORS } from './parquet-compressors'
import { checkPages, checkRowGroup } from './parquet-guard'

/** A file that can be read at any place: on disk, in memory, or by ranges over HTTP. */
export interface RandomAccessFile {
  readonly byteLength: number
  /** The bytes from `start` up to `end`, the end of the file where it is left out. */
  slice(start: number, end?: number): Promise<ArrayBuffer>
}

/** The bytes of a file as one that can be read at any place. */
export function inMemory(bytes: Uint8Array<ArrayBuffer>): RandomAccessFile {
  return {
    byteLength: bytes.byteLength,
    slice: async (start, end = bytes.byteLength) =>
      bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + Math.min(end, bytes.byteLength)),
  }
}

export interface ParquetOptions {
  /** Field ids that are wanted; others are not even fetched. All when left out. */
  readonly columns?: readonly string[]
}

const BATCH_ROWS = 1_000

/** Rows whose columns are held unpacked at a time; what clouds write in five minutes stays below it as a rule. */
const WINDOW_ROWS = 131_072

/** A row group is fetched as a whole: one that unpacks to more than this is not one of a five-minute file. */
const MOST_ROW_GROUP_BYTES = 1024 * 1024 * 1024

/**
 * Reads records from a Parquet file, a row group at a time. Columns are matched by field id, whether the file writes them
 * with hyphens or, as AWS does, with underscores; columns that the log's format lacks come after it. A file that is
 * damaged, or ends early and so has no footer, yields what could be read and a note. Errors of the file's own `slice`
 * (disk, network) are thrown.
 */
export async function* readParquetRecords(
  file: RandomAccessFile,
  logFormat: RecordFormat,
  options: ParquetOptions = {},
): AsyncGenerator<RecordBatch> {
  const guarded = guard(file)
  let format = logFormat
  try {
    const metadata = await parquetMetadataAsync(guarded)
    guarded.expect(metadata)
    const columns = fileColumns(metadata, logFormat, options.columns)
    if (columns.length === 0) return
    const names = columns.map(({ name }) => name)
    format = formatOf(columns, logFormat)
    if (format !== logFormat && options.columns === undefined) yield noteOf(format, differs(format))
    let first = 0
    for (const group of metadata.row_groups) {
      checkRowGroup(group, names)
      const rows = Number(group.num_rows)
      const isTooLarge = Number(group.total_byte_size) > MOST_ROW_GROUP_BYTES
      if (isTooLarge) yield noteOf(format, tooLarge(first, rows))
      for (let from = first; from < first + rows && !isTooLarge; from += WINDOW_ROWS) {
        const to = Math.min(first + rows, from + WINDOW_ROWS)
        const runs = await readRuns(guarded, metadata, { names, from, to })
        for (let at = from; at < to; at += BATCH_ROWS) {
          yield batchOf(format, runs, { from: at, to: Math.min(to, at + BATCH_ROWS) })
        }
      }
      guarded.forget()
      first += rows
    }
  } catch (error) {
    // Whatever is wrong with the bytes ends the file; what is wrong with reading them is not ours to judge.
    guarded.rethrow()
    yield noteOf(format, corrupt(error))
  }
}

/** The values of some columns over a window of rows, in the order of `names`. */
async function readRuns(
  file: RandomAccessFile,
  metadata: FileMetaData,
  { names, from, to }: { readonly names: readonly string[]; readonly from: number; readonly to: number },
): Promise<readonly (ColumnRun | undefined)[]> {
  const pieces = new Map<string, ColumnData[]>(names.map((name) => [name, []]))
  await parquetRead({
    file,
    metadata,
    compressors: PAGE_COMPRESSORS,
    columns: [...names],
    rowStart: from,
    rowEnd: to,
    onChunk: (chunk) => pieces.get(chunk.columnName)?.push(chunk),
  })
  return names.map((name) => joined(pieces.get(name) ?? []))
}

/** A column of the file: how the file calls it, and the field id that this stands for. */
interface FileColumn {
  readonly name: string
  readonly id: string
}

/** The file's columns that are wanted, those of the log's format first and in its order. */
function fileColumns(
  metadata: FileMetaData,
  logFormat: RecordFormat,
  wanted: readonly string[] | undefined,
): readonly FileColumn[] {
  // The first element is the root; elements with children (no flow log has any) are left out with what is below them.
  const names = new Set(metadata.row_groups[0]?.columns.map((column) => column.meta_data?.path_in_schema[0] ?? ''))
  const leaves = metadata.schema.slice(1).filter((one) => !one.num_children && one.repetition_type !== 'REPEATED')
  const columns = leaves.map(({ name }) => ({ name, id: fieldId(name, logFormat) }))
  const place = ({ id }: FileColumn) => logFormat.indexOf.get(id) ?? Infinity
  return columns
    .filter(({ name, id }) => (names.size === 0 || names.has(name)) && (wanted === undefined || wanted.includes(id)))
    .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}

/** `interface_id` stands for `interface-id`. Source: Athena table of https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-athena.html */
function fieldId(name: string, format: RecordFormat): string {
  const isKnown = (id: string) => format.indexOf.has(id) || catalogueField(format.family, id) !== null
  const hyphenated = name.replaceAll('_', '-')
  return !isKnown(name) && isKnown(hyphenated) ? hyphenated : name
}

function formatOf(columns: readonly FileColumn[], logFormat: RecordFormat): RecordFormat {
  const isSame =
    columns.length === logFormat.columns.length && columns.every(({ id }, index) => id === logFormat.columns[index]?.id)
  return isSame
    ? logFormat
    : recordFormatOfIds(
        logFormat.family,
        columns.map(({ id }) => id),
      )
}

/** The values of one column over the rows read at a time, and the row that they begin with. */
interface ColumnRun {
  readonly first: number
  readonly values: ArrayLike<unknown>
}

/** One run from pieces that follow each other; a column has one per page. */
function joined(pieces: readonly ColumnData[]): ColumnRun | undefined {
  const [first] = pieces
  if (first === undefined) return undefined
  if (pieces.length === 1) return { first: first.rowStart, values: first.columnData }
  const values: unknown[] = []
  for (const { columnData } of pieces) {
    for (let index = 0; index < columnData.length; index += 1) values.push(columnData[index])
  }
  return { first: first.rowStart, values }
}

function batchOf(
  format: RecordFormat,
  runs: readonly (ColumnRun | undefined)[],
  { from, to }: { readonly from: number; readonly to: number },
): RecordBatch {
  const records: RecordValues[] = []
  const faults: LineFault[] = []
  const { columns } = format
  for (let row = from; row < to; row += 1) {
    const values = new Array<RecordValue>(columns.length)
    let error: string | null = null
    for (let index = 0; index < columns.length; index += 1) {
      const run = runs[index]
      const raw = run?.values[row - run.first]
      const column = columns[index]
      const value = column?.kind === 'integer' ? integerOf(raw) : textOf(raw)
      if (value === undefined) error ??= notAnInteger(column?.id ?? '', String(raw))
      else values[index] = value
    }
    if (error === null) records.push(values)
    else faults.push({ line: row + 1, error, recordsBefore: records.length })
  }
  return { format, records, faults, notes: [] }
}

function integerOf(raw: unknown): RecordValue | undefined {
  if (typeof raw === 'number') return Number.isInteger(raw) ? raw : undefined
  if (typeof raw === 'bigint') return narrowInteger(raw)
  if (raw === null || raw === undefined) return null
  return typeof raw === 'string' ? columnValue('integer', raw) : undefined
}

function textOf(raw: unknown): RecordValue {
  if (typeof raw === 'string') return raw === '-' ? null : raw
  if (raw === null || raw === undefined) return null
  if (raw instanceof Date) return raw.toISOString()
  if (raw instanceof Uint8Array) return Buffer.from(raw).toString('utf8')
  if (typeof raw === 'number' || typeof raw === 'bigint' || typeof raw === 'boolean') return String(raw)
  return JSON.stringify(raw)
}

interface GuardedFile extends RandomAccessFile {
  /** From now on what is read holds pages, which are looked at before the reader sees them. */
  readonly expect: (metadata: FileMetaData) => void
  /** Forgets what is kept for reading it again. */
  readonly forget: () => void
  readonly rethrow: () => void
}

/**
 * Tells errors of the file's own reading, which are thrown on, from what is wrong with its bytes; and keeps what was
 * fetched of a row group, so that its next window does not fetch it again.
 */
function guard(file: RandomAccessFile): GuardedFile {
  let failure: { readonly error: unknown } | null = null
  let metadata: FileMetaData | null = null
  const kept = new Map<string, Promise<ArrayBuffer>>()
  const fetch = async (start: number, end: number): Promise<ArrayBuffer> => {
    let bytes: ArrayBuffer
    try {
      bytes = await file.slice(start, end)
    } catch (error) {
      failure ??= { error }
      throw error
    }
    if (metadata !== null) checkPages(bytes, start, metadata)
    return bytes
  }
  return {
    byteLength: file.byteLength,
    slice: (start, end = file.byteLength) => {
      const key = `${start}-${end}`
      const bytes = kept.get(key) ?? fetch(start, end)
      kept.set(key, bytes)
      return bytes
    },
    expect: (read) => {
      metadata = read
    },
    forget: () => kept.clear(),
    rethrow: () => {
      if (failure !== null) throw failure.error
    },
  }
}

function noteOf(format: RecordFormat, note: RecordNote): RecordBatch {
  return { format, records: [], faults: [], notes: [note] }
}

function corrupt(error: unknown): RecordNote {
  const reason = error instanceof Error ? error.message : String(error)
  return { kind: 'corrupt', message: `The Parquet file is damaged or ends early (${reason})` }
}

function differs(format: RecordFormat): RecordNote {
  const names = format.columns.map(({ id }) => id).join(' ')
  return {
    kind: 'header-differs',
    message: `The file holds other columns than the flow log's format; the file's are used: ${names}`,
  }
}

function tooLarge(first: number, rows: number): RecordNote {
  return {
    kind: 'too-large',
    message: `Rows ${first + 1} to ${first + rows} stand in one row group of more than 1 GiB and are left out`,
  }
}
