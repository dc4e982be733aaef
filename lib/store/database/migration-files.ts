import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Where the history lives; the folder and file names are the ones `prisma migrate deploy` reads. */
export const MIGRATIONS_FOLDER = resolve('prisma', 'migrations')

export const MIGRATION_FILE = 'migration.sql'
export const LOCK_FILE = 'migration_lock.toml'

/** One step of the history. Names start with a UTC timestamp, so that their order is the order of the text. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/** The names of all migrations of this version of the code, oldest first. */
export async function migrationNames(folder: string = MIGRATIONS_FOLDER): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, MIGRATION_FILE)))
    .map((entry) => entry.name)
    .sort()
}

export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const names = await migrationNames(folder)
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(join(folder, name, MIGRATION_FILE), 'utf8') })),
  )
}
