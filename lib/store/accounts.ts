import { uuidv7 } from 'uuidv7'
import type { Sql } from './sql'
import { asJson } from './sql'

/** An account as use cases read it. */
export interface StoredAccount {
  readonly id: string
  readonly provider: string
  readonly partition: string
  readonly accountId: string
  readonly name: string
  readonly roleArn: string | null
  readonly externalId: string | null
  readonly labels: Readonly<Record<string, string>>
  readonly regions: readonly string[]
  /** Access features; empty while nobody has said. */
  readonly features: readonly string[]
  readonly isPaused: boolean
  readonly testState: 'never' | 'running' | 'passed' | 'failed'
  readonly endpointFingerprint: string | null
  readonly removedAt: Date | null
  readonly revision: number
}

const COLUMNS = `"id", "provider", "partition", "accountId", "name", "roleArn", "externalId", "labels", "regions", "features", "isPaused",
  "testState", "endpointFingerprint", "removedAt", "revision"`

/** A living account, locked for a change; null when there is none. */
export async function lockAccount(sql: Sql, id: string): Promise<StoredAccount | null> {
  const { rows } = await sql.query<StoredAccount & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM "account" WHERE "id" = $1 AND "removedAt" IS NULL FOR UPDATE`,
    [id],
  )
  return rows[0] ?? null
}

/** The newest row of a cloud account, removed ones too. Locked, so that two people cannot add it at once. */
export async function findAccount(
  sql: Sql,
  key: { readonly provider: string; readonly partition: string; readonly accountId: string },
): Promise<StoredAccount | null> {
  const { rows } = await sql.query<StoredAccount & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM "account" WHERE "provider" = $1 AND "partition" = $2 AND "accountId" = $3
      ORDER BY "removedAt" DESC NULLS FIRST LIMIT 1 FOR UPDATE`,
    [key.provider, key.partition, key.accountId],
  )
  return rows[0] ?? null
}

export type AccountWrite = Pick<
  StoredAccount,
  'provider' | 'partition' | 'accountId' | 'name' | 'roleArn' | 'externalId' | 'labels' | 'regions'
> & { readonly features?: readonly string[] | undefined }

/** Adds an account. Answers its id, or null when a living one has the same key. */
export async function insertAccount(sql: Sql, account: AccountWrite): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO "account" ("id", "provider", "partition", "accountId", "name", "roleArn", "externalId", "labels", "regions", "features",
       "updatedAt") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())
     ON CONFLICT ("provider", "partition", "accountId") WHERE "removedAt" IS NULL DO NOTHING RETURNING "id"`,
    [
      uuidv7(),
      account.provider,
      account.partition,
      account.accountId,
      account.name,
      account.roleArn,
      account.externalId,
      asJson(account.labels),
      account.regions,
      account.features ?? [],
    ],
  )
  return rows[0]?.id ?? null
}

/** Brings a removed account back under its old id: its scopes, records and history are its own again. */
export async function reviveAccount(sql: Sql, id: string, account: AccountWrite): Promise<void> {
  await sql.query(
    `UPDATE "account" SET "name" = $2, "roleArn" = $3, "externalId" = $4, "labels" = $5, "regions" = $6, "removedAt" = NULL,
       "features" = $7, "isPaused" = false, "testState" = 'never', "testChecks" = '[]', "testedAt" = NULL, "endpointFingerprint" = NULL,
       "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = $1`,
    [
      id,
      account.name,
      account.roleArn,
      account.externalId,
      asJson(account.labels),
      account.regions,
      account.features ?? [],
    ],
  )
  await sql.query(`UPDATE "scope" SET "problem" = NULL, "endpointFingerprint" = NULL WHERE "accountRef" = $1`, [id])
}

