/** A line longer than this is no record: the longest format of today stays under 8 KiB. */
const LONGEST_LINE_BYTES = 64 * 1024

const LINE_FEED = 10
const NOTHING = Buffer.alloc(0)

const TOO_LONG = `the line is longer than ${LONGEST_LINE_BYTES} bytes`
const TORN = 'the line is torn: the file ends within it'

/** Whole lines as bytes, or one line that cannot be read, with the reason. */
export type Lines = Buffer | { readonly unreadable: string }

/**
 * Cuts a stream of bytes at line ends: whole lines of a chunk are given where they stand, only the line that two chunks
 * share is copied. Only the very last lines given may lack their end. Memory is bounded by the chunks of the source and
 * the longest line; a longer one is skipped and said.
 *
 * `isCutShort` is asked at the end: when the file is known to end early, its last line without an end is stated as torn
 * instead of given, because half a number looks like a number.
 */
export async function* wholeLines(
  source: AsyncIterable<Uint8Array | string>,
  isCutShort: () => boolean = () => false,
): AsyncGenerator<Lines> {
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
      if (isSkipping || rest.length + from > LONGEST_LINE_BYTES) yield { unreadable: TOO_LONG }
      else yield Buffer.concat([rest, chunk.subarray(0, from)])
      rest = NOTHING
      isSkipping = false
    }
    const to = Math.max(from, chunk.lastIndexOf(LINE_FEED) + 1)
    if (to > from) yield chunk.subarray(from, to)
    if (chunk.length - to > LONGEST_LINE_BYTES) isSkipping = true
    // A copy, so that the chunk can go.
    else rest = Buffer.from(chunk.subarray(to))
  }
  if (isSkipping) yield { unreadable: TOO_LONG }
  else if (rest.length > 0) yield isCutShort() ? { unreadable: TORN } : rest
}

function bytesOf(piece: Uint8Array | string): Buffer {
  if (typeof piece === 'string') return Buffer.from(piece, 'utf8')
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
}
