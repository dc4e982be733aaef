import type { Condition, ConditionType } from './conditions'
import { describeFlapping, FLAPPING_WINDOW_MS, flappingRemedy } from './drift'
import type { Phase } from './lifecycle'
import type { Problem } from './problem'
import type { PhaseInput, PhaseState } from './phase-input'
import type { PhaseWords } from './phase-of'

interface Outcome extends PhaseWords {
  /** The reason of Stalled when the phase outlived its deadline. */
  readonly timedOut: string | null
}

type Word = Pick<Condition, 'reason' | 'message'>

/** Every condition of a desired flow log, in the order they are declared. Pure. */
export function buildConditions(input: PhaseInput, outcome: Outcome): readonly Condition[] {
  const { phase } = outcome
  if (phase === 'Deleted') return []
  const words: Partial<Record<ConditionType, Word | null>> = {
    Ready: readyWord(input, phase),
    Reconciling: reconcilingWord(input, outcome),
    Stalled: stalledWord(input, outcome),
    Drifted: isIgnored(input, 'drift') ? null : driftedWord(input, phase),
    DriftIgnored: ignoredWord(input, phase),
    AwaitingApproval: awaitingWord(input, phase),
    ApplyFailed: applyFailedWord(input),
    DeliveryFailed: deliveryFailedWord(input, phase),
  }
  return (Object.entries(words) as [ConditionType, Word | null][]).flatMap(([type, word]) =>
    word === null ? [] : [condition(input, type, word)],
  )
}

/** The look failed: everything stays as it was known, and says so. Pure. */
export function withObserveFailed(
  current: PhaseState,
  problem: Problem,
  generation: number,
  now: Date,
): readonly Condition[] {
  const others = current.conditions.filter(({ type }) => type !== 'ObserveFailed')
  if (current.phase === 'Deleted') return others
  const before = current.conditions.find(({ type }) => type === 'ObserveFailed')
  const failed: Condition = {
    type: 'ObserveFailed',
    reason: problem.reason,
    message: problem.message,
    observedGeneration: generation,
    lastTransitionAt: before?.lastTransitionAt ?? now.toISOString(),
  }
  return [...others, failed]
}

function condition({ current, desired, now }: PhaseInput, type: ConditionType, { reason, message }: Word): Condition {
  const before = current.conditions.find((known) => known.type === type)
  return {
    type,
    reason,
    message,
    observedGeneration: desired.generation,
    // The time it became true, not the time its words changed.
    lastTransitionAt: before?.lastTransitionAt ?? now.toISOString(),
  }
}

function readyWord({ assessment }: PhaseInput, phase: Phase): Word | null {
  return phase === 'Active' && assessment.verdict === 'in-sync'
    ? { reason: 'InSync', message: 'The flow log exists as desired.' }
    : null
}

const BUSY: readonly Phase[] = ['Creating', 'Updating', 'Deleting']

function reconcilingWord(input: PhaseInput, { phase, reason, message }: Outcome): Word | null {
  const { assessment, authorisation, operations } = input
  if (phase === 'Blocked' || phase === 'Failed') return null
  if (BUSY.includes(phase)) return { reason, message }
  if (assessment.verdict === 'waiting') return reason === 'Paused' ? null : { reason, message }
  if (assessment.verdict !== 'action') return null
  const isAllowed = authorisation === 'granted' || authorisation === 'withinUpkeep'
  return isAllowed || operations.kind === 'inFlight' || operations.kind === 'retrying' ? { reason, message } : null
}

function stalledWord({ standing, assessment }: PhaseInput, { phase, reason, message, timedOut }: Outcome): Word | null {
  if (phase === 'Blocked' || phase === 'Failed') return { reason, message }
  if (standing?.kind === 'flapping' && assessment.driftKind !== 'none') {
    const { flapping } = standing
    return {
      reason: 'Flapping',
      message: `${describeFlapping(flapping, FLAPPING_WINDOW_MS)} ${flappingRemedy(flapping)}`,
    }
  }
  if (timedOut === null) return null
  return { reason: timedOut, message: `It takes longer than it should (${reason}). Weir goes on looking.` }
}

function driftedWord({ assessment }: PhaseInput, phase: Phase): Word | null {
  const { drift, driftKind } = assessment
  if (phase === 'Deleting') return null
  switch (driftKind) {
    case 'none':
      return null
    case 'deleted':
      return { reason: 'DeletedOutside', message: 'The flow log was deleted outside Weir.' }
    case 'disabled':
      return { reason: 'DisabledOutside', message: 'The flow log was switched off outside Weir.' }
    case 'tags':
      return {
        reason: 'TagsChanged',
        message: `Tags were changed outside Weir: ${drift.map(({ field }) => field).join(', ')}.`,
      }
    case 'fields':
      return {
        reason: 'FieldsChanged',
        message: `Changed outside Weir: ${drift.map(({ field }) => field).join(', ')}.`,
      }
  }
}

function isIgnored({ standing }: PhaseInput, covers: 'drift' | 'delivery'): boolean {
  return standing?.kind === 'ignored' && standing.covers === covers
}

/** Ignored drift is told, and asks nobody for anything. */
function ignoredWord(input: PhaseInput, phase: Phase): Word | null {
  const { standing } = input
  if (standing?.kind !== 'ignored') return null
  const word = standing.covers === 'drift' ? driftedWord(input, phase) : failedDeliveryWord(input, phase)
  if (word === null) return null
  const { owner, until, reason } = standing.ignore
  return { reason: word.reason, message: `${word.message} Ignored until ${until.slice(0, 10)} by ${owner}: ${reason}` }
}

function awaitingWord({ authorisation, assessment }: PhaseInput, phase: Phase): Word | null {
  const isWaiting = authorisation === 'needsApproval' && assessment.action !== null
  return isWaiting && phase !== 'Blocked' && phase !== 'Failed'
    ? { reason: 'NoApproval', message: `Nobody has approved this yet: ${assessment.action.why}` }
    : null
}

function applyFailedWord({ operations, assessment }: PhaseInput): Word | null {
  if (assessment.verdict === 'in-sync') return null
  if (operations.kind === 'failed') return problemWord(operations.problem)
  return operations.kind === 'retrying' ? problemWord(operations.problem) : null
}

function deliveryFailedWord(input: PhaseInput, phase: Phase): Word | null {
  return isIgnored(input, 'delivery') ? null : failedDeliveryWord(input, phase)
}

function failedDeliveryWord({ assessment, deliveryProblem }: PhaseInput, phase: Phase): Word | null {
  // What is not there, or not listed yet, cannot have failed to deliver.
  if (assessment.boundExternalId === null || phase === 'Pending' || phase === 'Creating') return null
  return problemWord(deliveryProblem)
}

function problemWord(problem: Problem | null): Word | null {
  return problem === null ? null : { reason: problem.reason, message: problem.cause ?? problem.message }
}
