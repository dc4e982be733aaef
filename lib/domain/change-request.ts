/** The life of a change request. */
export const CHANGE_REQUEST_STATES = [
  'planning',
  'open',
  'approved',
  'applying',
  'applied',
  'partly-applied',
  'failed',
  'stale',
  'withdrawn',
  'rejected',
  'cancelled',
  'expired',
] as const

export type ChangeRequestState = (typeof CHANGE_REQUEST_STATES)[number]

/** What can happen to a change request. */
export const CHANGE_REQUEST_EVENTS = [
  /** Its plan is made, or made again. */
  'planned',
  /** No plan could be made: a scope could not be looked at, or a Configuration is invalid. */
  'planFailed',
  /** Somebody asks for a new plan. */
  'replan',
  'approve',
  'reject',
  'withdraw',
  /** The base generation is no longer the Configuration's, or the plan no longer what was shown. */
  'becameStale',
  'expire',
  'startApply',
  'applySucceeded',
  'applyPartlySucceeded',
  'applyFailed',
  /** What failed is tried again. */
  'retry',
  /** What has not begun shall not begin; what is under way is finished. */
  'cancel',
] as const

export type ChangeRequestEvent = (typeof CHANGE_REQUEST_EVENTS)[number]

type Moves = Partial<Record<ChangeRequestEvent, ChangeRequestState>>

const END: Moves = {}

/** Every move there is; what is not here is refused. For now one person proposes and approves. */
const MOVES: Readonly<Record<ChangeRequestState, Moves>> = {
  // A plan that could not be made leaves nothing to retry: were it `failed`, a retry would apply what nobody approved.
  planning: {
    planned: 'open',
    planFailed: 'planning',
    becameStale: 'stale',
    replan: 'planning',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  open: {
    replan: 'planning',
    approve: 'approved',
    reject: 'rejected',
    withdraw: 'withdrawn',
    becameStale: 'stale',
    expire: 'expired',
  },
  approved: {
    startApply: 'applying',
    cancel: 'cancelled',
    withdraw: 'withdrawn',
    expire: 'expired',
    applySucceeded: 'applied',
  },
  applying: {
    applySucceeded: 'applied',
    applyPartlySucceeded: 'partly-applied',
    applyFailed: 'failed',
    cancel: 'cancelled',
    // The grants end after a week, finished or not; what was done stays done.
    expire: 'expired',
  },
  'partly-applied': { retry: 'applying', withdraw: 'withdrawn', expire: 'expired', applySucceeded: 'applied' },
  failed: { retry: 'applying', replan: 'planning', withdraw: 'withdrawn', expire: 'expired' },
  stale: { replan: 'planning', withdraw: 'withdrawn', expire: 'expired' },
  applied: END,
  withdrawn: END,
  rejected: END,
  cancelled: END,
  expired: END,
}

/** The state after an event; null when the event is not possible in that state. Pure. */
export function nextChangeRequestState(
  state: ChangeRequestState,
  event: ChangeRequestEvent,
): ChangeRequestState | null {
  return MOVES[state][event] ?? null
}

/** The events that are possible now: what a page may offer. Pure. */
export function possibleEvents(state: ChangeRequestState): readonly ChangeRequestEvent[] {
  return CHANGE_REQUEST_EVENTS.filter((event) => MOVES[state][event] !== undefined)
}

/** Whether nothing can happen to it any more. Pure. */
export function isChangeRequestOver(state: ChangeRequestState): boolean {
  return possibleEvents(state).length === 0
}

/** How the items of a request stand while it is applied. */
export interface ApplyProgress {
  readonly total: number
  readonly succeeded: number
  /** Ended terminally. */
  readonly failed: number
}

/** What an apply has come to; null while items are still under way. Pure. */
export function applyOutcome({ total, succeeded, failed }: ApplyProgress): ChangeRequestEvent | null {
  if (succeeded + failed < total) return null
  if (failed === 0) return 'applySucceeded'
  return succeeded === 0 ? 'applyFailed' : 'applyPartlySucceeded'
}

/** Whether a proposed change still rests on the Configuration's present generation. Pure. */
export function isStale(
  items: readonly { readonly configurationId: string; readonly baseGeneration: number | null }[],
  generations: ReadonlyMap<string, number>,
): boolean {
  // Null is a Configuration that the request itself creates.
  return items.some(
    ({ configurationId, baseGeneration }) =>
      baseGeneration !== null && generations.get(configurationId) !== baseGeneration,
  )
}
