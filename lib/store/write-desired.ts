import type { Phase } from '../domain/lifecycle'
import type { StoredDesired } from './desired-flow-logs'
import type { Sql } from './sql'
import { asJson } from './sql'

/** A desired flow log as the engine leaves it. */
export interface DesiredWrite extends StoredDesired {
  readonly endedAt: Date | null
}

const TYPES = `"id" uuid, "generation" int, "settledGeneration" int, "intent" text, "spec" jsonb, "specHash" text,
  "claimKey" text, "holdsClaim" boolean, "formerTagKeys" text[], "externalId" text, "recordOrigin" text,
  "recordedAt" timestamptz, "recordOperationId" uuid, "sentFormat" text, "echoedFormat" text, "replacement" jsonb,
  "missingSince" timestamptz, "begun" jsonb, "failedFingerprint" text, "failedPrecondition" text, "phase" text,
  "phaseReason" text, "phaseMessage" text, "phaseSince" timestamptz, "deadlineAt" timestamptz, "conditions" jsonb,
  "problem" jsonb, "retryAt" timestamptz, "attempts" int, "retryRequestedAt" timestamptz, "lastOperationId" uuid,
  "endedAt" timestamptz`

const WRITTEN = [...TYPES.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? '').filter((name) => name !== 'id')

/** Columns whose value comes from the row as it stands, not from the pass. */
const SET = WRITTEN.map((name) =>
  name === 'retryRequestedAt'
    ? // A person may have asked again while the pass ran: only the wish that the pass saw is taken as answered.
      `"retryRequestedAt" = CASE WHEN w."retryRequestedAt" IS NULL AND d."retryRequestedAt" <= $2 THEN NULL
                                 ELSE d."retryRequestedAt" END`
    : `"${name}" = w."${name}"`,
).join(', ')

/**
 * Writes desired flow logs as they became, in two statements however many: first those that give a claim up, so that a
 * claim can change hands. `seenAt` is when the pass read them, by the database's clock.
 */
export async function writeDesired(sql: Sql, rows: readonly DesiredWrite[], seenAt: Date): Promise<void> {
  if (rows.length === 0) return
  const givingUp = rows.filter((row) => !row.holdsClaim || row.endedAt !== null)
  const holding = rows.filter((row) => row.holdsClaim && row.endedAt === null)
  for (const part of [givingUp.map((row) => ({ ...row, holdsClaim: false })), holding]) {
    if (part.length === 0) continue
    await sql.query(
      `UPDATE "desired_flow_log" d SET ${SET} FROM jsonb_to_recordset($1::jsonb) AS w(${TYPES}) WHERE d."id" = w."id"`,
      [asJson(part), seenAt],
    )
  }
}

/** A desired flow log that enters. */
export interface DesiredInsert {
  readonly id: string
  readonly configurationId: string
  readonly generation: number
  readonly resourceId: string
  readonly scopeId: string
  readonly targetKeyText: string
  readonly targetType: string
  readonly epoch: number
  readonly spec: object
  readonly specHash: string
  readonly claimKey: string
  readonly holdsClaim: boolean
  readonly createdAt: Date
}

/** Inserts desired flow logs that enter, Pending. */
export async function insertDesired(sql: Sql, rows: readonly DesiredInsert[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "desired_flow_log" ("id", "configurationId", "generation", "resourceId", "scopeId", "targetKeyText",
       "targetType", "epoch", "intent", "spec", "specHash", "claimKey", "holdsClaim", "createdAt", "phaseSince")
     SELECT w."id", w."configurationId", w."generation", w."resourceId", w."scopeId", w."targetKeyText", w."targetType",
       w."epoch", 'present', w."spec", w."specHash", w."claimKey", w."holdsClaim", w."createdAt", w."createdAt"
       FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "configurationId" uuid, "generation" int, "resourceId" uuid,
         "scopeId" uuid, "targetKeyText" text, "targetType" text, "epoch" int, "spec" jsonb, "specHash" text,
         "claimKey" text, "holdsClaim" boolean, "createdAt" timestamptz)`,
    [asJson(rows)],
  )
}

/** One line of a timeline. */
export interface TransitionInsert {
  readonly desiredFlowLogId: string
  readonly at: Date
  readonly fromPhase: Phase | null
  readonly toPhase: Phase
  readonly reason: string
  readonly message: string
  readonly externalId: string | null
  readonly vendorCode: string | null
  readonly requestId: string | null
  readonly operationId: string | null
}

/** Appends lines to timelines. */
export async function insertTransitions(sql: Sql, rows: readonly TransitionInsert[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "transition" ("desiredFlowLogId", "at", "fromPhase", "toPhase", "reason", "message", "externalId",
       "vendorCode", "requestId", "operationId")
     SELECT w."desiredFlowLogId", w."at", w."fromPhase", w."toPhase", w."reason", w."message", w."externalId",
       w."vendorCode", w."requestId", w."operationId"
       FROM jsonb_to_recordset($1::jsonb) AS w("desiredFlowLogId" uuid, "at" timestamptz, "fromPhase" text,
         "toPhase" text, "reason" text, "message" text, "externalId" text, "vendorCode" text, "requestId" text,
         "operationId" uuid)`,
    [asJson(rows)],
  )
}
