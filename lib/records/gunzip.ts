import { createGunzip } from 'node:zlib'
import type { RecordNote } from '../domain/records/record-parser'

/** Compressed bytes go in by so many: gzip grows at most by 1032, so one step never makes more than some 8 MiB. */
const STEP_BYTES = 8 * 1024
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
  const state: { failure: Failure | null; hasEnded: boolean; wake: () => void } = {
    failure: null,
    hasEnded: false,
    wake: () => undefined,
  }
  const end = (): void => {
    state.hasEnded = true
    state.wake()
  }
  unpacker.on('data', (chunk: Buffer) => ready.push(chunk))
  unpacker.on('error', (error) => (state.failure ??= error))
  unpacker.on('end', end)
  unpacker.on('close', end)
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += STEP_BYTES) {
        const part = chunk.subarray(at, at + STEP_BYTES)
        // A write after which nothing can follow (damage, or the last member's end) is not called back: it just closes.
        await new Promise<void>((resolve) => {
          state.wake = resolve
          unpacker.write(part, () => resolve())
        })
        yield* ready.splice(0)
        if (!state.hasEnded) continue
        onProblem(state.failure === null ? TRAILING : noteOf(state.failure))
        return
      }
    }
    // The end comes by itself, after everything has been given: its error must not take the last bytes with it.
    await new Promise<void>((resolve) => {
      state.wake = resolve
      unpacker.end()
    })
    yield* ready.splice(0)
    if (state.failure !== null) onProblem(noteOf(state.failure))
  } finally {
    unpacker.destroy()
  }
}

type Failure = Error & { readonly code?: string }

const TRAILING: RecordNote = {
  kind: 'corrupt',
  message: 'Something follows the end of the gzip file that is not gzip; it is left out',
}

function noteOf({ code, message }: Failure): RecordNote {
  return code === 'Z_BUF_ERROR'
    ? { kind: 'truncated', message: 'The gzip file ends early; what was there is shown' }
    : { kind: 'corrupt', message: `The gzip file is damaged (${message}); what comes before the damage is shown` }
}
