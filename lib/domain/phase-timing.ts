import type { Capabilities } from './capabilities'
import type { Phase } from './lifecycle'

/** How often to look while something is in flight; the engine passes its own so that tests and demos can be quicker. */
export interface Cadence {
  readonly quickMs: number
  /** How long the quick looks last. */
  readonly quickForMs: number
  readonly steadyMs: number
  /** Past the deadline: polling goes on, slowly. */
  readonly slowMs: number
  /** Between the first listing that lacks something and the one that decides. */
  readonly secondLookMs: number
}

export const DEFAULT_CADENCE: Cadence = {
  quickMs: 5_000,
  quickForMs: 30_000,
  steadyMs: 15_000,
  slowMs: 60_000,
  secondLookMs: 60_000,
}

/** How long a new log of a replacement may go without a verdict on its delivery before it counts as confirmed. */
const CONFIRMATION_MS = 15 * 60 * 1000

type Deadlines = Pick<Capabilities, 'activationDeadlineMs' | 'deletionDeadlineMs'>

/** How long a phase may last before it is Stalled, in milliseconds; null where it may last. Pure. */
export function deadlineMs(phase: Phase, { activationDeadlineMs, deletionDeadlineMs }: Deadlines): number | null {
  switch (phase) {
    case 'Creating':
    case 'Updating':
      return activationDeadlineMs
    case 'Deleting':
      return deletionDeadlineMs
    case 'Replacing':
      // Both halves, and the wait for the new log's delivery between them.
      return activationDeadlineMs + CONFIRMATION_MS + deletionDeadlineMs
    case 'Pending':
    case 'Active':
    case 'Deleted':
    case 'Blocked':
    case 'Failed':
      return null
  }
}

/** The reason of Stalled when a phase outlives its deadline. */
export const TIMED_OUT: Readonly<Record<Phase, string | null>> = {
  Pending: null,
  Creating: 'ActivationTimedOut',
  Active: null,
  Updating: 'UpdateTimedOut',
  Replacing: 'ReplacementTimedOut',
  Deleting: 'DeletionTimedOut',
  Deleted: null,
  Blocked: null,
  Failed: null,
}

/** How long to wait before the next look. Pure. */
export function lookAgainMs(elapsedMs: number, isPastDeadline: boolean, cadence: Cadence): number {
  if (isPastDeadline) return cadence.slowMs
  return elapsedMs < cadence.quickForMs ? cadence.quickMs : cadence.steadyMs
}
