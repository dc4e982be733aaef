import type { Actor } from '../domain/change-item'
import type { Problem } from '../domain/problem'
import type { RecordFilter } from '../domain/records/filter'
import type { Sql } from './sql'
import { asJson } from './sql'

/** What was asked for, as it is stored: times in ISO 8601, the cursor as clients hold it. */
export interface StoredRecordQuery {
  readonly from: string
  readonly to: string
  readonly filter: RecordFilter
  readonly cursor: string | null
  readonly limit: number
}

/** A stored answer; rows by field ids. */
export interface StoredRecordAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
  readonly faults: number
  readonly notes: readonly { readonly kind: string; readonly message: string }[]
  readonly next: string | null
  readonly examined: number
  readonly calls: number
}

export interface StoredRecordRequest {
  readonly id: string
  readonly observedFlowLogId: string
  readonly query: StoredRecordQuery
  readonly state: 'waiting' | 'done' | 'failed'
  readonly answer: StoredRecordAnswer | null
  readonly problem: Problem | null
  readonly createdAt: Date
  readonly answeredAt: Date | null
  readonly expiresAt: Date
}

/** Answers are only for whoever asked a moment ago. */
const KEPT = `interval '15 minutes'`
/** Requests of one flow log that wait at a time: more would only wait longer. */
export const MOST_WAITING = 10

/** Stores a request; false when too many of this flow log wait already. */
export async function addRecordRequest(
  sql: Sql,
  request: {
    readonly id: string
    readonly observedFlowLogId: string
    readonly query: StoredRecordQuery
    readonly actor: Actor
  },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `INSERT INTO "record_request" ("id", "observedFlowLogId", "query", "actor", "expiresAt")
     SELECT $1, $2, $3::jsonb, $4::jsonb, clock_timestamp() + ${KEPT}
      WHERE (SELECT count(*) FROM "record_request" WHERE "observedFlowLogId" = $2 AND "state" = 'waiting'
               AND "createdAt" > clock_timestamp() - interval '2 minutes') < ${MOST_WAITING}`,
    [request.id, request.observedFlowLogId, asJson(request.query), asJson(request.actor)],
  )
  return rowCount === 1
}

/** A request that has not expired. */
export async function loadRecordRequest(sql: Sql, id: string): Promise<StoredRecordRequest | null> {
  const { rows } = await sql.query<StoredRecordRequest & Record<string, unknown>>(
    `SELECT "id", "observedFlowLogId", "query", "state", "answer", "problem", "createdAt", "answeredAt", "expiresAt"
       FROM "record_request" WHERE "id" = $1 AND "expiresAt" > clock_timestamp()`,
    [id],
  )
  return rows[0] ?? null
}

/** Answers a request once; a second worker that did the same work changes nothing. */
export async function answerRecordRequest(
  sql: Sql,
  id: string,
  outcome: { readonly answer: StoredRecordAnswer } | { readonly problem: Problem },
): Promise<void> {
  const answer = 'answer' in outcome ? asJson(outcome.answer) : null
  const problem = 'problem' in outcome ? asJson(outcome.problem) : null
  await sql.query(
    `UPDATE "record_request" SET "state" = CASE WHEN $2::jsonb IS NULL THEN 'failed' ELSE 'done' END, "answer" = $2::jsonb,
       "problem" = $3::jsonb, "answeredAt" = clock_timestamp(), "expiresAt" = clock_timestamp() + ${KEPT}
      WHERE "id" = $1 AND "state" = 'waiting'`,
    [id, answer, problem],
  )
}

/** Removes what has expired. */
export async function pruneRecordRequests(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM "record_request" WHERE "expiresAt" < clock_timestamp()`)
}
