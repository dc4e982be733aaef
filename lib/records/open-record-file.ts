import { type FileHandle, open } from 'node:fs/promises'
import { fileKind, MAGIC_BYTES } from './file-kind'
import type { RandomAccessFile } from './parquet-records'

/**
 * A Parquet file on disk for reading at any place; null when the file is something else, or nothing that can be read at any
 * place (a pipe). Close it after use. Errors of opening are thrown.
 */
export async function openParquetFile(path: string): Promise<(RandomAccessFile & { close(): Promise<void> }) | null> {
  const handle = await open(path, 'r')
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return await closed(handle)
    const head = Buffer.alloc(MAGIC_BYTES)
    await handle.read(head, 0, MAGIC_BYTES, 0)
    if (fileKind(head) !== 'parquet') return await closed(handle)
    return {
      byteLength: stat.size,
      slice: async (start, end = stat.size) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, stat.size) - start))
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
        return bytes.buffer.slice(0, bytesRead)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function closed(handle: FileHandle): Promise<null> {
  await handle.close()
  return null
}
