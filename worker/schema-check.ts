import { migrationNames } from '../lib/store/database/migration-files'
import { appliedMigrations, compareHistories, schemaProblem } from '../lib/store/database/schema-state'

type Queryable = Parameters<typeof appliedMigrations>[0]

/** The database has another schema than this code; the message says what to do. */
export class SchemaRefused extends Error {
  override readonly name = 'SchemaRefused'
}

/** Refuses to work on a database whose schema is not the one of this code; the message says what to do. */
export async function refuseOtherSchema(database: Queryable): Promise<void> {
  const problem = schemaProblem(compareHistories(await migrationNames(), await appliedMigrations(database)))
  if (problem !== undefined) throw new SchemaRefused(problem)
}
