import type { Sql } from './sql'

/**
 * Brings the actions of requests under way to what their desired flow logs have become in this scope. Done = found in
 * sync, or ended; failed = a person must help; everything else waits or is being worked on. Answers how many changed and
 * which requests they belong to.
 */
export async function syncActionStates(
  sql: Sql,
  scopeId: string,
  held: readonly string[],
  acting: readonly string[],
): Promise<{ readonly rows: number; readonly changeRequestIds: readonly string[] }> {
  const { rows } = await sql.query<{ changeRequestId: string }>(
    `WITH live AS (
       SELECT a."planId", a."ordinal", a."state" AS "before", c."id" AS "changeRequestId", d."problem",
         CASE
           WHEN d."id" IS NULL THEN 'waiting'
           WHEN d."endedAt" IS NOT NULL THEN
             CASE WHEN a."kind" IN ('delete', 'release') OR d."phaseReason" = 'TargetGone' THEN 'done' ELSE 'failed' END
           WHEN d."phase" IN ('Failed', 'Blocked') THEN 'failed'
           WHEN d."problem"->>'reason' = 'ReplacementFailed' THEN 'failed'
           WHEN a."kind" NOT IN ('delete', 'release') AND d."phase" = 'Active' AND d."begun" IS NULL
                AND d."settledGeneration" = d."generation"
                AND d."conditions" @> '[{"type": "Ready"}]' THEN 'done'
           WHEN d."id" = ANY($2::uuid[]) THEN 'held-back'
           WHEN d."id" = ANY($3::uuid[]) OR d."phase" IN ('Creating', 'Updating', 'Replacing', 'Deleting') THEN 'applying'
           ELSE 'waiting'
         END AS "after"
         FROM "change_request" c
         JOIN "plan_action" a ON a."planId" = c."planId" AND a."scopeId" = $1
         LEFT JOIN "desired_flow_log" d ON d."id" = a."desiredFlowLogId"
        WHERE c."state" IN ('approved', 'applying') AND a."state" NOT IN ('excluded', 'done', 'failed'))
     UPDATE "plan_action" a SET "state" = live."after", "updatedAt" = clock_timestamp(),
       "problem" = CASE WHEN live."after" = 'failed' THEN live."problem" ELSE NULL END
       FROM live
      WHERE a."planId" = live."planId" AND a."ordinal" = live."ordinal" AND live."after" <> live."before"
     RETURNING live."changeRequestId"`,
    [scopeId, held, acting],
  )
  return { rows: rows.length, changeRequestIds: [...new Set(rows.map(({ changeRequestId }) => changeRequestId))] }
}

/**
 * Requests under way whose every action has ended: applied, partly applied or failed. Also those approved without any
 * action. Answers what each became.
 */
export async function finishRequests(
  sql: Sql,
  changeRequestIds: readonly string[],
): Promise<readonly { readonly id: string; readonly number: number; readonly state: string }[]> {
  if (changeRequestIds.length === 0) return []
  // Scopes end side by side: the lock lets the last of them see what the others have written.
  await sql.query(`SELECT 1 FROM "change_request" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR UPDATE`, [
    changeRequestIds,
  ])
  const { rows } = await sql.query<{ id: string; number: number; state: string }>(
    `WITH tally AS (
       SELECT c."id", count(a.*) FILTER (WHERE a."state" NOT IN ('done', 'failed', 'excluded')) AS "open",
         count(a.*) FILTER (WHERE a."state" = 'done') AS "done", count(a.*) FILTER (WHERE a."state" = 'failed') AS "failed"
         FROM "change_request" c LEFT JOIN "plan_action" a ON a."planId" = c."planId"
        WHERE c."id" = ANY($1::uuid[]) AND c."state" IN ('approved', 'applying') GROUP BY c."id")
     UPDATE "change_request" c SET "finishedAt" = clock_timestamp(), "updatedAt" = clock_timestamp(), "revision" = c."revision" + 1,
       "state" = CASE WHEN tally."failed" = 0 THEN 'applied' WHEN tally."done" = 0 THEN 'failed' ELSE 'partly-applied' END
       FROM tally WHERE c."id" = tally."id" AND tally."open" = 0
     RETURNING c."id", c."number", c."state"`,
    [changeRequestIds],
  )
  return rows
}
