import type { Phase } from './lifecycle'
import type { PhaseInput, PhaseState } from './phase-input'
import { buildConditions } from './phase-conditions'
import { phaseOf } from './phase-of'
import { deadlineMs, lookAgainMs, TIMED_OUT, type Cadence } from './phase-timing'

export interface NextState extends PhaseState {
  /** When to look again because of this one; null when the ordinary listing is soon enough. */
  readonly lookAgainAt: Date | null
}

/**
 * Where a desired flow log stands after a pass. Pure. Phases with a deadline become Stalled when it passes, and polling
 * goes on, slowly: nothing here gives up.
 */
export function nextState(input: PhaseInput): NextState {
  const { current, now, capabilities, cadence } = input
  const { phase, reason, message } = phaseOf(input)
  const isSame = phase === current.phase
  const since = isSame ? current.since : now
  const allowedMs = deadlineMs(phase, capabilities)
  const freshDeadline = allowedMs === null ? null : new Date(now.getTime() + allowedMs)
  const deadlineAt = isSame ? (current.deadlineAt ?? freshDeadline) : freshDeadline
  const isPastDeadline = deadlineAt !== null && now.getTime() >= deadlineAt.getTime()
  const conditions = buildConditions(input, {
    phase,
    reason,
    message,
    timedOut: isPastDeadline ? TIMED_OUT[phase] : null,
  })
  return {
    phase,
    reason,
    message,
    since,
    deadlineAt,
    conditions,
    lookAgainAt: lookAgain(input, phase, since, isPastDeadline, cadence),
  }
}

function lookAgain(
  input: PhaseInput,
  phase: Phase,
  since: Date,
  isPastDeadline: boolean,
  cadence: Cadence,
): Date | null {
  const { now, operations, assessment } = input
  if (phase === 'Deleted' || phase === 'Failed' || phase === 'Blocked') return null
  if (operations.kind === 'retrying') return operations.retryAt
  const after = (ms: number) => new Date(now.getTime() + ms)
  // The second look at something missing decides, and must be at least this much later.
  if (assessment.obstacle?.reason === 'MissingOnce') return after(cadence.secondLookMs)
  const isBusy = operations.kind === 'inFlight' || deadlineMs(phase, input.capabilities) !== null
  return isBusy ? after(lookAgainMs(now.getTime() - since.getTime(), isPastDeadline, cadence)) : null
}
