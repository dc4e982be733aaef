import type { Actor } from '../domain/change-item'
import type { ChangeRequestEvent } from '../domain/change-request'
import { revokeGrants, updateChangeRequest } from '../store/change-requests'
import { inTransaction } from '../store/sql'
import { retryFailedActions, stopWaitingActions } from '../store/plan-progress'
import { wakeScopes } from '../store/scope-queue'
import { recordDecision, requireChangeRequest, requireMove } from './change-request-commands'
import type { ServiceContext } from './service-context'

/** The author takes a request back; nothing of it was or will be carried out. */
export async function withdrawChange(context: ServiceContext, actor: Actor, id: string, note: string): Promise<void> {
  await end(context, actor, id, { event: 'withdraw', action: 'withdraw', verb: 'Withdrew', note })
}

/** A reviewer says no. */
export async function rejectChange(context: ServiceContext, actor: Actor, id: string, note: string): Promise<void> {
  await end(context, actor, id, { event: 'reject', action: 'reject', verb: 'Rejected', note })
}

async function end(
  context: ServiceContext,
  actor: Actor,
  id: string,
  decision: {
    readonly event: ChangeRequestEvent
    readonly action: string
    readonly verb: string
    readonly note: string
  },
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    const state = requireMove(request, decision.event)
    await revokeGrants(sql, id)
    await updateChangeRequest(sql, id, { state, decidedBy: actor, decisionNote: decision.note, isFinished: true })
    await recordDecision(sql, request, { actor, action: decision.action, verb: decision.verb })
  })
}

/** Stops what has not begun: its grants are taken back; calls under way are finished and recorded. */
export async function cancelChange(context: ServiceContext, actor: Actor, id: string, note: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    const state = requireMove(request, 'cancel')
    await revokeGrants(sql, id)
    const stopped = request.planId === null ? [] : await stopWaitingActions(sql, request.planId)
    await updateChangeRequest(sql, id, { state, decisionNote: note, isFinished: true })
    await recordDecision(sql, request, { actor, action: 'cancel', verb: 'Cancelled the rest of' })
    await wakeScopes(sql, stopped)
  })
}

/** Another attempt for every action that failed: its approval counts anew, and its scopes are due now. */
export async function retryFailed(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    // Some may have failed while others are still under way.
    const state = request.state === 'applying' ? request.state : requireMove(request, 'retry')
    const scopeIds = request.planId === null ? [] : await retryFailedActions(sql, id, request.planId)
    await updateChangeRequest(sql, id, { state })
    await recordDecision(sql, request, { actor, action: 'retry-failed', verb: 'Tried again what failed of' })
    await wakeScopes(sql, scopeIds)
  })
}

/** A new plan on the world as it is now. */
export async function replanChange(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    await updateChangeRequest(sql, id, { state: requireMove(request, 'replan') })
    await context.jobs.send(sql, 'plan-change-request', { changeRequestId: id })
    await recordDecision(sql, request, { actor, action: 'replan', verb: 'Asked for a new plan of' })
  })
}
