import type { FileMetaData } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { checkPage, type PagedColumn } from './parquet-pages'

/** No page of a flow log file unpacks to more: writers aim at one MiB. */
const MOST_PAGE_BYTES = 256 * 1024 * 1024

/**
 * Looks at all pages that lie in a piece of a file, before the reader believes them: it makes room for as many values as a
 * header says, and repeats a value as often as a run says. Throws an Error that names what is wrong.
 */
export function checkPages(piece: ArrayBuffer, start: number, { row_groups: groups, schema }: FileMetaData): void {
  const optional = new Set(schema.filter((one) => one.repetition_type !== 'REQUIRED').map(({ name }) => name))
  for (const group of groups) {
    for (const { meta_data: chunk } of group.columns) {
      if (chunk === undefined) continue
      const first = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset)
      const from = Math.min(first, Number(chunk.data_page_offset)) - start
      const to = from + Number(chunk.total_compressed_size)
      if (from < 0 || to > piece.byteLength) continue
      const column = { codec: chunk.codec, isOptional: optional.has(chunk.path_in_schema[0] ?? '') }
      checkChunk(new DataView(piece, from, to - from), Number(group.num_rows), column)
    }
  }
}

function checkChunk(view: DataView<ArrayBuffer>, rows: number, column: PagedColumn): void {
  const reader = { view, offset: 0 }
  let values = 0
  // The last byte cannot begin a page; the reader stops there as well.
  while (reader.offset < view.byteLength - 1 && values < rows) {
    const header = parquetHeader(reader)
    const bytes = header.compressed_page_size
    if (!(bytes >= 0) || reader.offset + bytes > view.byteLength) throw new Error('a page ends beyond its column')
    if (!(header.uncompressed_page_size >= 0 && header.uncompressed_page_size <= MOST_PAGE_BYTES)) {
      throw new Error('a page says that it unpacks to more than 256 MiB')
    }
    checkCounts(header, rows)
    checkPage(new Uint8Array(view.buffer, view.byteOffset + reader.offset, bytes), header, column)
    values += (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0
    reader.offset += bytes
  }
  if (values !== rows) throw new Error('a column does not hold as many values as there are rows')
}

function checkCounts(header: ReturnType<typeof parquetHeader>, rows: number): void {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header
  const counts = first ?? second ?? dictionary
  if (counts === undefined || !isCount(counts.num_values, rows) || (counts !== dictionary && counts.num_values === 0)) {
    throw new Error('a page does not say how many values it holds, or more than there are rows')
  }
  // The types promise what a damaged file need not hold.
  if ((counts.encoding as string | undefined) === undefined) throw new Error('a page has no known encoding')
  if (second === undefined) return
  const bytes = header.compressed_page_size
  const { num_nulls: nulls, num_rows: pageRows } = second
  const levels = second.definition_levels_byte_length + second.repetition_levels_byte_length
  if (!isCount(nulls, second.num_values) || !isCount(pageRows, rows) || !isCount(levels, bytes)) {
    throw new Error('the numbers in the header of a page do not fit each other')
  }
}

/** Whether a number is there, whole and within its bounds. */
function isCount(value: number | undefined, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
}

/** Looks at what the footer says of one row group, as far as reading it rests on that. Throws an Error like `checkPages`. */
export function checkRowGroup(group: FileMetaData['row_groups'][number], names: readonly string[]): void {
  const present = new Set(group.columns.map((column) => column.meta_data?.path_in_schema[0]))
  if (!isCount(Number(group.num_rows), Number.MAX_SAFE_INTEGER) || !names.every((name) => present.has(name))) {
    throw new Error('a row group lacks columns or a number of rows')
  }
}
