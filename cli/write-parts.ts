import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportPart } from '../lib/interchange/exported'
import { UsageError } from './usage-error'

/** Writes each part into a file of its own and says which. A file that is there already is not replaced. */
export async function writeParts(folder: string, parts: readonly ExportPart[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { fileName, text } of parts) {
    const path = join(folder, fileName)
    try {
      await writeFile(path, text, { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      throw new UsageError(`${path} is there already.`, 'Choose an empty folder, or move the file away.')
    }
    process.stderr.write(`${path}\n`)
  }
}
