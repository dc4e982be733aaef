import { deleteEventsBefore } from './events'
import { removeUnusedReaders } from './record-readers'
import { pruneRecordRequests } from './record-requests'
import type { Sql } from './sql'

const DAY_MS = 24 * 60 * 60_000
/** Readers catch up on events from here on; older ones only cost space. */
const EVENTS_KEPT_MS = 7 * DAY_MS

/** Writes this hour's coverage, once whoever does it first. Answers how many rows. */
export async function snapshotCoverage(sql: Sql): Promise<number> {
  const { rowCount } = await sql.query(
    `INSERT INTO "coverage_snapshot" ("hour", "scopeId", "resourceType", "rung", "count")
     SELECT date_trunc('hour', clock_timestamp()), c."scopeId", c."resourceType", c."rung", c."count"
       FROM "coverage_count" c JOIN "scope" s ON s."id" = c."scopeId" WHERE s."state" = 'Watched'
     ON CONFLICT DO NOTHING`,
  )
  return rowCount ?? 0
}

/** Deletes what nobody can want any more: answers to POSTs past their day, events that every reader has seen. */
export async function tidyUp(sql: Sql, now: Date): Promise<void> {
  await sql.query(`DELETE FROM "idempotency_key" WHERE "expiresAt" < clock_timestamp()`)
  await pruneRecordRequests(sql)
  await removeUnusedReaders(sql)
  await deleteEventsBefore(sql, new Date(now.getTime() - EVENTS_KEPT_MS))
}

/** Requests whose approval ran out before they were done, and open ones past their own end. Answers their ids. */
export async function expireRequests(sql: Sql): Promise<readonly string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `UPDATE "change_request" c SET "state" = 'expired', "finishedAt" = clock_timestamp(), "updatedAt" = clock_timestamp(),
       "revision" = "revision" + 1
      WHERE c."state" IN ('open', 'approved', 'applying') AND coalesce(c."expiresAt", 'infinity') < clock_timestamp()
     RETURNING c."id"`,
  )
  return rows.map(({ id }) => id)
}
