import type { Actor } from '../domain/change-item'
import { type ChangeRequestEvent, type ChangeRequestState, nextChangeRequestState } from '../domain/change-request'
import { notFound, Refusal } from '../domain/refusal'
import { addAuditEntry } from '../store/audit'
import { lockChangeRequest, type StoredChangeRequest } from '../store/change-requests'
import { addEvent } from '../store/events'
import type { Sql } from '../store/sql'

/** A request, locked for a decision. Throws when there is none. */
export async function requireChangeRequest(sql: Sql, id: string): Promise<StoredChangeRequest> {
  const request = await lockChangeRequest(sql, id)
  if (request === null) throw notFound('change request', id)
  return request
}

const WORDS: Partial<Record<ChangeRequestEvent, string>> = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  replan: 'planned again',
  retry: 'tried again',
  cancel: 'cancelled',
}

/** The state a decision leads to; throws a refusal that says why it is not possible now. */
export function requireMove(request: StoredChangeRequest, event: ChangeRequestEvent): ChangeRequestState {
  const next = nextChangeRequestState(request.state, event)
  if (next !== null) return next
  throw new Refusal({
    kind: 'invalidState',
    code: 'invalid-state',
    detail: `CR-${request.number} is ${request.state}; it cannot be ${WORDS[event] ?? event} now.`,
    remedy: 'Read it again: its member `allowed` says what is possible.',
  })
}

/** The trace every decision leaves: an audit entry and a live event, in the decision's own transaction. */
export async function recordDecision(
  sql: Sql,
  request: Pick<StoredChangeRequest, 'id' | 'number' | 'title'>,
  entry: { readonly actor: Actor; readonly action: string; readonly verb: string; readonly after?: object },
): Promise<void> {
  await addAuditEntry(sql, {
    actor: entry.actor,
    action: `change-request.${entry.action}`,
    subjectType: 'change-request',
    subjectId: request.id,
    summary: `${entry.verb} CR-${request.number} “${request.title}”.`,
    ...(entry.after === undefined ? {} : { after: entry.after }),
  })
  await addEvent(sql, { topic: 'change-request', subject: request.id })
}
