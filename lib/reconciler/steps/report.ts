import { ENGINE } from '../../domain/change-item'
import { GLOBAL_REGION } from '../../domain/scope'
import { addAuditEntry } from '../../store/audit'
import { finishRequests, syncActionStates } from '../../store/change-progress'
import { addEvent } from '../../store/events'
import type { Pass } from '../pass'
import type { HoldReason } from '../authorised'

const HELD_BACK: ReadonlySet<HoldReason> = new Set([
  'TooManyDeletes',
  'StopAllChanges',
  'LookOnly',
  'EndpointChanged',
  'ObserveOnly',
  'Paused',
])

/** Tells the rest of the product: how approved requests come along, and that there is something new to see. */
export async function report(pass: Pass): Promise<void> {
  const { lease, scope } = pass
  if (scope.ref.region === GLOBAL_REGION && pass.rowsWritten === 0) return
  const held = [...(pass.authorised?.held ?? [])].flatMap(([id, { reason }]) => (HELD_BACK.has(reason) ? [id] : []))
  const acting = [...pass.evidence.keys()]
  await lease.write(async (sql) => {
    const progress = await syncActionStates(sql, scope.scopeId, held, acting)
    pass.rowsWritten += progress.rows
    for (const { id, number, state } of await finishRequests(sql, progress.changeRequestIds)) {
      await addAuditEntry(sql, {
        actor: ENGINE,
        action: `change-request.${state}`,
        subjectType: 'change-request',
        subjectId: id,
        summary: `CR-${number} is ${state}.`,
      })
      pass.rowsWritten += 2
    }
    for (const id of progress.changeRequestIds) await addEvent(sql, { topic: 'change-request', subject: id })
    if (pass.rowsWritten > 0) {
      await addEvent(sql, {
        topic: 'flow-log',
        subject: scope.scopeId,
        payload: { coverageChanged: pass.coverageChanged },
      })
    }
  })
}
