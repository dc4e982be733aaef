import type { Actor } from '../domain/change-item'
import { Refusal } from '../domain/refusal'
import { startPreflight } from './preflight-plan'
import { recordDecision, requireChangeRequest } from './change-request-commands'
import type { ServiceContext } from './service-context'
import { inTransaction } from '../store/sql'

/** Asks the clouds once more what the plan of an open request rests on; the answer comes as an event. */
export async function requestPreflight(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    if (request.state !== 'open' || request.planId === null) {
      throw new Refusal({
        kind: 'invalidState',
        code: 'invalid-state',
        detail: `CR-${request.number} is ${request.state}; only an open request with a plan can be checked.`,
        remedy: 'Plan it again, or look at how it went.',
      })
    }
    await startPreflight(sql, context.jobs, request.planId)
    await recordDecision(sql, request, { actor, action: 'preflight', verb: 'Checked again what the clouds say to' })
  })
}
