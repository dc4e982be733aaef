import type { AccessFeature } from '../domain/onboarding/permission'
import type { Problem } from '../domain/problem'
import type { Sql } from './sql'
import { asJson } from './sql'

export type ReaderState = 'never' | 'reading' | 'refused' | 'missing' | 'failed'

/** A reader as people see it, with what it saw of one flow log. */
export interface ReaderOfLog {
  readonly id: string
  readonly isOn: boolean
  readonly state: ReaderState
  readonly problem: Problem | null
  readonly probedAt: Date | null
  readonly newestRecordAt: Date | null
  readonly isRecent: boolean
}

/** The reader of a flow log's destination; null while there is none. */
export async function loadReaderOf(
  sql: Sql,
  log: { readonly observedId: string; readonly scopeId: string; readonly destination: string | null },
): Promise<ReaderOfLog | null> {
  const { rows } = await sql.query<ReaderOfLog & Record<string, unknown>>(
    `SELECT r."id", r."isOn", r."state", r."problem", r."probedAt", f."newestRecordAt", coalesce(f."isRecent", false) AS "isRecent"
       FROM "record_reader" r LEFT JOIN "record_freshness" f ON f."readerId" = r."id" AND f."observedFlowLogId" = $1
      WHERE r."scopeId" = $2 AND r."destination" = $3`,
    [log.observedId, log.scopeId, log.destination],
  )
  return rows[0] ?? null
}

/** A destination whose turn has come. */
export interface DueReader {
  readonly id: string
  readonly scopeId: string
  readonly destination: string
  readonly place: Readonly<Record<string, string>>
}

/** What an account has to be set up for, where somebody said what it is set up for. */
const READING = 'read-records' satisfies AccessFeature
const MAY_READ = `(a."features" = '{}' OR '${READING}' = ANY(a."features"))`

/**
 * Makes readers for destinations that have none yet, of logs that are active and can be read back in
 * accounts that are set up for reading. Answers how many; a
 * destination that Firehose serves has none.
 */
export async function addMissingReaders(sql: Sql): Promise<number> {
  const { rowCount } = await sql.query(
    `INSERT INTO "record_reader" ("id", "scopeId", "destination")
     SELECT gen_random_uuid(), o."scopeId", o."destination"
       FROM "observed_flow_log" o JOIN "scope" s ON s."id" = o."scopeId" JOIN "account" a ON a."id" = s."accountRef"
      WHERE ${MAY_READ} AND o."goneAt" IS NULL AND o."status" = 'active' AND o."spec" IS NOT NULL AND o."destination" IS NOT NULL
        AND s."state" = 'Watched' AND coalesce(o."spec"->>'logDestinationType', 'sls') <> 'kinesis-data-firehose'
        AND NOT EXISTS (SELECT 1 FROM "record_reader" r WHERE r."scopeId" = o."scopeId" AND r."destination" = o."destination")
      GROUP BY o."scopeId", o."destination" ON CONFLICT DO NOTHING`,
  )
  return rowCount ?? 0
}

/** Takes readers whose time has come, and moves their next time on: two workers never probe the same one. */
export async function claimDueReaders(sql: Sql, everyMs: number, most: number): Promise<readonly DueReader[]> {
  const { rows } = await sql.query<DueReader & Record<string, unknown>>(
    `UPDATE "record_reader" SET "dueAt" = clock_timestamp() + $1::double precision * interval '1 millisecond'
      WHERE "id" IN (
        SELECT r."id" FROM "record_reader" r JOIN "scope" s ON s."id" = r."scopeId" JOIN "account" a ON a."id" = s."accountRef"
         WHERE r."isOn" AND r."dueAt" <= clock_timestamp() AND s."state" = 'Watched' AND NOT a."isPaused"
           AND ${MAY_READ}
         ORDER BY r."dueAt" LIMIT $2 FOR UPDATE OF r SKIP LOCKED)
     RETURNING "id", "scopeId", "destination", "place"`,
    [everyMs, most],
  )
  return rows
}

/** How a probe ended. */
export interface ProbeOutcome {
  readonly state: ReaderState
  readonly problem: Problem | null
  readonly place: Readonly<Record<string, string>>
  readonly calls: number
  /** After a failure the next probe comes later than usual. */
  readonly retryInMs: number | null
}

