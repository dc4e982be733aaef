import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { raiseHeartbeat, readHeartbeat } from '../lib/store/heartbeat'
import { readInstallation, requireLookOnly } from '../lib/store/installation'
import type { Sql } from '../lib/store/sql'

/**
 * Notices a database that is older than this machine remembers: restored from a backup, it knows less than the clouds.
 * Database and data folder count signs of life together; a database that is behind lets the engine only look until a
 * person confirms. Answers whether it was behind.
 */
export async function guardAgainstOldDatabase(sql: Sql, dataDir: string): Promise<boolean> {
  const { installationId } = await readInstallation(sql)
  const folder = join(dataDir, 'installations')
  const file = join(folder, `${installationId}.json`)
  const remembered = await readCount(file)
  const isBehind = remembered > (await readHeartbeat(sql))
  if (isBehind) {
    await requireLookOnly(
      sql,
      'The database is older than what this machine has seen of it: it was restored from a backup. Weir only looks until a person confirms that it may act on it.',
    )
  }
  const count = await raiseHeartbeat(sql, remembered)
  await mkdir(folder, { recursive: true })
  // Written aside and renamed: a crash in between leaves the old count, never half a file.
  await writeFile(`${file}.new`, JSON.stringify({ count }))
  await rename(`${file}.new`, file)
  return isBehind
}

async function readCount(file: string): Promise<number> {
  try {
    const content = JSON.parse(await readFile(file, 'utf8')) as { readonly count?: unknown }
    return typeof content.count === 'number' ? content.count : 0
  } catch (error) {
    // The first start on this machine, or a file from before: nothing is remembered.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
