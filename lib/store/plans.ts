import type { Obstacle, Plan } from '../domain/plan'
import type { Sql } from './sql'
import { asJson } from './sql'

/** What a stored action knows beside the action itself. */
export interface ActionContext {
  readonly scopeId: string
  readonly resourceId: string
  readonly targetExternalId: string
  readonly targetName: string | null
  readonly configurationName: string
  readonly command: string
}

export interface PlanWrite {
  readonly id: string
  readonly changeRequestId: string
  readonly plan: Plan
  readonly summary: object
  readonly computedAt: Date
  /** By index of the plan's actions. */
  readonly contexts: readonly ActionContext[]
  readonly resourceIdOf: (obstacle: Obstacle) => string | null
  readonly targetKeyTextOf: (of: Plan['actions'][number] | Obstacle) => string
}

/** Stores a plan with all its actions and obstacles, in three statements whatever its size. */
export async function insertPlan(sql: Sql, write: PlanWrite): Promise<void> {
  const { id, plan } = write
  await sql.query(
    `INSERT INTO "plan" ("id", "changeRequestId", "schemaVersion", "digest", "counters", "summary", "computedAt")
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      write.changeRequestId,
      plan.schemaVersion,
      plan.digest,
      asJson(plan.counters),
      asJson(write.summary),
      write.computedAt,
    ],
  )
  await insertActions(sql, write)
  await insertObstacles(sql, write)
}

async function insertActions(sql: Sql, { id, plan, contexts, targetKeyTextOf }: PlanWrite): Promise<void> {
  const rows = plan.actions.map((action, ordinal) => ({
    ordinal,
    kind: action.kind,
    configurationId: action.configurationId,
    targetKeyText: targetKeyTextOf(action),
    targetType: action.target.type,
    externalId: 'externalId' in action ? action.externalId : null,
    risk: action.risk,
    gapSeconds: action.gapSeconds,
    why: action.why,
    before: 'before' in action ? action.before : null,
    desired: 'desired' in action ? action.desired : null,
    changes: 'changes' in action ? action.changes : [],
    details: {
      because: action.because,
      gapEstimateSeconds: action.gapEstimateSeconds,
      ...(action.kind === 'replace' && { order: action.order }),
      ...(action.kind === 'delete' && { leavesUncovered: action.leavesUncovered }),
    },
    fingerprint: action.fingerprint,
    precondition: action.precondition,
    ...contexts[ordinal],
  }))
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "plan_action" ("planId", "ordinal", "kind", "configurationId", "configurationName", "scopeId", "resourceId",
       "targetKeyText", "targetType", "targetExternalId", "targetName", "externalId", "risk", "gapSeconds", "why", "before",
       "desired", "changes", "details", "command", "fingerprint", "precondition")
     SELECT $1, w."ordinal", w."kind", w."configurationId", w."configurationName", w."scopeId", w."resourceId",
       w."targetKeyText", w."targetType", w."targetExternalId", w."targetName", w."externalId", w."risk", w."gapSeconds",
       w."why", w."before", w."desired", w."changes", w."details", w."command", w."fingerprint", w."precondition"
       FROM jsonb_to_recordset($2::jsonb) AS w("ordinal" int, "kind" text, "configurationId" uuid, "configurationName" text,
         "scopeId" uuid, "resourceId" uuid, "targetKeyText" text, "targetType" text, "targetExternalId" text,
         "targetName" text, "externalId" text, "risk" text, "gapSeconds" int, "why" text, "before" jsonb, "desired" jsonb,
         "changes" jsonb, "details" jsonb, "command" text, "fingerprint" text, "precondition" text)`,
    [id, asJson(rows)],
  )
}

async function insertObstacles(sql: Sql, { id, plan, resourceIdOf, targetKeyTextOf }: PlanWrite): Promise<void> {
  const toRow = (severity: 'obstacle' | 'warning') => (obstacle: Obstacle) => ({
    severity,
    reason: obstacle.reason,
    configurationId: obstacle.configurationId,
    targetKeyText: targetKeyTextOf(obstacle),
    resourceId: resourceIdOf(obstacle),
    message: obstacle.message,
    remedy: obstacle.remedy,
    other: obstacle.other,
  })
  const rows = [...plan.obstacles.map(toRow('obstacle')), ...plan.warnings.map(toRow('warning'))]
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "plan_obstacle" ("planId", "ordinal", "severity", "reason", "configurationId", "targetKeyText", "resourceId",
       "message", "remedy", "other")
     SELECT $1, w."ordinal", w."severity", w."reason", w."configurationId", w."targetKeyText", w."resourceId", w."message",
       w."remedy", w."other"
       FROM jsonb_to_recordset($2::jsonb) AS w("ordinal" int, "severity" text, "reason" text, "configurationId" uuid,
         "targetKeyText" text, "resourceId" uuid, "message" text, "remedy" text, "other" text)`,
    [id, asJson(rows.map((row, ordinal) => ({ ordinal, ...row })))],
  )
}

/** A stored action, as far as approval looks at it. */
export interface StoredAction {
  readonly ordinal: number
  readonly kind: string
  readonly configurationId: string
  readonly targetKeyText: string
  readonly fingerprint: string
  readonly state: string
}

/** All actions of a plan, in its order. */
export async function loadPlanActions(sql: Sql, planId: string): Promise<readonly StoredAction[]> {
  const { rows } = await sql.query<StoredAction & Record<string, unknown>>(
    `SELECT "ordinal", "kind", "configurationId", "targetKeyText", "fingerprint", "state" FROM "plan_action"
      WHERE "planId" = $1 ORDER BY "ordinal"`,
    [planId],
  )
  return rows
}

/** The digest of a stored plan; null when there is none. */
export async function planDigestOf(sql: Sql, planId: string): Promise<string | null> {
  const { rows } = await sql.query<{ digest: string }>(`SELECT "digest" FROM "plan" WHERE "id" = $1`, [planId])
  return rows[0]?.digest ?? null
}

/** Sets what was approved going: each action that was not left out waits, and knows its desired flow log. */
export async function startActions(
  sql: Sql,
  planId: string,
  desired: readonly { readonly configurationId: string; readonly targetKeyText: string; readonly id: string }[],
): Promise<void> {
  await sql.query(
    `UPDATE "plan_action" SET "state" = 'waiting', "updatedAt" = now() WHERE "planId" = $1 AND "state" = 'planned'`,
    [planId],
  )
  await sql.query(
    `UPDATE "plan_action" p SET "desiredFlowLogId" = w."id"
       FROM jsonb_to_recordset($2::jsonb) AS w("configurationId" uuid, "targetKeyText" text, "id" uuid)
      WHERE p."planId" = $1 AND p."configurationId" = w."configurationId" AND p."targetKeyText" = w."targetKeyText"`,
    [planId, asJson(desired)],
  )
}
