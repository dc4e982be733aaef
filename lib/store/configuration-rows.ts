import type { Actor } from '../domain/change-item'
import type { ConfigurationDocument } from '../domain/configuration'
import type { ConfigurationState } from '../domain/overlay'
import type { Sql } from './sql'
import { asJson } from './sql'

interface Row {
  id: string
  generation: number
  document: ConfigurationDocument
  isDeleted: boolean
}

/** Configurations by id, deleted ones too; locked when they are about to be written. */
export async function configurationsByIds(
  sql: Sql,
  ids: readonly string[],
  options: { readonly lock?: boolean } = {},
): Promise<ReadonlyMap<string, ConfigurationState>> {
  const { rows } = await sql.query<Row & Record<string, unknown>>(
    `SELECT "id", "generation", "document", "deletedAt" IS NOT NULL AS "isDeleted" FROM "configuration"
      WHERE "id" = ANY($1::uuid[]) ORDER BY "id" ${options.lock === true ? 'FOR NO KEY UPDATE' : ''}`,
    [ids],
  )
  return new Map(rows.map(({ id, generation, document, isDeleted }) => [id, { id, generation, document, isDeleted }]))
}

/** Writes a Configuration at its new generation, and that generation as a version that stays. */
export async function writeConfiguration(
  sql: Sql,
  state: ConfigurationState,
  by: { readonly actor: Actor; readonly changeRequestId: string },
): Promise<void> {
  const { id, generation, document, isDeleted } = state
  const { name, provider, family, paused, observeOnly } = document
  await sql.query(
    `INSERT INTO "configuration" ("id", "name", "provider", "family", "generation", "document", "isPaused", "isObserveOnly", "updatedAt")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
     ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name", "generation" = excluded."generation",
       "document" = excluded."document",
       -- What a switch turned, and not the document, stays turned.
       "isPaused" = excluded."isPaused"
         OR ("configuration"."isPaused" AND NOT ("configuration"."document"->>'paused')::boolean),
       "isObserveOnly" = excluded."isObserveOnly"
         OR ("configuration"."isObserveOnly" AND NOT ("configuration"."document"->>'observeOnly')::boolean),
       "updatedAt" = now(), "deletedAt" = CASE WHEN $9 THEN now() END, "revision" = "configuration"."revision" + 1`,
    [id, name, provider, family, generation, asJson(document), paused, observeOnly, isDeleted],
  )
  await sql.query(
    `INSERT INTO "configuration_version" ("configurationId", "generation", "document", "changeRequestId", "actor")
     VALUES ($1, $2, $3, $4, $5)`,
    [id, generation, asJson(document), by.changeRequestId, asJson(by.actor)],
  )
}

/** The living Configuration with this name, whatever its case; null when the name is free. */
export async function configurationNamed(sql: Sql, name: string): Promise<{ readonly id: string } | null> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT "id" FROM "configuration" WHERE lower("name") = lower($1) AND "deletedAt" IS NULL`,
    [name],
  )
  return rows[0] ?? null
}
