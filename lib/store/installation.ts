import { uuidv7 } from 'uuidv7'
import type { TrafficType } from '../domain/flow-log-spec'
import type { Sql } from './sql'

/** The installation this database belongs to, and the switches that hold for all of it. */
export interface Installation {
  readonly installationId: string
  readonly stopAllChanges: boolean
  readonly stopReason: string | null
  /** Not null: only look until a person confirms, and why. */
  readonly lookOnlyReason: string | null
  readonly lookOnlyConfirmedAt: Date | null
  readonly requiredTraffic: TrafficType
  readonly maxDeletesPerPass: number
  readonly discoverInterfaces: boolean
}

/** Reads the installation; makes it at the very first start. */
export async function readInstallation(sql: Sql): Promise<Installation> {
  const found = await selectInstallation(sql)
  if (found !== null) return found
  await sql.query(
    `INSERT INTO "installation" ("id", "installationId", "updatedAt") VALUES (1, $1, now()) ON CONFLICT DO NOTHING`,
    [uuidv7()],
  )
  const made = await selectInstallation(sql)
  if (made === null) throw new Error('the installation row could not be made')
  return made
}

async function selectInstallation(sql: Sql): Promise<Installation | null> {
  const { rows } = await sql.query<Installation & Record<string, unknown>>(
    `SELECT "installationId", "stopAllChanges", "stopReason", "lookOnlyReason", "lookOnlyConfirmedAt", "requiredTraffic",
       "maxDeletesPerPass", "discoverInterfaces" FROM "installation" WHERE "id" = 1`,
  )
  return rows[0] ?? null
}

/** Whether changes are allowed at this moment; read inside the transaction of every intent. */
export async function changesAreAllowed(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ allowed: boolean }>(
    `SELECT NOT "stopAllChanges" AND "lookOnlyReason" IS NULL AS "allowed" FROM "installation" WHERE "id" = 1 FOR SHARE`,
  )
  return rows[0]?.allowed ?? false
}

/** Lets the engine only look until a person confirms; an earlier reason stands. True when this call did it. */
export async function requireLookOnly(sql: Sql, reason: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "installation" SET "lookOnlyReason" = $1, "updatedAt" = now(), "revision" = "revision" + 1
      WHERE "id" = 1 AND "lookOnlyReason" IS NULL`,
    [reason],
  )
  return rowCount === 1
}
