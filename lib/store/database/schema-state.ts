/** How the database's history stands to the one this code knows. */
export type SchemaState =
  | { readonly state: 'current' }
  | { readonly state: 'behind'; readonly missing: readonly string[] }
  | { readonly state: 'newer'; readonly unknown: readonly string[] }
  | { readonly state: 'failed'; readonly migration: string }

/** A row of the table in which Prisma's engine keeps the history. */
export interface AppliedMigration {
  readonly name: string
  readonly finished: boolean
}

/** Compares the history in the code with the one in the database. Pure; a failure matters most, then being too old. */
export function compareHistories(known: readonly string[], applied: readonly AppliedMigration[]): SchemaState {
  const failed = applied.find(({ finished }) => !finished)
  if (failed !== undefined) return { state: 'failed', migration: failed.name }
  const unknown = applied.map(({ name }) => name).filter((name) => !known.includes(name))
  if (unknown.length > 0) return { state: 'newer', unknown }
  const missing = known.filter((name) => !applied.some((migration) => migration.name === name))
  return missing.length > 0 ? { state: 'behind', missing } : { state: 'current' }
}

/** What a query needs of a connection; a pool, a client and a transaction of `pg` all have it. */
interface Queryable {
  query(sql: string): Promise<{ rows: unknown[] }>
}

/** Reads the applied history; a database without one is simply empty. Rolled back attempts do not count. */
export async function appliedMigrations(database: Queryable): Promise<AppliedMigration[]> {
  const found = await database.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`)
  if (!(found.rows as { present: boolean }[])[0]?.present) return []
  const { rows } = await database.query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return rows as AppliedMigration[]
}

/** What to tell a person, or `undefined` when code and database fit. */
export function schemaProblem(schema: SchemaState): string | undefined {
  switch (schema.state) {
    case 'current':
      return undefined
    case 'behind':
      return `The database lacks ${schema.missing.length} migration(s), first ${schema.missing[0] ?? ''}: run \`npm run db:migrate\`.`
    case 'newer':
      return `The database was migrated by a newer Weir (it holds ${schema.unknown.join(', ')}): update this one, nothing was changed.`
    case 'failed':
      return (
        `Migration ${schema.migration} ended half-way: restore the backup taken before it, or repair the database and ` +
        `delete that row of _prisma_migrations.`
      )
  }
}
