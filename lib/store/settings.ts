import type { TrafficType } from '../domain/flow-log-spec'
import { readInstallation } from './installation'
import { SCOPE_DUE_CHANNEL } from './scope-queue'
import type { Sql } from './sql'

/** The installation's row as people see and change it. */
export interface StoredSettings {
  readonly installationId: string
  readonly revision: number
  readonly requiredTraffic: TrafficType
  readonly maxDeletesPerPass: number
  readonly discoverInterfaces: boolean
  readonly stopAllChanges: boolean
  readonly stopReason: string | null
  readonly lookOnlyReason: string | null
  readonly updatedAt: Date
}

const COLUMNS = `"installationId", "revision", "requiredTraffic", "maxDeletesPerPass", "discoverInterfaces", "stopAllChanges",
  "stopReason", "lookOnlyReason", "updatedAt"`

export async function readSettings(sql: Sql): Promise<StoredSettings> {
  return settingsRow(sql, '')
}

/** The same, locked for a change. */
export async function lockSettings(sql: Sql): Promise<StoredSettings> {
  return settingsRow(sql, 'FOR UPDATE')
}

async function settingsRow(sql: Sql, lock: string): Promise<StoredSettings> {
  await readInstallation(sql) // makes the row at the very first start
  const { rows } = await sql.query<StoredSettings & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM "installation" WHERE "id" = 1 ${lock}`,
  )
  if (rows[0] === undefined) throw new Error('the installation row is missing')
  return rows[0]
}

/** Writes settings and switches that the caller has locked. */
export async function updateSettings(sql: Sql, settings: StoredSettings): Promise<void> {
  await sql.query(
    `UPDATE "installation" SET "requiredTraffic" = $1, "maxDeletesPerPass" = $2, "discoverInterfaces" = $3,
       "stopAllChanges" = $4, "stopReason" = $5, "updatedAt" = now(), "revision" = "revision" + 1 WHERE "id" = 1`,
    [
      settings.requiredTraffic,
      settings.maxDeletesPerPass,
      settings.discoverInterfaces,
      settings.stopAllChanges,
      settings.stopReason,
    ],
  )
}

/** Lets the engine act again; the same reason does not stop it a second time. */
export async function confirmInstallation(sql: Sql): Promise<void> {
  await sql.query(
    `UPDATE "installation" SET "lookOnlyReason" = NULL, "lookOnlyConfirmedAt" = clock_timestamp(), "updatedAt" = now(),
       "revision" = "revision" + 1 WHERE "id" = 1`,
  )
}

/** Makes every watched scope due now. */
export async function wakeAllScopes(sql: Sql): Promise<void> {
  await sql.query(`UPDATE "scope" SET "dueAt" = least("dueAt", clock_timestamp()) WHERE "state" = 'Watched'`)
  await sql.query(`SELECT pg_notify($1, '')`, [SCOPE_DUE_CHANNEL])
}
