import type { Sql } from './sql'

/** Holds back what waits of a plan. Answers the scopes concerned. */
export async function stopWaitingActions(sql: Sql, planId: string): Promise<readonly string[]> {
  const { rows } = await sql.query<{ scopeId: string }>(
    `UPDATE "plan_action" SET "state" = 'held-back', "updatedAt" = now()
      WHERE "planId" = $1 AND "state" = 'waiting' RETURNING "scopeId"`,
    [planId],
  )
  return [...new Set(rows.map(({ scopeId }) => scopeId))]
}

/** Lets failed actions of a plan begin again: their grants count anew. Answers the scopes concerned. */
export async function retryFailedActions(
  sql: Sql,
  changeRequestId: string,
  planId: string,
): Promise<readonly string[]> {
  const { rows } = await sql.query<{ scopeId: string; fingerprint: string; desiredFlowLogId: string | null }>(
    `UPDATE "plan_action" SET "state" = 'waiting', "problem" = NULL, "updatedAt" = now()
      WHERE "planId" = $1 AND "state" = 'failed' RETURNING "scopeId", "fingerprint", "desiredFlowLogId"`,
    [planId],
  )
  await sql.query(
    `UPDATE "grant_action" a SET "spentAt" = NULL FROM "grant" g
      WHERE g."id" = a."grantId" AND g."changeRequestId" = $1 AND a."fingerprint" = ANY($2::text[])`,
    [changeRequestId, rows.map(({ fingerprint }) => fingerprint)],
  )
  await requestRetries(
    sql,
    rows.flatMap(({ desiredFlowLogId }) => desiredFlowLogId ?? []),
  )
  return [...new Set(rows.map(({ scopeId }) => scopeId))]
}

/** Notes that a person wants another attempt after a terminal failure; the next pass answers it. */
export async function requestRetries(sql: Sql, desiredFlowLogIds: readonly string[]): Promise<void> {
  if (desiredFlowLogIds.length === 0) return
  await sql.query(
    `UPDATE "desired_flow_log" SET "retryRequestedAt" = clock_timestamp(), "retryAt" = NULL
      WHERE "id" = ANY($1::uuid[]) AND "endedAt" IS NULL`,
    [desiredFlowLogIds],
  )
}
