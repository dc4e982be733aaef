import type { RecordFormat } from '../domain/records/record-format'
import { createRecordParser, type RecordBatch, type RecordNote } from '../domain/records/record-parser'
import { fileKind, peek } from './file-kind'
import { gunzip } from './gunzip'
import { jsonLines, jsonOf, type JsonPiece } from './json-lines'
import { inMemory, type ParquetOptions, readParquetRecords } from './parquet-records'
import { readTextRecords } from './text-records'

/** A Parquet file that comes as a stream is collected up to here; flow log files stay below 75 MB as a rule. */
const MOST_COLLECTED_BYTES = 256 * 1024 * 1024

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
  if (fileKind(head) === 'parquet') {
    yield* collectedParquet(all, format, options)
    return
  }
  const parser = createRecordParser(format)
  const notes: RecordNote[] = []
  const text = fileKind(head) === 'gzip' ? gunzip(all, (note) => notes.push(note)) : all
  yield* readTextRecords(text, parser, () => notes.length > 0)
  if (notes.length > 0) yield { format: parser.format, records: [], faults: [], notes }
}

/** The same as JSON lines: records as `createRecordWriter` writes them, faults as `{"line": n, "error": …}`. */
export async function* streamToJsonLines(
  source: AsyncIterable<Uint8Array>,
  format: RecordFormat,
): AsyncGenerator<JsonPiece> {
  const { head, all } = await peek(source)
  if (fileKind(head) === 'parquet') {
    yield* batchesToJsonLines(collectedParquet(all, format, {}))
    return
  }
  const notes: RecordNote[] = []
  const text = fileKind(head) === 'gzip' ? gunzip(all, (note) => notes.push(note)) : all
  yield* jsonLines(text, createRecordParser(format), () => notes.length > 0)
  if (notes.length > 0) yield { bytes: Buffer.alloc(0), records: 0, faults: 0, notes }
}

/** Batches as JSON lines. */
export async function* batchesToJsonLines(batches: AsyncIterable<RecordBatch>): AsyncGenerator<JsonPiece> {
  for await (const batch of batches) yield jsonOf([batch])
}

async function* collectedParquet(
  source: AsyncIterable<Uint8Array>,
  format: RecordFormat,
  options: ParquetOptions,
): AsyncGenerator<RecordBatch> {
  const bytes = await collect(source, MOST_COLLECTED_BYTES)
  if (bytes === null) yield { format, records: [], faults: [], notes: [TOO_LARGE] }
  else yield* readParquetRecords(inMemory(bytes), format, options)
}

const TOO_LARGE: RecordNote = {
  kind: 'too-large',
  message: `A Parquet file of more than ${MOST_COLLECTED_BYTES / 1024 / 1024} MiB cannot be read as a stream`,
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
