import { once } from 'node:events'

/** Writes to standard output and waits while whoever reads it is slower, so that memory stays flat. */
export async function write(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}
