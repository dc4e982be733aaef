/** How the bytes of a file begin. */
export type FileKind = 'text' | 'gzip' | 'parquet'

/** How many bytes `fileKind` needs. */
export const MAGIC_BYTES = 4

/** What the first bytes say a file is; everything else is text. Pure. */
export function fileKind(head: Uint8Array): FileKind {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31) return 'parquet'
  return 'text'
}

/** The first bytes of a stream (fewer than `MAGIC_BYTES` only when it is shorter), and the whole of it with them. */
export async function peek(source: AsyncIterable<Uint8Array>): Promise<{
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
