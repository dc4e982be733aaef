import { uuidv7 } from 'uuidv7'
import type { OnboardingPattern } from '../domain/onboarding-pattern'
import type { Problem } from '../domain/problem'
import type { ListedAccount } from '../providers/organisation'
import type { Sql } from './sql'
import { asJson } from './sql'

/** An organisation as use cases read it. */
export interface StoredOrganisation {
  readonly id: string
  readonly accountRef: string
  readonly provider: string
  readonly partition: string
  readonly state: 'never' | 'running' | 'listed' | 'failed'
  readonly pattern: OnboardingPattern
  readonly autoAdd: boolean
  readonly autoAddLimit: number
  readonly autoAdded: number
  readonly revision: number
}

const COLUMNS = `"id", "accountRef", "provider", "partition", "state", "pattern", "autoAdd", "autoAddLimit", "autoAdded", "revision"`

/** An organisation, locked for a change; null when there is none. */
export async function lockOrganisation(sql: Sql, id: string): Promise<StoredOrganisation | null> {
  const { rows } = await sql.query<StoredOrganisation & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM "organisation" WHERE "id" = $1 FOR UPDATE`,
    [id],
  )
  return rows[0] ?? null
}

/** Adds the organisation behind an account; null when it is here already. */
export async function insertOrganisation(
  sql: Sql,
  organisation: Pick<StoredOrganisation, 'accountRef' | 'provider' | 'partition' | 'pattern'>,
): Promise<string | null> {
  const { accountRef, provider, partition, pattern } = organisation
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO "organisation" ("id", "accountRef", "provider", "partition", "pattern", "updatedAt")
     VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT ("accountRef") DO NOTHING RETURNING "id"`,
    [uuidv7(), accountRef, provider, partition, asJson(pattern)],
  )
  return rows[0]?.id ?? null
}

/** Writes what an edit changes. Switching auto-add on begins a new count. */
export async function updateOrganisation(
  sql: Sql,
  id: string,
  changes: Pick<StoredOrganisation, 'pattern' | 'autoAdd' | 'autoAddLimit'>,
): Promise<void> {
  await sql.query(
    `UPDATE "organisation" SET "pattern" = $2, "autoAddLimit" = $4,
       "autoAdded" = CASE WHEN $3 AND NOT "autoAdd" THEN 0 ELSE "autoAdded" END, "autoAdd" = $3,
       "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = $1`,
    [id, asJson(changes.pattern), changes.autoAdd, changes.autoAddLimit],
  )
}

/** Forgets an organisation and what it listed. Accounts that were added stay. */
export async function deleteOrganisation(sql: Sql, id: string): Promise<void> {
  await sql.query(`DELETE FROM "found_account" WHERE "organisationId" = $1`, [id])
  await sql.query(`DELETE FROM "organisation" WHERE "id" = $1`, [id])
}

/** Notes that a listing was asked for, and when the next one is due by itself. */
export async function markListing(sql: Sql, id: string, nextInMs: number): Promise<void> {
  await sql.query(
    `UPDATE "organisation" SET "state" = 'running', "listDueAt" = clock_timestamp() + $2 * interval '1 ms' WHERE "id" = $1`,
    [id, nextInMs],
  )
}

/** Ids of organisations whose next listing is due. Taken by one caller only. */
export async function claimDueOrganisations(sql: Sql, nextInMs: number): Promise<readonly string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `UPDATE "organisation" SET "listDueAt" = clock_timestamp() + $1 * interval '1 ms'
      WHERE "id" IN (SELECT o."id" FROM "organisation" o JOIN "account" a ON a."id" = o."accountRef"
                      WHERE o."listDueAt" <= clock_timestamp() AND a."removedAt" IS NULL AND NOT a."isPaused"
                        FOR UPDATE OF o SKIP LOCKED)
      RETURNING "id"`,
    [nextInMs],
  )
  return rows.map(({ id }) => id)
}

