import type { ConditionType } from './conditions'
import type { Phase } from './lifecycle'

/**
 * Which phase may follow which. Staying is always allowed. Deleted is the end: a target that returns gets a desired
 * flow log of a new epoch.
 */
const TRANSITIONS = {
  Pending: ['Creating', 'Active', 'Updating', 'Replacing', 'Deleting', 'Deleted', 'Blocked', 'Failed'],
  Creating: ['Pending', 'Active', 'Updating', 'Replacing', 'Deleting', 'Deleted', 'Blocked', 'Failed'],
  Active: ['Pending', 'Creating', 'Updating', 'Replacing', 'Deleting', 'Deleted', 'Blocked', 'Failed'],
  Updating: ['Pending', 'Creating', 'Active', 'Replacing', 'Deleting', 'Deleted', 'Blocked', 'Failed'],
  Replacing: ['Pending', 'Creating', 'Active', 'Updating', 'Deleting', 'Deleted', 'Blocked', 'Failed'],
  // A deletion may be called off before it is sent; it never turns into a change of the log that goes.
  Deleting: ['Pending', 'Creating', 'Active', 'Deleted', 'Blocked', 'Failed'],
  Deleted: [],
  Blocked: ['Pending', 'Creating', 'Active', 'Updating', 'Replacing', 'Deleting', 'Deleted', 'Failed'],
  Failed: ['Pending', 'Creating', 'Active', 'Updating', 'Replacing', 'Deleting', 'Deleted', 'Blocked'],
} as const satisfies Record<Phase, readonly Phase[]>

/** Whether a desired flow log may go from one phase to another. Pure. */
export function canTransition(from: Phase, to: Phase): boolean {
  return from === to || (TRANSITIONS[from] as readonly Phase[]).includes(to)
}

type Occurrence = 'always' | 'sometimes' | 'never'

/** Which conditions can stand beside which phase: the table of the documentation, and what tests hold code to. */
export const PHASE_CONDITIONS = {
  Pending: row({
    Reconciling: 'sometimes',
    AwaitingApproval: 'sometimes',
    Drifted: 'sometimes',
    Stalled: 'sometimes',
    ApplyFailed: 'sometimes',
  }),
  Creating: row({
    Reconciling: 'always',
    Stalled: 'sometimes',
    Drifted: 'sometimes',
    ApplyFailed: 'sometimes',
    AwaitingApproval: 'sometimes',
  }),
  Active: row({
    Ready: 'sometimes',
    Reconciling: 'sometimes',
    // Healing has stopped because another manager undoes it.
    Stalled: 'sometimes',
    Drifted: 'sometimes',
    AwaitingApproval: 'sometimes',
    DeliveryFailed: 'sometimes',
    ApplyFailed: 'sometimes',
  }),
  Updating: row({
    Reconciling: 'always',
    Stalled: 'sometimes',
    Drifted: 'sometimes',
    DeliveryFailed: 'sometimes',
    ApplyFailed: 'sometimes',
    AwaitingApproval: 'sometimes',
  }),
  Replacing: row({
    Reconciling: 'sometimes',
    Stalled: 'sometimes',
    Drifted: 'sometimes',
    DeliveryFailed: 'sometimes',
    ApplyFailed: 'sometimes',
    AwaitingApproval: 'sometimes',
  }),
  Deleting: row({
    Reconciling: 'always',
    Stalled: 'sometimes',
    DeliveryFailed: 'sometimes',
    ApplyFailed: 'sometimes',
    AwaitingApproval: 'sometimes',
  }),
  Deleted: row({ ObserveFailed: 'never' }),
  Blocked: row({ Stalled: 'always', Drifted: 'sometimes', DeliveryFailed: 'sometimes', ApplyFailed: 'sometimes' }),
  Failed: row({ Stalled: 'always', ApplyFailed: 'always', Drifted: 'sometimes', DeliveryFailed: 'sometimes' }),
} as const satisfies Record<Phase, Readonly<Record<ConditionType, Occurrence>>>

/** A failed look may befall any phase but the last; everything not named never happens. */
function row(given: Partial<Record<ConditionType, Occurrence>>): Readonly<Record<ConditionType, Occurrence>> {
  return {
    Ready: 'never',
    Reconciling: 'never',
    Stalled: 'never',
    Drifted: 'never',
    // Ignored drift and ignored loss of delivery stand where the conditions stand that they replace.
    DriftIgnored: given.Drifted ?? given.DeliveryFailed ?? 'never',
    AwaitingApproval: 'never',
    ObserveFailed: 'sometimes',
    ApplyFailed: 'never',
    DeliveryFailed: 'never',
    ...given,
  }
}
