import { isAscii } from 'node:buffer'
import type { RecordBatch, RecordNote, RecordParser } from '../domain/records/record-parser'

/** A line longer than this is no record: the longest format of today stays under 8 KiB. */
const LONGEST_LINE_BYTES = 64 * 1024

const LINE_FEED = 10
const NOTHING = Buffer.alloc(0)

/**
 * Reads records from the bytes of a text file as they come: whole lines of a chunk are parsed where they stand, only the
 * line that two chunks share is copied. Memory is bounded by the chunks of the source and the longest line.
 *
 * `isCutShort` is asked at the end: when the file is known to end early, its last line without a line end is stated as
 * torn instead of read, because half a number looks like a number.
 */
export async function* readTextRecords(
  source: AsyncIterable<Uint8Array | string>,
  parser: RecordParser,
  isCutShort: () => boolean = () => false,
): AsyncGenerator<RecordBatch> {
  let rest: Buffer = NOTHING
  let isSkipping = false
  for await (const piece of source) {
    const chunk = bytesOf(piece)
    let from = 0
    if (rest.length > 0 || isSkipping) {
      const lineEnd = chunk.indexOf(LINE_FEED)
      if (lineEnd === -1 && (isSkipping || rest.length + chunk.length > LONGEST_LINE_BYTES)) {
        rest = NOTHING
        isSkipping = true
        continue
      }
      if (lineEnd === -1) {
        rest = Buffer.concat([rest, chunk])
        continue
      }
      from = lineEnd + 1
      if (isSkipping || rest.length + from > LONGEST_LINE_BYTES) yield parser.skipLine(TOO_LONG)
      else yield* parser.readText(textOf(Buffer.concat([rest, chunk.subarray(0, from)])))
      rest = NOTHING
      isSkipping = false
    }
    const to = Math.max(from, chunk.lastIndexOf(LINE_FEED) + 1)
    if (to > from) yield* parser.readText(textOf(chunk.subarray(from, to)))
    if (chunk.length - to > LONGEST_LINE_BYTES) isSkipping = true
    // A copy, so that the chunk can go.
    else rest = Buffer.from(chunk.subarray(to))
  }
  if (isSkipping) yield parser.skipLine(TOO_LONG)
  else if (rest.length > 0 && isCutShort()) yield parser.skipLine(TORN)
  else if (rest.length > 0) yield* parser.readText(textOf(rest))
}

const TOO_LONG = `the line is longer than ${LONGEST_LINE_BYTES} bytes`
const TORN = 'the line is torn: the file ends within it'

/** A batch that only says something about the file. */
export function noteBatch({ format }: RecordParser, notes: readonly RecordNote[]): RecordBatch {
  return { format, records: [], faults: [], notes }
}

function bytesOf(piece: Uint8Array | string): Buffer {
  if (typeof piece === 'string') return Buffer.from(piece, 'utf8')
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
}

/** Records are ASCII as a rule, and for ASCII this is the quickest way to a compact string. */
function textOf(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')
}
