import type { Actor } from '../domain/change-item'
import type { ConfigurationDocument } from '../domain/configuration'
import type { Phase } from '../domain/lifecycle'
import { notFound, Refusal } from '../domain/refusal'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import { requestRetries } from '../store/plan-progress'
import { wakeScopes } from '../store/scope-queue'
import { inTransaction, type Sql } from '../store/sql'
import { storeProposal } from './propose-change'
import type { ServiceContext } from './service-context'

/** A flow log of ours as these commands need it. */
export interface OwnFlowLog {
  readonly id: string
  readonly scopeId: string
  readonly phase: Phase
  readonly intent: string
  readonly externalId: string | null
  readonly targetKeyText: string
  readonly configurationId: string
  readonly document: ConfigurationDocument
  readonly generation: number
  readonly isDeleted: boolean
  readonly endedAt: Date | null
}

/** Finds a flow log of ours by its desired id, or by the observed id that its record holds; null when it is not ours. */
export async function findOwnFlowLog(sql: Sql, id: string): Promise<OwnFlowLog | null> {
  const { rows } = await sql.query<OwnFlowLog & Record<string, unknown>>(
    `SELECT d."id", d."scopeId", d."phase", d."intent", d."externalId", d."targetKeyText", d."configurationId", c."document",
       c."generation", c."deletedAt" IS NOT NULL AS "isDeleted", d."endedAt"
       FROM "desired_flow_log" d JOIN "configuration" c ON c."id" = d."configurationId"
      WHERE d."id" = $1 OR d."id" = (SELECT o."desiredFlowLogId" FROM "observed_flow_log" o WHERE o."id" = $1)`,
    [id],
  )
  return rows[0] ?? null
}

/** The flow log of ours with this id; refuses what is not ours, and what is not there. */
export async function requireOwn(sql: Sql, id: string): Promise<OwnFlowLog> {
  const own = await findOwnFlowLog(sql, id)
  if (own !== null) return own
  const { rowCount } = await sql.query(`SELECT 1 FROM "observed_flow_log" WHERE "id" = $1`, [id])
  if (rowCount === 0) throw notFound('flow log', id)
  throw new Refusal({
    kind: 'invalidState',
    code: 'not-ours',
    detail: 'This flow log was not made by Weir, so Weir never changes or deletes it.',
    remedy: 'Change it with whatever made it.',
  })
}

/** Asks for another attempt after a failure; the next pass, due now, makes it. */
export async function retryFlowLog(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const own = await requireOwn(sql, id)
    if (own.endedAt !== null || (own.phase !== 'Failed' && own.phase !== 'Blocked')) {
      throw new Refusal({
        kind: 'invalidState',
        code: 'invalid-state',
        detail: `There is nothing to try again: this flow log is ${own.phase}.`,
        remedy: 'Only what failed or is blocked can be tried again.',
      })
    }
    await requestRetries(sql, [own.id])
    await sql.query(
      `UPDATE "grant_action" SET "spentAt" = NULL WHERE ("grantId", "fingerprint") IN (
         SELECT g."id", p."fingerprint" FROM "plan_action" p JOIN "plan" pl ON pl."id" = p."planId"
           JOIN "grant" g ON g."changeRequestId" = pl."changeRequestId"
          WHERE p."desiredFlowLogId" = $1 AND p."state" = 'failed' AND g."revokedAt" IS NULL)`,
      [own.id],
    )
    await wakeScopes(sql, [own.scopeId], { look: true })
    await addAuditEntry(sql, {
      actor,
      action: 'flow-log.retry',
      subjectType: 'flow-log',
      subjectId: own.id,
      summary: `Asked for another attempt at ${own.targetKeyText.split('/').at(-1) ?? own.targetKeyText}.`,
    })
    await addEvent(sql, { topic: 'flow-log', subject: own.id })
  })
}

/** Proposes to delete a single log: its target leaves the Configuration, or the next pass would bring it back. */
export async function proposeFlowLogDeletion(
  context: ServiceContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<string> {
  const own = await requireOwn(context.database.pool, id)
  const target = own.targetKeyText.split('/').at(-1) ?? own.targetKeyText
  if (own.endedAt !== null || own.intent !== 'present' || own.isDeleted) {
    throw new Refusal({
      kind: 'invalidState',
      code: 'invalid-state',
      detail: 'This flow log is being removed already, or is gone.',
      remedy: null,
    })
  }
  const { selector } = own.document
  const isLast = selector.kind === 'explicit' && selector.targets.every((key) => key === own.targetKeyText)
  const base = { configurationId: own.configurationId, baseGeneration: own.generation }
  return storeProposal(context, actor, {
    title: isLast
      ? `Delete ${own.document.name}, whose only target is ${target}`.slice(0, 200)
      : `Delete the flow log of ${target}`.slice(0, 200),
    reason,
    items: [isLast ? { op: 'delete', ...base } : { op: 'exclude', ...base, targets: [own.targetKeyText] }],
  })
}
