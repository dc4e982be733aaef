import type { WithheldAction } from './authorise'
import type { Capabilities } from './capabilities'
import type { Condition } from './conditions'
import type { DriftStanding } from './drift'
import type { Phase } from './lifecycle'
import type { Cadence } from './phase-timing'
import type { Action } from './plan'
import type { Problem } from './problem'
import type { Assessment, DesiredFacts } from './scope-plan'

/** Where a desired flow log stood before this pass. */
export interface PhaseState {
  readonly phase: Phase
  readonly reason: string
  readonly message: string
  readonly since: Date
  /** When the phase becomes Stalled; null where it has no deadline. */
  readonly deadlineAt: Date | null
  readonly conditions: readonly Condition[]
}

/** How the operations of a desired flow log stand. */
export type OperationsOutcome =
  | { readonly kind: 'none' }
  /** Sent, or about to be: not settled yet. */
  | { readonly kind: 'inFlight'; readonly action: Action['kind'] }
  /** It will be tried again. `problem` is null when nothing is wrong (throttled is not failed). */
  | {
      readonly kind: 'retrying'
      readonly action: Action['kind']
      readonly problem: Problem | null
      readonly retryAt: Date
    }
  /** It ended terminally: a person must ask for another attempt. */
  | { readonly kind: 'failed'; readonly action: Action['kind']; readonly problem: Problem }

/** What `authorise` said of the action; null when there is none. */
export type AuthorisationWord =
  | 'granted'
  | 'withinUpkeep'
  | 'needsApproval'
  | WithheldAction['reason']
  /** Somebody answers for leaving the drift; healing stopped because another manager undoes it. */
  | 'Ignored'
  | 'Flapping'
  | null

export interface PhaseInput {
  readonly current: PhaseState
  readonly desired: Pick<DesiredFacts, 'intent' | 'generation' | 'replacement'>
  readonly assessment: Assessment
  readonly authorisation: AuthorisationWord
  readonly operations: OperationsOutcome
  /** What stands over its drift; left out where nothing does. */
  readonly standing?: DriftStanding | null
  /** Why delivery fails; null while it does not. */
  readonly deliveryProblem: Problem | null
  readonly capabilities: Pick<Capabilities, 'activationDeadlineMs' | 'deletionDeadlineMs'>
  readonly cadence: Cadence
  readonly now: Date
}
