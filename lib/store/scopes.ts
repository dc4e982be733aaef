import { uuidv7 } from 'uuidv7'
import { GLOBAL_REGION } from '../domain/scope'
import type { Sql } from './sql'

/** The scopes of one account by region, whatever their state. */
export async function loadScopeIds(sql: Sql, accountRef: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ id: string; region: string }>(
    `SELECT "id", "region" FROM "scope" WHERE "accountRef" = $1`,
    [accountRef],
  )
  return new Map(rows.map(({ id, region }) => [region, id]))
}

/**
 * Makes the scopes that an account still lacks: one per region, and the global one. Regions named but not watched any
 * more are Removed; the cloud is not touched. Answers the ids of those that are watched.
 */
export async function ensureScopes(
  sql: Sql,
  account: { readonly id: string; readonly provider: string; readonly partition: string; readonly accountId: string },
  regions: readonly string[],
): Promise<readonly string[]> {
  const wanted = [GLOBAL_REGION, ...regions]
  await sql.query(
    `INSERT INTO "scope" ("id", "accountRef", "provider", "partition", "accountId", "region")
     SELECT w."id", $2, $3, $4, $5, w."region" FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "region" text)
     ON CONFLICT ("accountRef", "region") DO NOTHING`,
    [
      JSON.stringify(wanted.map((region) => ({ id: uuidv7(), region }))),
      account.id,
      account.provider,
      account.partition,
      account.accountId,
    ],
  )
  await sql.query(
    `UPDATE "scope" SET "state" = CASE WHEN "region" = ANY($2::text[]) THEN 'Watched' ELSE 'Removed' END,
       "dueAt" = CASE WHEN "region" = ANY($2::text[]) THEN least("dueAt", clock_timestamp()) ELSE "dueAt" END
      WHERE "accountRef" = $1 AND "state" <> 'NotEnabled'
        AND "state" <> CASE WHEN "region" = ANY($2::text[]) THEN 'Watched' ELSE 'Removed' END`,
    [account.id, wanted],
  )
  const ids = await loadScopeIds(sql, account.id)
  return wanted.flatMap((region) => ids.get(region) ?? [])
}

/** What a global look knows of the account's regions: those not opted in are NotEnabled, which is no failure. */
export async function noteRegions(
  sql: Sql,
  accountRef: string,
  regions: readonly { readonly region: string; readonly isEnabled: boolean }[],
): Promise<number> {
  if (regions.length === 0) return 0
  const enabled = regions.filter(({ isEnabled }) => isEnabled).map(({ region }) => region)
  const { rowCount } = await sql.query(
    `UPDATE "scope" SET "state" = CASE WHEN "region" = ANY($2::text[]) THEN 'Watched' ELSE 'NotEnabled' END,
       "dueAt" = CASE WHEN "region" = ANY($2::text[]) THEN clock_timestamp() ELSE "dueAt" END
      WHERE "accountRef" = $1 AND "region" <> $3
        AND (("state" = 'Watched' AND NOT "region" = ANY($2::text[]))
          OR ("state" = 'NotEnabled' AND "region" = ANY($2::text[])))`,
    [accountRef, enabled, GLOBAL_REGION],
  )
  return rowCount ?? 0
}

/** Remembers where calls for an account went when it was first reached; a known place stands until a person changes it. */
export async function noteEndpoint(sql: Sql, accountRef: string, fingerprint: string): Promise<void> {
  await sql.query(
    `UPDATE "account" SET "endpointFingerprint" = $2, "updatedAt" = now()
      WHERE "id" = $1 AND "endpointFingerprint" IS NULL`,
    [accountRef, fingerprint],
  )
}

/** Whether the first look at what the account has once is still to come, and nothing stands against it. */
export async function awaitsGlobalLook(sql: Sql, accountRef: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `SELECT 1 FROM "scope" WHERE "accountRef" = $1 AND "region" = $2 AND "state" = 'Watched' AND "discoveredAt" IS NULL
        AND "problem" IS NULL`,
    [accountRef, GLOBAL_REGION],
  )
  return rowCount === 1
}
