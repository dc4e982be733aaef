import type { DriftIgnoreFacts, Heal } from '../domain/drift'
import type { Sql } from './sql'

/** An ignore that holds now, and what for. */
export interface StandingIgnore {
  readonly desiredFlowLogId: string | null
  readonly configurationId: string
  readonly covers: 'drift' | 'delivery'
  readonly facts: DriftIgnoreFacts
}

/** Ignores that hold at this time for desired flow logs of a scope, those of single targets before those of Configurations. */
export async function loadIgnores(sql: Sql, scopeId: string, now: Date): Promise<readonly StandingIgnore[]> {
  const { rows } = await sql.query<{
    id: string
    desiredFlowLogId: string | null
    configurationId: string
    covers: 'drift' | 'delivery'
    until: Date
    owner: string
    reason: string
  }>(
    `SELECT i."id", i."desiredFlowLogId", i."configurationId", i."covers", i."until_at" AS "until", i."owner", i."reason"
       FROM "drift_ignore" i
      WHERE i."endedAt" IS NULL AND i."until_at" > $2 AND EXISTS (
        SELECT 1 FROM "desired_flow_log" d
         WHERE d."scopeId" = $1 AND d."endedAt" IS NULL
           AND CASE WHEN i."desiredFlowLogId" IS NULL THEN d."configurationId" = i."configurationId"
                    ELSE d."id" = i."desiredFlowLogId" END)
      ORDER BY i."desiredFlowLogId" NULLS LAST, i."until_at" DESC, i."id"`,
    [scopeId, now],
  )
  return rows.map(({ id, desiredFlowLogId, configurationId, covers, until, owner, reason }) => ({
    desiredFlowLogId,
    configurationId,
    covers,
    facts: { id, until: until.toISOString(), owner, reason },
  }))
}

/** What upkeep put back for these desired flow logs since a time; for each one not before its own healing counts again. */
export async function loadHeals(
  sql: Sql,
  desiredFlowLogIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, readonly Heal[]>> {
  const heals = new Map<string, Heal[]>()
  if (desiredFlowLogIds.length === 0) return heals
  const { rows } = await sql.query<Heal & { id: string }>(
    `SELECT d."id", o."kind", o."request"->'step' AS "step"
       FROM "desired_flow_log" d JOIN "cloud_operation_item" i ON i."desiredFlowLogId" = d."id"
       JOIN "cloud_operation" o ON o."id" = i."operationId"
      WHERE d."id" = ANY($1::uuid[]) AND o."authority" = 'upkeep-drift'
        AND o."createdAt" > greatest($2, coalesce(d."healsCountFrom", $2))
        -- What the cloud refused has put nothing back.
        AND EXISTS (SELECT 1 FROM "cloud_operation_result" r
                     WHERE r."operationId" = o."id" AND r."outcome" IN ('accepted', 'partly', 'settled-by-listing'))`,
    [desiredFlowLogIds, since],
  )
  for (const { id, kind, step } of rows) heals.set(id, [...(heals.get(id) ?? []), { kind, step }])
  return heals
}

/** Which of these flow logs delivered once, by what was observed of them before. */
export async function loadDeliveredOnce(
  sql: Sql,
  scopeId: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  const { rows } = await sql.query<{ externalId: string }>(
    `SELECT o."externalId" FROM "observed_flow_log" o
      WHERE o."scopeId" = $1 AND o."externalId" = ANY($2::text[]) AND EXISTS (
        SELECT 1 FROM "observed_flow_log_history" h
         WHERE h."observedFlowLogId" = o."id" AND h."content"->>'deliveryState' = 'success')`,
    [scopeId, externalIds],
  )
  return new Set(rows.map(({ externalId }) => externalId))
}
