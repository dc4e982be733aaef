import type { ProviderErrorKind } from '../providers/errors'

/** What happens next to an item whose call was refused. */
export interface Reaction {
  /**
   * `resend`: the same operation again, same bytes and token, later. `retry`: plan again after a pause, without end.
   * `retry-bounded`: the same, until it has gone on for too long. `look`: look at the target again first.
   * `stop`: only a person can help.
   */
  readonly next: 'resend' | 'retry' | 'retry-bounded' | 'look' | 'stop'
  /** Where it leaves the desired flow log. */
  readonly phase: 'unchanged' | 'Failed' | 'Blocked'
  /** Whether the refused call may have had its effect all the same. */
  readonly mayHaveHappened: boolean
  /** Whether the whole scope pauses: no further call in this pass. */
  readonly scope: 'continue' | 'backoff'
  /** Who hears of it. */
  readonly tell: 'nobody' | 'operator'
}

/** The one table from what an error means to what the engine does; a new kind does not compile until it has a row. */
const REACTIONS = {
  /** Nothing happened, nothing failed: everybody in the scope slows down. */
  throttled: { next: 'resend', phase: 'unchanged', mayHaveHappened: false, scope: 'backoff', tell: 'nobody' },
  /** The cloud is finishing something else on this target or router. */
  busy: { next: 'retry', phase: 'unchanged', mayHaveHappened: false, scope: 'continue', tell: 'nobody' },
  /** The cloud is down: it may or may not have taken the request before it fell. */
  unavailable: { next: 'resend', phase: 'unchanged', mayHaveHappened: true, scope: 'backoff', tell: 'nobody' },
  /** No answer, or none that can be read. */
  ambiguous: { next: 'resend', phase: 'unchanged', mayHaveHappened: true, scope: 'continue', tell: 'nobody' },
  /** A permission or policy that was just made and is not everywhere yet. */
  propagating: { next: 'retry-bounded', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  denied: { next: 'stop', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  invalid: { next: 'stop', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  /** Something else is there: never retried blindly, only after the logs on the target have changed. */
  conflict: { next: 'stop', phase: 'Blocked', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  quotaExceeded: { next: 'stop', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  destinationMissing: { next: 'stop', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  /** The cloud does not know the target: discovery decides, with its two looks. */
  targetMissing: { next: 'look', phase: 'unchanged', mayHaveHappened: false, scope: 'continue', tell: 'nobody' },
  unsupported: { next: 'stop', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
  /** An answer nobody has seen before: worth a few tries, then a person. */
  unknown: { next: 'retry-bounded', phase: 'Failed', mayHaveHappened: false, scope: 'continue', tell: 'operator' },
} as const satisfies Record<ProviderErrorKind, Reaction>

/** The reaction to one kind of error. Pure. */
export function reactionTo(kind: ProviderErrorKind): Reaction {
  return REACTIONS[kind]
}
