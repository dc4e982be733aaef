import { createGunzip } from 'node:zlib'
import type { RecordNote } from '../domain/records/record-parser'

/** Compressed bytes go in by so many: gzip grows at most by 1032, so one step never makes more than some 16 MiB. */
const STEP_BYTES = 16 * 1024
const OUTPUT_CHUNK_BYTES = 128 * 1024

/**
 * Unpacks gzip (several members in a row included) as it comes. What could be unpacked is given before `onProblem` is told
 * that the file ends early or is damaged; nothing is thrown for that. Errors of the source itself are thrown. Memory is
 * bounded whatever the file holds, and nothing is read ahead of the consumer.
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  onProblem: (note: RecordNote) => void,
): AsyncGenerator<Uint8Array> {
  const unpacker = createGunzip({ chunkSize: OUTPUT_CHUNK_BYTES })
  const ready: Uint8Array[] = []
  let failure: (Error & { code?: string }) | null = null
  unpacker.on('data', (chunk: Buffer) => ready.push(chunk))
  unpacker.on('error', (error) => (failure = error))
  // Each step is awaited and the end comes by itself, with nothing left to unpack: an error of the last bytes would
  // otherwise take with it what they hold.
  const step = (run: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      unpacker.once('close', resolve)
      run(() => {
        unpacker.off('close', resolve)
        resolve()
      })
    })
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length && failure === null; at += STEP_BYTES) {
        const part = chunk.subarray(at, at + STEP_BYTES)
        await step((done) => unpacker.write(part, () => done()))
        yield* ready.splice(0)
      }
      if (failure !== null) break
    }
    if (failure === null) {
      await step((done) => unpacker.end(() => done()))
      yield* ready.splice(0)
    }
  } finally {
    unpacker.destroy()
  }
  if (failure !== null) onProblem(noteOf(failure))
}

function noteOf({ code, message }: Error & { code?: string }): RecordNote {
  return code === 'Z_BUF_ERROR'
    ? { kind: 'truncated', message: 'The gzip file ends early; what was there is shown' }
    : { kind: 'corrupt', message: `The gzip file is damaged (${message}); what comes before the damage is shown` }
}
