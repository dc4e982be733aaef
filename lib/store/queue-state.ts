import type { Sql } from './sql'

/** How the queue of passes stands, over all workers. */
export interface QueueState {
  /** Scopes that are due and that nobody holds. */
  readonly due: number
  readonly leased: number
  /** How long the most overdue of them has been waiting; 0 when none is. */
  readonly lagSeconds: number
  readonly openOperations: number
}

/** Reads it by the database's clock; the same scopes as a claim would consider. */
export async function readQueueState(sql: Sql): Promise<QueueState> {
  const { rows } = await sql.query<QueueState & Record<string, unknown>>(
    `SELECT count(*) FILTER (WHERE NOT q."isHeld" AND q."dueAt" <= q."now")::int AS "due",
       count(*) FILTER (WHERE q."isHeld")::int AS "leased",
       coalesce(max(extract(epoch FROM q."now" - q."dueAt")) FILTER (WHERE NOT q."isHeld" AND q."dueAt" <= q."now"), 0)::float8
         AS "lagSeconds",
       (SELECT count(*)::int FROM "open_operation") AS "openOperations"
       FROM (SELECT s."dueAt", clock_timestamp() AS "now", coalesce(s."leaseUntil" > clock_timestamp(), false) AS "isHeld"
               FROM "scope" s JOIN "account" a ON a."id" = s."accountRef"
              WHERE s."state" = 'Watched' AND NOT a."isPaused" AND a."removedAt" IS NULL) q`,
  )
  return rows[0] ?? { due: 0, leased: 0, lagSeconds: 0, openOperations: 0 }
}
