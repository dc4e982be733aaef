import type { OperationsOutcome } from '../domain/phase-input'
import type { Action } from '../domain/plan'
import type { Assessment } from '../domain/scope-plan'
import type { Hold } from './authorised'
import type { Draft, Pass } from './pass'

/** How the operations of one desired flow log stand after what this pass did. */
export function operationsOutcome(
  pass: Pass,
  draft: Readonly<Draft>,
  assessment: Assessment,
  hold: Hold | null,
): OperationsOutcome {
  const kind = actionKind(draft, assessment)
  const open = pass.openOperationOf(draft.id)
  if (open !== null) {
    return open.awaiting === 'resend' && open.retryAt !== null && !open.mayHaveHappened
      ? { kind: 'retrying', action: kind, problem: null, retryAt: open.retryAt }
      : { kind: 'inFlight', action: kind }
  }
  if (draft.retryAt !== null && draft.retryAt > pass.now()) {
    return { kind: 'retrying', action: kind, problem: draft.problem, retryAt: draft.retryAt }
  }
  // Only while the action that failed is still what is to be done: anything else is told by the assessment itself.
  if (draft.failedFingerprint === assessment.action?.fingerprint && draft.problem !== null) {
    return { kind: 'failed', action: kind, problem: draft.problem }
  }
  return wasActedOn(pass, draft, assessment, hold) ? { kind: 'inFlight', action: kind } : { kind: 'none' }
}

function actionKind({ begun }: Readonly<Draft>, { action }: Assessment): Action['kind'] {
  return begun?.kind ?? action?.kind ?? 'create'
}

/** A call of this pass was accepted; the next listing shows what it did. */
function wasActedOn(pass: Pass, draft: Readonly<Draft>, assessment: Assessment, hold: Hold | null): boolean {
  if (assessment.verdict !== 'action' || hold !== null) return false
  const evidence = pass.evidence.get(draft.id)
  return evidence !== undefined && evidence.vendorCode === null
}
