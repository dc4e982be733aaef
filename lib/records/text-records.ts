import { isAscii } from 'node:buffer'
import type { RecordBatch, RecordParser } from '../domain/records/record-parser'
import { wholeLines } from './whole-lines'

/**
 * Reads records from the bytes of a text file as they come; `isCutShort` as in `wholeLines`. Memory is bounded whatever
 * the file holds.
 */
export async function* readTextRecords(
  source: AsyncIterable<Uint8Array | string>,
  parser: RecordParser,
  isCutShort?: () => boolean,
): AsyncGenerator<RecordBatch> {
  for await (const lines of wholeLines(source, isCutShort)) {
    if ('unreadable' in lines) yield parser.skipLine(lines.unreadable)
    else yield* parser.readText(lineText(lines))
  }
}

/** The text of lines. Records are ASCII as a rule, and for ASCII this is the quickest way to a compact string. Pure. */
export function lineText(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')
}
