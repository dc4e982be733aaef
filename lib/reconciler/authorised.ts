import type { Action } from '../domain/plan'
import type { Authority } from '../store/desired-flow-logs'

/** An action that may be carried out now, and what lets it. */
export interface ReadyAction {
  readonly desiredId: string
  readonly action: Action
  readonly grantId: string | null
  readonly authority: Authority
}

/** Why an action is not carried out now. */
export type HoldReason =
  | 'InFlight'
  | 'RetryLater'
  | 'Failed'
  | 'NeedsApproval'
  | 'ObserveOnly'
  | 'Paused'
  | 'NotifyOnly'
  | 'Ignored'
  | 'Flapping'
  | 'TooManyDeletes'
  | 'StopAllChanges'
  | 'LookOnly'
  | 'EndpointChanged'

export interface Hold {
  readonly reason: HoldReason
  readonly message: string
  readonly action: Action
}

/** What a pass may do, and what it leaves alone and why, by desired flow log. */
export interface Authorised {
  readonly ready: readonly ReadyAction[]
  readonly held: ReadonlyMap<string, Hold>
}

/**
 * The last step of making a log that shall be off: its cloud makes every log switched on, and what was approved was one that
 * is off. Pure.
 */
export function isSwitchingOff(action: Action): boolean {
  if (action.kind !== 'update' || action.desired.family !== 'cen' || action.desired.enabled) return false
  return action.changes.every(({ field, after }) => field === 'enabled' && after === 'false')
}
