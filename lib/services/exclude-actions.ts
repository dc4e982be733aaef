import type { Actor } from '../domain/change-item'
import { Refusal } from '../domain/refusal'
import { updateChangeRequest } from '../store/change-requests'
import { setActionsExcluded, type ActionChoice } from '../store/action-choices'
import { inTransaction } from '../store/sql'
import { recordDecision, requireChangeRequest } from './change-request-commands'
import type { ServiceContext } from './service-context'

/** Leaves actions of an open request's plan out, or takes them back in. What is approved is then another digest. */
export async function chooseActions(
  context: ServiceContext,
  actor: Actor,
  id: string,
  choice: ActionChoice,
  isExcluded: boolean,
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    if (request.state !== 'open' || request.planId === null) {
      throw new Refusal({
        kind: 'invalidState',
        code: 'invalid-state',
        detail: `CR-${request.number} is ${request.state}; its plan can only be changed while it is open.`,
        remedy: 'Make a new change request for what shall be different.',
      })
    }
    const count = await setActionsExcluded(sql, request.planId, choice, isExcluded)
    if (count === 0) return
    await updateChangeRequest(sql, id, { state: request.state })
    await recordDecision(sql, request, {
      actor,
      action: isExcluded ? 'exclude-actions' : 'include-actions',
      verb: isExcluded ? `Left ${count} actions out of` : `Took ${count} actions back into`,
    })
  })
}
