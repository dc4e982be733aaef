import type { Phase } from './lifecycle'
import type { Action } from './plan'
import type { PhaseInput } from './phase-input'
import { canTransition } from './phase-rules'

export interface PhaseWords {
  readonly phase: Phase
  /** PascalCase. */
  readonly reason: string
  readonly message: string
}

const WORKING: Readonly<Record<Action['kind'], Phase>> = {
  create: 'Creating',
  update: 'Updating',
  replace: 'Replacing',
  delete: 'Deleting',
  release: 'Active',
  adopt: 'Active',
}

/** The phase that an assessment and the operations behind it amount to. Pure; never one that may not follow. */
export function phaseOf(input: PhaseInput): PhaseWords {
  const { current } = input
  const words = derive(input)
  if (canTransition(current.phase, words.phase)) return words
  // Only Deleted has no way on; a deletion that was called off shows what it was until the next phase is reached.
  return { phase: current.phase, reason: current.reason, message: current.message }
}

function derive(input: PhaseInput): PhaseWords {
  const { assessment, operations, desired } = input
  const { obstacle, verdict } = assessment
  if (verdict === 'done') {
    if (obstacle !== null) return { phase: 'Deleted', reason: obstacle.reason, message: obstacle.message }
    return desired.intent === 'released'
      ? { phase: 'Deleted', reason: 'Released', message: 'Weir let go of the flow log; it stays in the cloud.' }
      : { phase: 'Deleted', reason: 'Removed', message: 'The flow log is gone.' }
  }
  if (operations.kind === 'failed' && verdict !== 'in-sync') {
    const { reason, message } = operations.problem
    return { phase: 'Failed', reason, message }
  }
  switch (verdict) {
    case 'in-sync':
      return { phase: 'Active', reason: 'InSync', message: 'The flow log exists as desired.' }
    case 'blocked':
      return { phase: 'Blocked', reason: obstacle?.reason ?? 'Blocked', message: obstacle?.message ?? '' }
    case 'waiting':
      return {
        phase: waitingPhase(input),
        reason: obstacle?.reason ?? 'Waiting',
        message: obstacle?.message ?? '',
      }
    case 'action':
      return actionPhase(input)
  }
}

function waitingPhase({ assessment, desired, current, operations }: PhaseInput): Phase {
  const reason = assessment.obstacle?.reason
  const isBound = assessment.boundExternalId !== null
  if (reason === 'Paused') return isBound ? 'Active' : 'Pending'
  if (desired.intent === 'absent')
    return operations.kind === 'none' && reason !== 'Deleting' && current.phase !== 'Deleting'
      ? atRest(isBound)
      : 'Deleting'
  if (desired.replacement !== null) return 'Replacing'
  switch (reason) {
    case 'Creating':
    case 'NotListedYet':
      return 'Creating'
    case 'Modifying':
      return 'Updating'
    case 'MissingOnce':
    case 'UnknownStatus':
    case 'Deleting':
      // One listing decides nothing, and somebody else's deletion is not ours: it stays what it was.
      return current.phase === 'Blocked' || current.phase === 'Failed' ? atRest(isBound) : current.phase
    default:
      return atRest(isBound)
  }
}

function actionPhase(input: PhaseInput): PhaseWords {
  const { assessment, operations, authorisation, desired } = input
  const { action } = assessment
  if (action === null) return { phase: 'Pending', reason: 'Declared', message: '' }
  const isMoving = operations.kind === 'inFlight' || operations.kind === 'retrying'
  if (isMoving || (desired.replacement !== null && action.kind === 'replace')) {
    const isRetry = operations.kind === 'retrying'
    const reason = isRetry ? (operations.problem?.reason ?? 'Retrying') : GERUND[action.kind]
    const message = isRetry
      ? (operations.problem?.message ?? 'The cloud asked to slow down; it is tried again.')
      : action.why
    return { phase: WORKING[isMoving ? operations.action : action.kind], reason, message }
  }
  const phase = atRest(assessment.boundExternalId !== null)
  return { phase, reason: restReason(authorisation, assessment.driftKind), message: restMessage(authorisation, action) }
}

/** What a plan would do is no statement of what is done. */
function restMessage(authorisation: PhaseInput['authorisation'], action: Action): string {
  if (authorisation === 'Ignored') return `${action.why} Somebody answers for leaving it so until a date.`
  if (authorisation === 'Flapping') return `${action.why} Healing has stopped: somebody undoes it again and again.`
  if (authorisation !== 'NotifyOnly') return action.why
  const found = action.kind === 'create' ? 'It was deleted outside Weir.' : action.why
  return `${found} Its Configuration asks to be told of drift, so nothing is done about it.`
}

const GERUND: Readonly<Record<Action['kind'], string>> = {
  create: 'Creating',
  update: 'Updating',
  replace: 'Replacing',
  delete: 'Deleting',
  release: 'Releasing',
  adopt: 'Adopting',
}

const RESTS: ReadonlySet<string> = new Set(['ObserveOnly', 'NotifyOnly', 'Paused', 'Ignored', 'Flapping'])

function restReason(authorisation: PhaseInput['authorisation'], driftKind: string): string {
  if (authorisation === 'needsApproval') return 'AwaitingApproval'
  if (authorisation !== null && RESTS.has(authorisation)) return authorisation
  return driftKind === 'none' ? 'Planned' : 'Drifted'
}

/** Nothing is being done: a log that exists is Active (conditions say what differs), one that does not is Pending. */
function atRest(isBound: boolean): Phase {
  return isBound ? 'Active' : 'Pending'
}
