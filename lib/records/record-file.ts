import type { RecordFormat } from '../domain/records/record-format'
import { createRecordParser, type RecordBatch, type RecordNote } from '../domain/records/record-parser'
import { gunzip } from './gunzip'
import { inMemory, type ParquetOptions, readParquetRecords } from './parquet-records'
import { readTextRecords } from './text-records'

/** How the bytes of a file begin. */
export type FileKind = 'text' | 'gzip' | 'parquet'

/** How many bytes `fileKind` needs. */
export const MAGIC_BYTES = 4

/** A Parquet file that comes as a stream is collected up to here; flow log files stay below 75 MB as a rule. */
const MOST_COLLECTED_BYTES = 256 * 1024 * 1024

/** What the first bytes say a file is; everything else is text. Pure. */
export function fileKind(head: Uint8Array): FileKind {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31) return 'parquet'
  return 'text'
}

/**
 * Reads the records of a file that comes as a stream: gzip, Parquet or text, told by its first bytes. A file that is
 * damaged or ends early yields what could be read and a note; errors of the stream itself are thrown. Text and gzip need
 * little memory whatever their size; Parquet is collected first, so give files that can be read at any place to
 * `readParquetRecords` instead.
 */
export async function* readRecordStream(
  source: AsyncIterable<Uint8Array>,
  format: RecordFormat,
  options: ParquetOptions = {},
): AsyncGenerator<RecordBatch> {
  const { head, all } = await peek(source)
  switch (fileKind(head)) {
    case 'parquet': {
      const bytes = await collect(all, MOST_COLLECTED_BYTES)
      if (bytes === null) {
        yield { format, records: [], faults: [], notes: [TOO_LARGE] }
        return
      }
      yield* readParquetRecords(inMemory(bytes), format, options)
      return
    }
    case 'gzip': {
      const parser = createRecordParser(format)
      const notes: RecordNote[] = []
      const unpacked = gunzip(all, (note) => notes.push(note))
      yield* readTextRecords(unpacked, parser, () => notes.length > 0)
      if (notes.length > 0) yield { format: parser.format, records: [], faults: [], notes }
      return
    }
    case 'text':
      yield* readTextRecords(all, createRecordParser(format))
  }
}

const TOO_LARGE: RecordNote = {
  kind: 'too-large',
  message: `A Parquet file of more than ${MOST_COLLECTED_BYTES / 1024 / 1024} MiB cannot be read as a stream`,
}

/** The first bytes of a stream, and the whole of it, first bytes included. */
async function peek(source: AsyncIterable<Uint8Array>): Promise<{
  readonly head: Uint8Array
  readonly all: AsyncIterable<Uint8Array>
}> {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < MAGIC_BYTES) {
    const next = await iterator.next()
    if (next.done === true) break
    chunks.push(next.value)
    length += next.value.length
  }
  const head = Buffer.concat(chunks)
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head, all: all() }
}

/** All bytes of a stream as one; null when they are more than `most`. */
async function collect(source: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
