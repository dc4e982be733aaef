import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { schemaDifference } from '../lib/store/database/migrate'
import { LOCK_FILE, MIGRATION_FILE, MIGRATIONS_FOLDER, migrationNames } from '../lib/store/database/migration-files'
import { startTemporaryCluster } from './embedded-postgres/temporary-cluster'

/** Kept beside each migration: the schema it leads to, which is what the next one starts from. */
const SCHEMA_COPY = 'schema.prisma'
const LOCK_TEXT = '# Part of the migration history; read by Prisma.\nprovider = "postgresql"\n'

const [label = ''] = process.argv.slice(2)
if (/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(label)) {
  const folder = await writeMigration(label)
  console.log(`Wrote ${relative('.', folder)}. SQL that Prisma cannot express (partial indexes, triggers,`)
  console.log('extensions) is added to migration.sql by hand; once anybody has applied it, it is never edited again.')
} else {
  console.error('Name the migration in lower_case_words: npm run db:new-migration -- add_leases')
  process.exitCode = 1
}

/** Writes the step from the last migration's schema to prisma/schema.prisma and answers its folder. */
async function writeMigration(name: string): Promise<string> {
  const last = (await migrationNames()).at(-1)
  const from = last === undefined ? undefined : await readFile(join(MIGRATIONS_FOLDER, last, SCHEMA_COPY), 'utf8')
  const to = await readFile(resolve('prisma', SCHEMA_COPY), 'utf8')
  const cluster = await startTemporaryCluster()
  const sql = await schemaDifference(cluster.url('postgres'), from, to).finally(() => cluster.stop())

  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(MIGRATIONS_FOLDER, `${timestamp}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, MIGRATION_FILE),
    sql === '' ? '-- The schema did not change: write the SQL here.\n' : sql,
  )
  await writeFile(join(folder, SCHEMA_COPY), to)
  const lockFile = join(MIGRATIONS_FOLDER, LOCK_FILE)
  if (!existsSync(lockFile)) await writeFile(lockFile, LOCK_TEXT)
  return folder
}
