import type { FieldChange } from './flow-log-spec'
import type { Manager } from './flow-log'

/** How the cloud can leave the desired state although the desired state did not change. */
export const DRIFT_CAUSES = ['deleted', 'disabled', 'fields', 'tags', 'delivery-lost', 'target-gone'] as const

export type DriftCause = (typeof DRIFT_CAUSES)[number]

/** What Weir does about drift, as things stand. */
export const DRIFT_RESPONSES = [
  /** Upkeep puts it back, now or as soon as the cloud lets it. */
  'healing',
  /** A request waits for somebody's decision. */
  'awaiting-approval',
  /** An approved change puts it back. */
  'approved',
  /** Its Configuration asks to be told only. */
  'told',
  /** Nothing is applied here: paused, or only observed. */
  'paused',
  'observe-only',
  /** Somebody answers for it until a date. */
  'ignored',
  /** Healing stopped: two managers put it back in turn. */
  'flapping',
  /** A person must change something first. */
  'blocked',
  'failed',
  /** Changes are stopped, or the ceiling on deletions holds it. */
  'held',
  /** The cause lies outside the flow log; Weir cannot mend it. */
  'outside',
  /** The target ended; there is nothing to put back. */
  'ended',
] as const

export type DriftResponse = (typeof DRIFT_RESPONSES)[number]

/** Drift of one desired flow log, as a row keeps it. */
export interface DriftFacts {
  readonly cause: DriftCause
  /** ISO time of the first look that found it. */
  readonly since: string
  /** Observed → desired: `before` is what the cloud has, `after` what is wanted. Empty where the log itself is gone. */
  readonly changes: readonly FieldChange[]
  readonly response: DriftResponse
  /** Set while it is ignored. */
  readonly ignore: DriftIgnoreFacts | null
}

/** Who answers for drift that is left alone, why and until when. */
export interface DriftIgnoreFacts {
  readonly id: string
  /** ISO time. */
  readonly until: string
  readonly owner: string
  readonly reason: string
}

/** Two managers that put the same thing back in turn. */
export interface Flapping {
  /** ISO time at which healing stopped. */
  readonly since: string
  /** What goes back and forth: field names, or `log` when it is deleted again and again. */
  readonly fields: readonly string[]
  readonly heals: number
  readonly manager: Manager
}
