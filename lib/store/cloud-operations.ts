import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { Problem } from '../domain/problem'
import type { UpdateStep } from '../domain/update-step'
import type { Authority } from './desired-flow-logs'
import type { Sql } from './sql'
import { asJson } from './sql'

/** One call that changes a cloud, frozen as it was first sent: a retry sends exactly this. */
export type OperationRequest =
  | {
      readonly kind: 'create'
      readonly spec: FlowLogSpec
      readonly specHash: string
      /** `new`: a first log. `replacement`: the new one of a replacement. */
      readonly purpose: 'new' | 'replacement'
    }
  | { readonly kind: 'update'; readonly externalId: string; readonly step: UpdateStep }
  | {
      readonly kind: 'delete'
      /** What the deletion is for: `removal`, or the old or new log of a replacement. */
      readonly purpose: 'removal' | 'old' | 'new'
      readonly externalIds: readonly string[]
    }

export interface OperationItem {
  readonly desiredFlowLogId: string
  readonly targetKeyText: string
  readonly externalId: string | null
}

/** The intent of one call, as it is committed before the call. */
export interface OperationIntent {
  readonly id: string
  readonly scopeId: string
  readonly configurationId: string
  readonly grantId: string | null
  readonly authority: Authority
  readonly fence: string
  readonly request: OperationRequest
  readonly command: string
  readonly createdAt: Date
  readonly callDeadlineAt: Date
  readonly items: readonly OperationItem[]
}

/** Commits what is about to be done: the operation, its items, and that it is open. */
export async function insertIntent(sql: Sql, intent: OperationIntent): Promise<void> {
  await sql.query(
    `WITH operation AS (
       INSERT INTO "cloud_operation" ("id", "scopeId", "kind", "configurationId", "grantId", "authority", "fence", "request",
         "command", "createdAt", "callDeadlineAt", "itemCount")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, jsonb_array_length($12::jsonb))),
     items AS (
       INSERT INTO "cloud_operation_item" ("operationId", "ordinal", "desiredFlowLogId", "targetKeyText", "externalId")
       SELECT $1, w."ordinal", w."desiredFlowLogId", w."targetKeyText", w."externalId"
         FROM jsonb_to_recordset($12::jsonb)
           AS w("ordinal" int, "desiredFlowLogId" uuid, "targetKeyText" text, "externalId" text))
     INSERT INTO "open_operation" ("operationId", "scopeId", "attempts", "createdAt", "awaiting", "callDeadlineAt",
       "mayHaveHappened", "pendingItems") VALUES ($1, $2, 1, $10, 'reply', $11, true, $13)`,
    [
      intent.id,
      intent.scopeId,
      intent.request.kind,
      intent.configurationId,
      intent.grantId,
      intent.authority,
      intent.fence,
      asJson(intent.request),
      intent.command,
      intent.createdAt,
      intent.callDeadlineAt,
      asJson(intent.items.map((item, ordinal) => ({ ordinal, ...item }))),
      intent.items.map((item) => item.desiredFlowLogId),
    ],
  )
}

/** An operation without a final result, with everything needed to send it again or to look for what it made. */
export interface OpenOperation extends Omit<OperationIntent, 'callDeadlineAt'> {
  readonly attempts: number
  /** `conflict`: sent again, it was refused as a double, of what the first attempt made or of something else. */
  readonly awaiting: 'reply' | 'resend' | 'listing' | 'conflict'
  /** Of the newest attempt. */
  readonly callDeadlineAt: Date
  readonly retryAt: Date | null
  readonly mayHaveHappened: boolean
  /** Desired flow logs of items without an outcome. */
  readonly pendingItems: readonly string[]
  /** Ids that the call answered it made, where it did not say for which item. */
  readonly madeIds: readonly string[]
}

/** The open operations of a scope, oldest first. */
export async function loadOpenOperations(sql: Sql, scopeId: string): Promise<readonly OpenOperation[]> {
  const { rows } = await sql.query<OpenOperation & Record<string, unknown>>(
    `SELECT o."id", o."scopeId", o."configurationId", o."grantId", o."authority", o."fence"::text AS "fence", o."request",
       o."command", o."createdAt", p."attempts", p."awaiting", coalesce(p."callDeadlineAt", o."callDeadlineAt") AS "callDeadlineAt",
       p."retryAt", p."mayHaveHappened", p."pendingItems", p."madeIds",
       (SELECT jsonb_agg(jsonb_build_object('desiredFlowLogId', i."desiredFlowLogId", 'targetKeyText', i."targetKeyText",
                 'externalId', i."externalId") ORDER BY i."ordinal")
          FROM "cloud_operation_item" i WHERE i."operationId" = o."id") AS "items"
       FROM "open_operation" p JOIN "cloud_operation" o ON o."id" = p."operationId"
      WHERE p."scopeId" = $1 ORDER BY o."id"`,
    [scopeId],
  )
  return rows
}