/** A listing that failed: what was known stays as it was. */
export async function noteListingFailed(sql: Sql, id: string, problem: Problem): Promise<void> {
  await sql.query(`UPDATE "organisation" SET "state" = 'failed', "problem" = $2 WHERE "id" = $1`, [id, asJson(problem)])
}

/**
 * Writes a complete listing: accounts appear, change, leave and come back; a row is written on change only, and none is
 * ever removed. Answers how many rows changed.
 */
export async function writeListing(
  sql: Sql,
  id: string,
  accounts: readonly ListedAccount[],
  at: Date,
): Promise<number> {
  const rows = accounts.map((account) => ({
    ...account,
    id: uuidv7(),
    joinedAt: account.joinedAt?.toISOString() ?? null,
  }))
  const written = await sql.query(
    `INSERT INTO "found_account" AS f ("id", "organisationId", "accountId", "name", "rawState", "isActive", "path", "joinedAt", "firstSeenAt")
     SELECT w."id", $1, w."accountId", w."name", w."rawState", w."isActive", w."path", w."joinedAt", $3
       FROM jsonb_to_recordset($2::jsonb) AS w("id" uuid, "accountId" text, "name" text, "rawState" text,
         "isActive" boolean, "path" text, "joinedAt" timestamptz)
     ON CONFLICT ("organisationId", "accountId") DO UPDATE
        SET "name" = excluded."name", "rawState" = excluded."rawState", "isActive" = excluded."isActive",
            "path" = excluded."path", "joinedAt" = excluded."joinedAt", "leftAt" = NULL
      WHERE (f."name", f."rawState", f."isActive", f."path", f."joinedAt", f."leftAt")
            IS DISTINCT FROM (excluded."name", excluded."rawState", excluded."isActive", excluded."path",
                              excluded."joinedAt", NULL::timestamptz)`,
    [id, asJson(rows), at],
  )
  const left = await sql.query(
    `UPDATE "found_account" SET "leftAt" = $3
      WHERE "organisationId" = $1 AND "leftAt" IS NULL AND NOT "accountId" = ANY($2::text[])`,
    [id, accounts.map(({ accountId }) => accountId), at],
  )
  await sql.query(`UPDATE "organisation" SET "state" = 'listed', "problem" = NULL, "listedAt" = $2 WHERE "id" = $1`, [
    id,
    at,
  ])
  return (written.rowCount ?? 0) + (left.rowCount ?? 0)
}

/** An account that the organisation listed and Weir does not look into, and could. */
export interface Addable {
  readonly accountId: string
  readonly name: string
  readonly path: string
}

/**
 * Accounts that can be added: active, still there, and not among the living accounts. Those named, or all but the ones that
 * a person removed from Weir: they do not come back by themselves.
 */
export async function loadAddable(
  sql: Sql,
  organisation: Pick<StoredOrganisation, 'id' | 'provider' | 'partition'>,
  accountIds: readonly string[] | null,
): Promise<readonly Addable[]> {
  const { rows } = await sql.query<Addable & Record<string, unknown>>(
    `SELECT f."accountId", f."name", f."path" FROM "found_account" f
      WHERE f."organisationId" = $1 AND f."isActive" AND f."leftAt" IS NULL
        AND ($4::text[] IS NULL OR f."accountId" = ANY($4))
        AND NOT EXISTS (SELECT 1 FROM "account" a WHERE a."provider" = $2 AND a."partition" = $3
                         AND a."accountId" = f."accountId" AND a."removedAt" IS NULL)
        AND ($4::text[] IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "account" a WHERE a."provider" = $2
                         AND a."partition" = $3 AND a."accountId" = f."accountId" AND a."removedAt" IS NOT NULL))
      ORDER BY f."firstSeenAt", f."accountId"`,
    [organisation.id, organisation.provider, organisation.partition, accountIds],
  )
  return rows
}

/** Counts accounts that were added by themselves. */
export async function countAutoAdded(sql: Sql, id: string, count: number): Promise<void> {
  await sql.query(`UPDATE "organisation" SET "autoAdded" = "autoAdded" + $2 WHERE "id" = $1`, [id, count])
}