/** Writes what an edit changes. */
export async function updateAccount(
  sql: Sql,
  id: string,
  account: Pick<StoredAccount, 'name' | 'roleArn' | 'externalId' | 'labels' | 'regions' | 'features'>,
): Promise<void> {
  await sql.query(
    `UPDATE "account" SET "name" = $2, "roleArn" = $3, "externalId" = $4, "labels" = $5, "regions" = $6, "features" = $7,
       "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = $1`,
    [id, account.name, account.roleArn, account.externalId, asJson(account.labels), account.regions, account.features],
  )
}

export async function setAccountPaused(sql: Sql, id: string, isPaused: boolean): Promise<void> {
  await sql.query(
    `UPDATE "account" SET "isPaused" = $2, "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = $1`,
    [id, isPaused],
  )
}

/** Marks an account and its scopes as removed. Rows of what was seen stay for history. */
export async function markAccountRemoved(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `UPDATE "account" SET "removedAt" = now(), "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = $1`,
    [id],
  )
  await sql.query(`UPDATE "scope" SET "state" = 'Removed' WHERE "accountRef" = $1`, [id])
}

/** Ids of the scopes of an account that are not removed. */
export async function scopeIdsOfAccount(sql: Sql, id: string): Promise<readonly string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT "id" FROM "scope" WHERE "accountRef" = $1 AND "state" <> 'Removed'`,
    [id],
  )
  return rows.map((row) => row.id)
}

/**
 * Forgets where calls for an account went, where its scopes say that they go elsewhere now; the next complete listing
 * notes the new place. False where nothing says so.
 */
export async function forgetChangedEndpoint(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "scope" SET "problem" = NULL WHERE "accountRef" = $1 AND "problem"->>'reason' = 'EndpointChanged'`,
    [id],
  )
  if ((rowCount ?? 0) === 0) return false
  await sql.query(
    `UPDATE "account" SET "endpointFingerprint" = NULL, "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = $1`,
    [id],
  )
  return true
}

/** Notes how the connection test stands. Checks are kept until the next test has its own. */
export async function writeTestResult(
  sql: Sql,
  id: string,
  result: { readonly state: StoredAccount['testState']; readonly checks?: readonly object[] },
): Promise<void> {
  await sql.query(
    `UPDATE "account" SET "testState" = $2, "testChecks" = coalesce($3::jsonb, "testChecks"),
       "testedAt" = CASE WHEN $3::jsonb IS NULL THEN "testedAt" ELSE now() END WHERE "id" = $1`,
    [id, result.state, result.checks === undefined ? null : asJson(result.checks)],
  )
}

/** What stays in the cloud and in Configurations when an account goes. */
export async function accountRemains(
  sql: Sql,
  account: Pick<StoredAccount, 'id' | 'accountId'>,
): Promise<{
  readonly ours: number
  readonly others: number
  readonly configurations: readonly { readonly id: string; readonly name: string }[]
}> {
  const { rows } = await sql.query<{ ours: number; others: number }>(
    `SELECT count(*) FILTER (WHERE o."desiredFlowLogId" IS NOT NULL)::int AS "ours",
       count(*) FILTER (WHERE o."desiredFlowLogId" IS NULL)::int AS "others"
       FROM "observed_flow_log" o JOIN "scope" s ON s."id" = o."scopeId" WHERE s."accountRef" = $1 AND o."goneAt" IS NULL`,
    [account.id],
  )
  const named = await sql.query<{ id: string; name: string }>(
    `SELECT c."id", c."name" FROM "configuration" c WHERE c."deletedAt" IS NULL AND (
       EXISTS (SELECT 1 FROM jsonb_array_elements(c."document"->'selector'->'clauses') clause
                WHERE clause->>'on' = 'account' AND clause->'values' ? $1)
       OR EXISTS (SELECT 1 FROM "desired_flow_log" d JOIN "scope" s ON s."id" = d."scopeId"
                   WHERE d."configurationId" = c."id" AND d."endedAt" IS NULL AND s."accountRef" = $2)) ORDER BY c."name"`,
    [account.accountId, account.id],
  )
  return { ours: rows[0]?.ours ?? 0, others: rows[0]?.others ?? 0, configurations: named.rows }
}