/** Writes how a probe ended: one row. */
export async function writeProbe(sql: Sql, readerId: string, outcome: ProbeOutcome): Promise<void> {
  await sql.query(
    `UPDATE "record_reader" SET "state" = $2, "problem" = $3::jsonb, "place" = $4::jsonb, "calls" = "calls" + $5,
       "probedAt" = clock_timestamp(),
       "dueAt" = CASE WHEN $6::double precision IS NULL THEN "dueAt"
                      ELSE clock_timestamp() + $6::double precision * interval '1 millisecond' END
      WHERE "id" = $1`,
    [
      readerId,
      outcome.state,
      outcome.problem === null ? null : asJson(outcome.problem),
      asJson(outcome.place),
      outcome.calls,
      outcome.retryInMs,
    ],
  )
}

/** What a probe saw of one flow log. */
export interface SeenRecord {
  readonly observedFlowLogId: string
  readonly newestRecordAt: Date | null
  readonly isRecent: boolean
}

/**
 * Writes what a probe saw, where it says something new: a log's records became recent or stopped being so, or half an hour
 * went by. Answers how many rows changed.
 */
export async function writeFreshness(sql: Sql, readerId: string, seen: readonly SeenRecord[]): Promise<number> {
  if (seen.length === 0) return 0
  const { rowCount } = await sql.query(
    `INSERT INTO "record_freshness" AS f ("observedFlowLogId", "readerId", "newestRecordAt", "isRecent")
     SELECT w."observedFlowLogId", $2, w."newestRecordAt", w."isRecent"
       FROM jsonb_to_recordset($1::jsonb) AS w("observedFlowLogId" uuid, "newestRecordAt" timestamptz, "isRecent" boolean)
     ON CONFLICT ("observedFlowLogId") DO UPDATE SET "readerId" = excluded."readerId",
       "newestRecordAt" = coalesce(excluded."newestRecordAt", f."newestRecordAt"), "isRecent" = excluded."isRecent",
       "changedAt" = clock_timestamp()
      WHERE f."isRecent" <> excluded."isRecent" OR f."readerId" <> excluded."readerId"
         OR (f."newestRecordAt" IS NULL AND excluded."newestRecordAt" IS NOT NULL)
         OR excluded."newestRecordAt" > f."newestRecordAt" + interval '30 minutes'`,
    [asJson(seen), readerId],
  )
  return rowCount ?? 0
}

/** What readers saw of one flow log. */
export type SeenOfLog = Omit<SeenRecord, 'observedFlowLogId'>

/** Newest records of the flow logs of a scope, as far as readers that are on and were lately successful saw them. */
export async function loadFreshness(
  sql: Sql,
  scopeId: string,
  probedSince: Date,
): Promise<ReadonlyMap<string, SeenOfLog>> {
  const { rows } = await sql.query<{ externalId: string; newestRecordAt: Date | null; isRecent: boolean }>(
    `SELECT o."externalId", f."newestRecordAt", f."isRecent"
       FROM "record_reader" r JOIN "record_freshness" f ON f."readerId" = r."id"
       JOIN "observed_flow_log" o ON o."id" = f."observedFlowLogId"
      WHERE r."scopeId" = $1 AND r."isOn" AND r."state" = 'reading' AND r."probedAt" > $2 AND o."goneAt" IS NULL`,
    [scopeId, probedSince],
  )
  return new Map(rows.map(({ externalId, newestRecordAt, isRecent }) => [externalId, { newestRecordAt, isRecent }]))
}

/** Removes readers of destinations that nothing delivers to any more. */
export async function removeUnusedReaders(sql: Sql): Promise<void> {
  await sql.query(
    `DELETE FROM "record_reader" r WHERE "createdAt" < clock_timestamp() - interval '1 day' AND "isOn" AND NOT EXISTS (
       SELECT 1 FROM "observed_flow_log" o
        WHERE o."scopeId" = r."scopeId" AND o."destination" = r."destination" AND o."goneAt" IS NULL)`,
  )
}

/** Switches a reader; null when there is none with this id. Switched on, it probes soon. */
export async function switchReader(
  sql: Sql,
  id: string,
  isOn: boolean,
): Promise<{ readonly destination: string } | null> {
  const { rows } = await sql.query<{ destination: string }>(
    `UPDATE "record_reader" SET "isOn" = $2, "dueAt" = CASE WHEN $2 THEN clock_timestamp() ELSE "dueAt" END
      WHERE "id" = $1 RETURNING "destination"`,
    [id, isOn],
  )
  return rows[0] ?? null
}
