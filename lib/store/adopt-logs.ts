import type { Manager } from '../domain/flow-log'
import { asJson, type Sql } from './sql'

/** A log that becomes the record of a desired flow log. */
export interface Adoption {
  readonly desiredFlowLogId: string
  readonly scopeId: string
  readonly externalId: string
  readonly adoptedFrom: Manager
  readonly sentFormat: string | null
  readonly echoedFormat: string | null
  /** Equal to what is desired, so that nothing is left to do. */
  readonly isInSync: boolean
}

const IN_SYNC = 'The flow log exists as desired.'
const DIFFERS = 'It was adopted as it is; what differs waits for a plan of its own.'

/**
 * Takes logs that exist into records, in four statements whatever their number. No cloud is called and no tag is set: all of
 * it is ours to write. What is in sync is left exactly as the next pass would leave it, so that this pass writes nothing.
 */
export async function adoptLogs(
  sql: Sql,
  adoptions: readonly Adoption[],
  { planId, at }: { readonly planId: string; readonly at: Date },
): Promise<void> {
  if (adoptions.length === 0) return
  const rows = asJson(adoptions)
  const columns = `w("desiredFlowLogId" uuid, "scopeId" uuid, "externalId" text, "adoptedFrom" text, "sentFormat" text,
    "echoedFormat" text, "isInSync" boolean)`
  await sql.query(
    `UPDATE "desired_flow_log" d SET "externalId" = w."externalId", "recordOrigin" = 'adopted', "recordedAt" = $2,
       "recordOperationId" = NULL, "sentFormat" = w."sentFormat", "echoedFormat" = w."echoedFormat",
       "adoptedFrom" = w."adoptedFrom", "missingSince" = NULL, "problem" = NULL, "attempts" = 0, "retryAt" = NULL,
       "failedFingerprint" = NULL, "failedPrecondition" = NULL, "begun" = NULL, "drift" = NULL, "deadlineAt" = NULL,
       "settledGeneration" = CASE WHEN w."isInSync" THEN d."generation" END,
       "phase" = 'Active', "phaseReason" = CASE WHEN w."isInSync" THEN 'InSync' ELSE 'Adopted' END,
       "phaseMessage" = CASE WHEN w."isInSync" THEN $3 ELSE $4 END, "phaseSince" = $2,
       "conditions" = CASE WHEN w."isInSync" THEN jsonb_build_array(jsonb_build_object('type', 'Ready', 'reason', 'InSync',
           'message', $3::text, 'observedGeneration', d."generation", 'lastTransitionAt', $5::text)) ELSE '[]'::jsonb END
       FROM jsonb_to_recordset($1::jsonb) AS ${columns} WHERE d."id" = w."desiredFlowLogId"`,
    [rows, at, IN_SYNC, DIFFERS, at.toISOString()],
  )
  await sql.query(
    `UPDATE "observed_flow_log" o SET "ownership" = 'ours', "manager" = NULL, "desiredFlowLogId" = w."desiredFlowLogId"
       FROM jsonb_to_recordset($1::jsonb) AS ${columns}
      WHERE o."scopeId" = w."scopeId" AND o."externalId" = w."externalId"`,
    [rows],
  )
  await sql.query(
    `INSERT INTO "transition" ("desiredFlowLogId", "at", "fromPhase", "toPhase", "reason", "message", "externalId")
     SELECT w."desiredFlowLogId", $2, NULL, 'Active', 'Adopted',
       w."externalId" || ' was taken into the records; its cloud was not called and its tags stay as they are.', w."externalId"
       FROM jsonb_to_recordset($1::jsonb) AS ${columns}`,
    [rows, at],
  )
  await settleAdoptions(sql, planId, adoptions)
}

/** The actions are done with the transaction itself, and their approval is used up. */
async function settleAdoptions(sql: Sql, planId: string, adoptions: readonly Adoption[]): Promise<void> {
  const ids = adoptions.map(({ desiredFlowLogId }) => desiredFlowLogId)
  await sql.query(
    `WITH done AS (
       UPDATE "plan_action" SET "state" = 'done', "updatedAt" = clock_timestamp()
        WHERE "planId" = $1 AND "kind" = 'adopt' AND "state" = 'waiting' AND "desiredFlowLogId" = ANY($2::uuid[])
        RETURNING "fingerprint")
     UPDATE "grant_action" a SET "spentAt" = clock_timestamp() FROM done, "grant" g, "plan" p
      WHERE p."id" = $1 AND g."changeRequestId" = p."changeRequestId" AND a."grantId" = g."id"
        AND a."fingerprint" = done."fingerprint" AND a."spentAt" IS NULL`,
    [planId, ids],
  )
}

/** Flow logs that are let go of instead of deleted, and adopted ones that get our tags, as their approval said. */
export async function keepWishes(
  sql: Sql,
  wishes: {
    readonly retained: readonly { readonly configurationId: string; readonly targets: readonly string[] }[]
    readonly marked: readonly string[]
  },
): Promise<void> {
  for (const { configurationId, targets } of wishes.retained) {
    await sql.query(
      `UPDATE "desired_flow_log" SET "onRemoval" = 'retain'
        WHERE "configurationId" = $1 AND "targetKeyText" = ANY($2::text[]) AND "endedAt" IS NULL`,
      [configurationId, targets],
    )
  }
  if (wishes.marked.length === 0) return
  await sql.query(
    `UPDATE "desired_flow_log" SET "wantsMarks" = true
      WHERE "configurationId" = ANY($1::uuid[]) AND "recordOrigin" = 'adopted' AND "endedAt" IS NULL`,
    [wishes.marked],
  )
}
