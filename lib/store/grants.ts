import type { Grant } from '../domain/grant'
import type { Sql } from './sql'
import { asJson } from './sql'

/** Valid grants that let one of these fingerprints through, with those fingerprints, and which of them are used up. */
export interface LoadedGrants {
  readonly grants: readonly Grant[]
  readonly spentFingerprints: ReadonlySet<string>
}

/** Loads what was approved of the given actions. Expiry goes by the database's clock. */
export async function loadGrants(sql: Sql, fingerprints: readonly string[]): Promise<LoadedGrants> {
  if (fingerprints.length === 0) return { grants: [], spentFingerprints: new Set() }
  const { rows } = await sql.query<{
    id: string
    changeRequestId: string
    configurationId: string
    generation: number
    expiresAt: Date
    fingerprints: string[]
    spent: string[]
  }>(
    `SELECT g."id", g."changeRequestId", g."configurationId", g."generation", g."expiresAt",
       array_agg(a."fingerprint") AS "fingerprints",
       coalesce(array_agg(a."fingerprint") FILTER (WHERE a."spentAt" IS NOT NULL), '{}') AS "spent"
       FROM "grant_action" a JOIN "grant" g ON g."id" = a."grantId"
      WHERE a."fingerprint" = ANY($1::text[]) AND g."revokedAt" IS NULL AND g."expiresAt" > clock_timestamp()
      GROUP BY g."id" ORDER BY g."createdAt" DESC, g."id"`,
    [fingerprints],
  )
  const unspent = new Set(
    rows.flatMap((row) => {
      const spent = new Set(row.spent)
      return row.fingerprints.filter((print) => !spent.has(print))
    }),
  )
  return {
    grants: rows.map(({ fingerprints: prints, spent: _spent, ...grant }) => ({
      ...grant,
      fingerprints: new Set(prints),
      revokedAt: null,
    })),
    // A later approval of the same action counts anew.
    spentFingerprints: new Set(rows.flatMap((row) => row.spent.filter((print) => !unspent.has(print)))),
  }
}

/** Marks approvals as used up. */
export async function markSpent(
  sql: Sql,
  spent: readonly { readonly grantId: string; readonly fingerprint: string }[],
): Promise<void> {
  if (spent.length === 0) return
  await sql.query(
    `UPDATE "grant_action" a SET "spentAt" = clock_timestamp()
       FROM jsonb_to_recordset($1::jsonb) AS w("grantId" uuid, "fingerprint" text)
      WHERE a."grantId" = w."grantId" AND a."fingerprint" = w."fingerprint" AND a."spentAt" IS NULL`,
    [asJson(spent)],
  )
}