/** Commits that an open operation is about to be sent again. */
export async function markResent(sql: Sql, operationId: string, callDeadlineAt: Date): Promise<void> {
  await sql.query(
    `UPDATE "open_operation" SET "attempts" = "attempts" + 1, "awaiting" = 'reply', "callDeadlineAt" = $2,
       "mayHaveHappened" = true, "retryAt" = NULL WHERE "operationId" = $1`,
    [operationId, callDeadlineAt],
  )
}

/** How one item of an operation ended. */
export interface ItemResult {
  readonly desiredFlowLogId: string
  readonly outcome: 'accepted' | 'refused' | 'abandoned'
  readonly externalId: string | null
  readonly problem: Problem | null
}

/** How one attempt ended. */
export interface OperationResult {
  readonly operationId: string
  readonly attempt: number
  readonly outcome: 'accepted' | 'partly' | 'refused' | 'ambiguous' | 'throttled' | 'settled-by-listing' | 'abandoned'
  readonly items: readonly ItemResult[]
  readonly vendorCode: string | null
  readonly message: string | null
  readonly requestId: string | null
  readonly durationMs: number | null
  readonly at: Date
}

/** Appends how an attempt ended. */
export async function insertResult(sql: Sql, result: OperationResult): Promise<void> {
  await sql.query(
    `INSERT INTO "cloud_operation_result" ("operationId", "attempt", "outcome", "items", "vendorCode", "message",
       "requestId", "durationMs", "at") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      result.operationId,
      result.attempt,
      result.outcome,
      asJson(result.items),
      result.vendorCode,
      result.message,
      result.requestId,
      result.durationMs,
      result.at,
    ],
  )
}

/** The operation is settled: nobody needs to ask about it again. */
export async function closeOperation(sql: Sql, operationId: string): Promise<void> {
  await sql.query(`DELETE FROM "open_operation" WHERE "operationId" = $1`, [operationId])
}

/** What an open operation waits for from now on. */
export async function keepOpen(
  sql: Sql,
  operationId: string,
  wait: {
    readonly awaiting: 'resend' | 'listing' | 'conflict'
    readonly retryAt: Date | null
    readonly mayHaveHappened: boolean
    readonly pendingItems: readonly string[]
    /** Left as it is when not given. */
    readonly madeIds?: readonly string[]
  },
): Promise<void> {
  await sql.query(
    `UPDATE "open_operation" SET "awaiting" = $2, "retryAt" = $3, "mayHaveHappened" = $4, "pendingItems" = $5,
       "madeIds" = coalesce($6, "madeIds")
      WHERE "operationId" = $1`,
    [operationId, wait.awaiting, wait.retryAt, wait.mayHaveHappened, wait.pendingItems, wait.madeIds ?? null],
  )
}

/** PostgreSQL's word for a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Lets scopes that run side by side count new targets of one Configuration one after the other, until the transaction ends. It
 * is the weaker lock, which does not hold up those that only refer to the Configuration. An approval holds it while it asks
 * for the scopes, whose rows a pass holds: so nobody waits longer than it takes for that to count as a deadlock. False when it
 * was not to be had; the transaction is of no use then.
 */
export async function lockUpkeep(sql: Sql, configurationId: string): Promise<boolean> {
  await sql.query(`SET LOCAL lock_timeout TO '700ms'`)
  try {
    await sql.query(`SELECT 1 FROM "configuration" WHERE "id" = $1 FOR NO KEY UPDATE`, [configurationId])
    return true
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === LOCK_NOT_AVAILABLE) return false
    throw error
  }
}

/**
 * New targets that upkeep let into a Configuration since the approval of its generation: exactly, once they are more than
 * `enough`; up to there a bound from above will do, which counts a target once for every attempt and costs far less.
 */
export async function countUpkeepEntries(
  sql: Sql,
  configurationId: string,
  generation: number,
  enough: number,
): Promise<number> {
  const atMost = await upkeepCount(sql, configurationId, generation, 'sum(o."itemCount")', '')
  if (atMost <= enough) return atMost
  const items = `JOIN "cloud_operation_item" i ON i."operationId" = o."id"`
  return upkeepCount(sql, configurationId, generation, 'count(DISTINCT i."desiredFlowLogId")', items)
}

async function upkeepCount(
  sql: Sql,
  configurationId: string,
  generation: number,
  counted: 'sum(o."itemCount")' | 'count(DISTINCT i."desiredFlowLogId")',
  items: string,
): Promise<number> {
  const { rows } = await sql.query<{ used: number }>(
    `SELECT coalesce(${counted}, 0)::int AS "used" FROM "cloud_operation" o ${items}
      WHERE o."configurationId" = $1 AND o."authority" = 'upkeep-new-target'
        AND o."createdAt" >= (SELECT v."createdAt" FROM "configuration_version" v
                               WHERE v."configurationId" = $1 AND v."generation" = $2)`,
    [configurationId, generation],
  )
  return rows[0]?.used ?? 0
}
