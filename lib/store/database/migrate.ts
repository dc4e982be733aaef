import pg from 'pg'
import { LOCK_FILE, MIGRATION_FILE, MIGRATIONS_FOLDER, readMigrations } from './migration-files'
import { type MigrationList, withSchemaEngine } from './schema-engine'
import { appliedMigrations, compareHistories, schemaProblem } from './schema-state'

/** The database does not fit this code; the message is a sentence for a person. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch'
}

/** Any number that nobody else uses for an advisory lock of this database. */
const LOCK_KEY = 7_305_931_204

/** Nothing in the database is managed by somebody else. */
const NO_FILTERS = { externalTables: [], externalEnums: [] }

/**
 * Brings a database to the schema of this code, with Prisma's own engine and table, so that `prisma migrate deploy`
 * reads the same history. Answers the names it applied. Several processes may call it at once: an advisory lock lets one
 * work while the others wait, and they then find nothing to do.
 */
export async function migrate(databaseUrl: string, folder: string = MIGRATIONS_FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY])
    return await applyMissing(client, databaseUrl, folder)
  } finally {
    await client.end() // the lock belongs to the session and goes with it
  }
}

async function applyMissing(client: pg.Client, databaseUrl: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const names = migrations.map(({ name }) => name)
  const before = compareHistories(names, await appliedMigrations(client))
  if (before.state === 'current') return []
  if (before.state !== 'behind') throw new SchemaMismatch(schemaProblem(before))

  const migrationsList: MigrationList = {
    baseDir: folder,
    lockfile: { path: LOCK_FILE, content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: MIGRATION_FILE, content: { tag: 'ok', value: sql } },
    })),
  }
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })
    return appliedMigrationNames
  })
}

/**
 * The SQL that leads from one schema text to another; empty when they are the same. The engine asks a database for its
 * version before it compares, any PostgreSQL will do, and changes nothing there.
 */
export async function schemaDifference(databaseUrl: string, from: string | undefined, to: string): Promise<string> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    })
    const sql = stdout ?? ''
    // The engine says so in a comment instead of answering nothing.
    return sql.includes('This is an empty migration') ? '' : sql
  })
}

function datamodel(content: string) {
  return { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] }
}
