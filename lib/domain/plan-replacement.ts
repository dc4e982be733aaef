import type { FieldChange } from './flow-log-spec'
import type { Action } from './plan'
import type { PlanIndex } from './plan-index'
import type { Assessment, DesiredFacts, ReplacementFacts } from './scope-plan'
import { act, blocked, inSync, waiting } from './assess'
import { diffSpecs, type DiffContext } from './diff-spec'
import { replaceAction } from './make-action'
import { notOurs, waitingFor } from './obstacles'
import { isOurs, planBound } from './plan-bound'
import { claimHolder, isSettledLog, transientReason } from './plan-create'
import { gate } from './plan-gate'
import { replaceOrder } from './plan-replace'

type Step = Extract<Action, { kind: 'replace' }>['step']

/** Plans the next step of a replacement that is under way. Pure. */
export function planReplacement(desired: DesiredFacts, replacement: ReplacementFacts, index: PlanIndex): Assessment {
  const { record } = desired
  const hasNew = record !== null && record.externalId !== replacement.oldExternalId && record.presence !== 'gone'
  return hasNew
    ? planWithNew(desired, record.externalId, replacement, index)
    : planWithoutNew(desired, replacement, index)
}

/** The new log does not exist: the old one goes first, or the new one is created. */
function planWithoutNew(desired: DesiredFacts, replacement: ReplacementFacts, index: PlanIndex): Assessment {
  const { oldExternalId, oldPresence, mode } = replacement
  const old = index.log(oldExternalId)
  const bound = oldPresence === 'gone' ? null : oldExternalId

  if (oldPresence === 'suspected' || (oldPresence === 'present' && old === null)) {
    return waiting(desired, waitingFor(desired, 'MissingOnce', oldExternalId), { bound })
  }
  if (old !== null && oldPresence === 'present') {
    if (!isOurs(desired, old, index)) return blocked(desired, notOurs(desired, oldExternalId))
    if (!isSettledLog(old)) return waiting(desired, waitingFor(desired, transientReason(old)), { bound })
    // Somebody took the change back before anything was done: the old log is what is wanted.
    if (old.spec !== null && diffSpecs(desired.spec, old.spec, formats(desired)).length === 0) {
      return inSync(desired, { bound })
    }
  }
  const target = gate(desired, index)
  if (target.kind === 'wait') return waiting(desired, target.obstacle, { bound })
  if (target.kind === 'blocked') return blocked(desired, target.obstacle, { bound })
  if (mode === 'delete-first' && oldPresence === 'present') return step(desired, replacement, 'delete-old', null, index)

  const holder = claimHolder(desired, index, [oldExternalId])
  if (holder?.kind === 'wait') return waiting(desired, holder.obstacle, { bound })
  if (holder?.kind === 'blocked') return blocked(desired, holder.obstacle, { bound })
  return step(desired, replacement, 'create-new', null, index)
}

/** The new log exists: it is confirmed and the old one goes, or it failed and goes itself. */
function planWithNew(
  desired: DesiredFacts,
  newExternalId: string,
  replacement: ReplacementFacts,
  index: PlanIndex,
): Assessment {
  const { oldExternalId, oldPresence, newIsConfirmed, newHasFailed } = replacement
  const settled = { ...desired, replacement: null }
  // Nothing is left to replace: from here on the new log is an ordinary one, failing delivery or not.
  if (oldPresence === 'gone' && desired.record !== null) return planBound(settled, desired.record, index)

  const bound = newExternalId
  const fresh = index.log(newExternalId)
  if (fresh === null) {
    const reason = desired.record?.presence === 'fresh' ? 'NotListedYet' : 'MissingOnce'
    return waiting(desired, waitingFor(desired, reason), { bound })
  }
  if (!isOurs(desired, fresh, index)) return blocked(desired, notOurs(desired, newExternalId))
  if (!isSettledLog(fresh)) return waiting(desired, waitingFor(desired, transientReason(fresh)), { bound })

  const old = index.log(oldExternalId)
  if (old === null || oldPresence === 'suspected') {
    return waiting(desired, waitingFor(desired, 'MissingOnce', oldExternalId), { bound })
  }
  if (!isOurs(desired, old, index)) return blocked(desired, notOurs(desired, oldExternalId), { bound })
  if (old.status === 'deleting') return waiting(desired, waitingFor(desired, 'Deleting', oldExternalId), { bound })

  if (newHasFailed || isTakenBack(desired, oldExternalId, newExternalId, index)) {
    return step(desired, replacement, 'delete-new', newExternalId, index)
  }
  return newIsConfirmed
    ? step(desired, replacement, 'delete-old', newExternalId, index)
    : waiting(desired, waitingFor(desired, 'AwaitingConfirmation', oldExternalId), { bound })
}

/** Whether the desired spec went back to what the old log is, so that the new one is the wrong one. */
function isTakenBack(desired: DesiredFacts, oldId: string, newId: string, index: PlanIndex): boolean {
  const differs = (externalId: string) => {
    const spec = index.log(externalId)?.spec ?? null
    return spec === null || diffSpecs(desired.spec, spec, formats(desired)).length > 0
  }
  return !differs(oldId) && differs(newId)
}

function step(
  desired: DesiredFacts,
  replacement: ReplacementFacts,
  next: Step,
  newExternalId: string | null,
  index: PlanIndex,
): Assessment {
  const { oldExternalId, mode, begun } = replacement
  const changes: readonly FieldChange[] = diffSpecs(desired.spec, begun.before, formats(desired))
  const order = replaceOrder(desired, begun.before, index)
  const action = replaceAction(desired, index, {
    externalId: oldExternalId,
    before: begun.before,
    changes,
    order: mode === 'delete-first' ? 'delete-first' : order,
    step: next,
    newExternalId,
    because: begun.because,
    risk: begun.risk,
    gapSeconds: begun.gapSeconds,
    why: WHY[next],
  })
  return act(desired, action, { bound: newExternalId ?? (next === 'create-new' ? null : oldExternalId) })
}

const WHY: Readonly<Record<Step, string>> = {
  'create-new': 'A replacement is under way: the new flow log is created.',
  'delete-old': 'A replacement is under way: the old flow log goes.',
  'delete-new': 'The new flow log failed or is no longer wanted: it goes, and the old one stays.',
}

function formats(desired: DesiredFacts): DiffContext {
  return {
    sentFormat: desired.record?.sentFormat ?? null,
    echoedFormat: desired.record?.echoedFormat ?? null,
  }
}
