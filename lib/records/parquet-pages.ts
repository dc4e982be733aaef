import type { FileMetaData } from 'hyparquet'
import { snappyUncompress } from 'hyparquet'
import type { parquetHeader } from 'hyparquet/src/column.js'
import { PAGE_COMPRESSORS } from './parquet-compressors'

type PageHeader = ReturnType<typeof parquetHeader>
type ColumnChunk = NonNullable<FileMetaData['row_groups'][number]['columns'][number]['meta_data']>

/** How a flat column is written, as far as its pages rest on it. */
export interface PagedColumn {
  readonly codec: ColumnChunk['codec']
  /** Whether each page begins with marks of which rows hold a value. */
  readonly isOptional: boolean
}

/** Encodings of values that begin with the width of runs. */
const RUN_ENCODINGS: ReadonlySet<string> = new Set(['PLAIN_DICTIONARY', 'RLE_DICTIONARY'])

/**
 * Looks at the runs inside a page before the reader follows them: a run says how often its value repeats, and would be
 * believed whatever it says. Throws an Error that names what is wrong.
 * Source: https://github.com/apache/parquet-format/blob/master/Encodings.md
 */
export function checkPage(bytes: Uint8Array, header: PageHeader, { codec, isOptional }: PagedColumn): void {
  const { data_page_header: first, data_page_header_v2: second } = header
  if (first !== undefined) {
    const page = unpack(bytes, header.uncompressed_page_size, codec)
    const levels = isOptional ? viewOf(page).getUint32(0, true) : 0
    if (isOptional) checkRuns(page.subarray(4, 4 + levels), 1, first.num_values)
    checkValues(page.subarray(isOptional ? 4 + levels : 0), first.encoding, first.num_values)
  } else if (second !== undefined) {
    const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = second
    const levels = repetition + definition
    if (isOptional) checkRuns(bytes.subarray(repetition, levels), 1, second.num_values)
    const packed = bytes.subarray(levels)
    const isPacked = (second.is_compressed ?? true) && packed.length > 0
    const page = isPacked ? unpack(packed, header.uncompressed_page_size - levels, codec) : packed
    checkValues(page, second.encoding, second.num_values - second.num_nulls)
  }
}

function checkValues(page: Uint8Array, encoding: string, count: number): void {
  if (RUN_ENCODINGS.has(encoding) && page.length > 0) checkRuns(page.subarray(1), page[0] ?? 0, count)
  else if (encoding.startsWith('DELTA_')) checkDelta(page)
}

/** Runs of equal values and of packed bits, as many as there are values. */
function checkRuns(runs: Uint8Array, width: number, count: number): void {
  if (width > 32) throw new Error('a page has runs of impossible width')
  const reader = { bytes: runs, at: 0 }
  for (let seen = 0; seen < count;) {
    const header = readVarInt(reader)
    const length = (header & 1) === 1 ? (header >>> 1) * 8 : header >>> 1
    // The last group of packed bits is filled up to eight values.
    if (length === 0 || length > count - seen + 7) throw new Error('a page has runs of more values than it holds')
    reader.at += (header & 1) === 1 ? (header >>> 1) * width : (width + 7) >> 3
    seen += length
  }
}

/** Blocks of differences say at their beginning how large they are. */
function checkDelta(page: Uint8Array): void {
  const reader = { bytes: page, at: 0 }
  const block = readVarInt(reader)
  const parts = readVarInt(reader)
  if (block === 0 || block > 65_536 || parts === 0 || parts > 1_024 || block % parts !== 0) {
    throw new Error('a page has blocks of impossible size')
  }
}

function readVarInt(reader: { readonly bytes: Uint8Array; at: number }): number {
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.bytes[reader.at]
    if (byte === undefined) break
    reader.at += 1
    value |= (byte & 0x7f) << shift
    if (byte < 0x80) return value >>> 0
  }
  throw new Error('a page ends within its runs')
}

function unpack(bytes: Uint8Array, length: number, codec: ColumnChunk['codec']): Uint8Array {
  if (codec === 'UNCOMPRESSED') return bytes
  if (codec === 'SNAPPY') {
    const page = new Uint8Array(length)
    snappyUncompress(bytes, page)
    return page
  }
  return PAGE_COMPRESSORS[codec]?.(bytes, length) ?? bytes
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
