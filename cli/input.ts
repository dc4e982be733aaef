import { createReadStream } from 'node:fs'
import { UsageError } from './usage-error'

/** How a command is told to read standard input; also what it does without a file. */
const STANDARD_INPUT = '-'

/** How messages name an input. Pure. */
export function inputName(file: string | undefined): string {
  return file === undefined || file === STANDARD_INPUT ? 'standard input' : file
}

/**
 * The bytes of a file, or of standard input for `-` and for no file at all. Nothing is read before the first piece is
 * asked for. Throws a UsageError when the file cannot be read.
 */
export async function* openInput(file: string | undefined): AsyncGenerator<Buffer> {
  const source = file === undefined || file === STANDARD_INPUT ? process.stdin : createReadStream(file)
  if (source === process.stdin && process.stdin.isTTY) {
    process.stderr.write('Reading standard input; end it with Ctrl+D, or give a file.\n')
  }
  try {
    for await (const piece of source) yield Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(
      `${inputName(file)} cannot be read: ${REASONS[code ?? ''] ?? (error instanceof Error ? error.message : 'unknown reason')}.`,
      'Give a file that can be read, or - for standard input.',
    )
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
}

/** The whole input as text, without a byte-order mark. Throws a UsageError when it is longer than `maxBytes`. */
export async function readInput(file: string | undefined, maxBytes: number): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of openInput(file)) {
    length += piece.length
    if (length > maxBytes) {
      throw new UsageError(`${inputName(file)} is longer than ${maxBytes} bytes.`, 'Give a smaller input, or split it.')
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
}

/** A line of an input, or null for one that is longer than allowed and was passed over. */
export type InputLine = { readonly number: number; readonly text: string | null }

/** The lines of an input one after the other, without their ends; memory is bounded by the longest line allowed. */
export async function* inputLines(file: string | undefined, maxLineBytes: number): AsyncGenerator<InputLine> {
  let pieces: Buffer[] = []
  let length = 0
  let number = 1
  const take = (): InputLine => {
    const bytes = Buffer.concat(pieces)
    const text = length > maxLineBytes ? null : bytes.toString('utf8').replace(/\r$/, '')
    pieces = []
    length = 0
    const line = { number, text: number === 1 && text !== null ? text.replace(/^\uFEFF/, '') : text }
    number += 1
    return line
  }
  const add = (piece: Buffer) => {
    length += piece.length
    if (length <= maxLineBytes) pieces.push(piece)
    else pieces = []
  }
  for await (const chunk of openInput(file)) {
    let from = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      add(chunk.subarray(from, end))
      yield take()
      from = end + 1
    }
    add(Buffer.from(chunk.subarray(from)))
  }
  if (length > 0) yield take()
}
