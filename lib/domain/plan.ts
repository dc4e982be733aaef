import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { ResourceKey } from './resource'

/** What an action risks, worst last; a reviewer filters by it. */
export const RISK_CLASSES = [
  'adds-coverage',
  'neutral',
  'raises-cost',
  'second-copy',
  'changes-data-shape',
  'opens-gap',
  'reduces-coverage',
] as const

export type RiskClass = (typeof RISK_CLASSES)[number]

/**
 * Where an action comes from: a target that has no log yet, a desired state that changed, an observed state that left
 * the desired one, or a desired log that shall go.
 */
export type ActionCause = 'new-target' | 'changed' | 'drift' | 'removed'

/** What every action tells a reviewer, whatever its kind. */
export interface ActionFacts {
  readonly target: ResourceKey
  readonly configurationId: string
  /** One sentence. */
  readonly why: string
  readonly because: ActionCause
  readonly risk: RiskClass
  /**
   * Upper bound of a time without capture, in seconds; null when there is none. It follows from the capabilities alone,
   * so that it (and the fingerprint) stays the same while a long plan is applied.
   */
  readonly gapSeconds: number | null
  /** What such a gap took here so far (median), in seconds: an estimate for people, in no hash. */
  readonly gapEstimateSeconds: number | null
  /**
   * SHA-256 over kind, target, configuration, external id, resolved before → after, risk class and gap bound: what an
   * approval grants. The same fingerprint covers every step of a replacement.
   */
  readonly fingerprint: string
  /** SHA-256 over external ids, ownership, normalised spec and enabled of every log on the target. */
  readonly precondition: string
}

/** One thing to do to one target. */
export type Action = ActionFacts &
  (
    | { readonly kind: 'create'; readonly desired: FlowLogSpec }
    | {
        readonly kind: 'update'
        readonly externalId: string
        readonly before: FlowLogSpec
        readonly desired: FlowLogSpec
        readonly changes: readonly FieldChange[]
      }
    | {
        readonly kind: 'replace'
        readonly externalId: string
        readonly before: FlowLogSpec
        readonly desired: FlowLogSpec
        readonly changes: readonly FieldChange[]
        /** Create the new one first where the cloud lets both exist, else delete first and state the gap. */
        readonly order: 'create-first' | 'create-first-else-delete-first' | 'delete-first'
        /** What comes next; every step has the same fingerprint. `delete-new`: it failed, or is no longer wanted. */
        readonly step: 'create-new' | 'delete-old' | 'delete-new'
        /** The new log, where it exists already. */
        readonly newExternalId: string | null
      }
    | {
        readonly kind: 'delete'
        readonly externalId: string
        readonly before: FlowLogSpec | null
        readonly leavesUncovered: boolean
        /**
         * The first is what an approval of this removal grants besides its fingerprint: taking away whatever log of ours then
         * stands on the target, since a change under way makes another log or another spec, and the effect is the same. The
         * others let it through too: whoever gave up coverage also gave up a log that another one covers.
         */
        readonly removals: readonly string[]
      }
    /** Retain on removal: no cloud call; our record lets go of it. */
    | { readonly kind: 'release'; readonly externalId: string; readonly before: FlowLogSpec | null }
    /** A log that exists is taken into our record: no cloud call, its tags stay. What still differs needs a plan of its own. */
    | {
        readonly kind: 'adopt'
        readonly externalId: string
        readonly before: FlowLogSpec
        readonly desired: FlowLogSpec
        readonly changes: readonly FieldChange[]
      }
  )

export type ActionKind = Action['kind']

/** Why a target has no action although it differs from what is desired, or cannot have one. */
export interface Obstacle {
  /** PascalCase: `ClaimedBy`, `ForeignLogInTheWay`, `NotCoverable`, `TargetGone`, `NotSettled`, `NotOwned`, `SpecInvalid`, … */
  readonly reason: string
  readonly target: ResourceKey
  readonly configurationId: string
  readonly message: string
  readonly remedy: string
  /** The other log or Configuration, where one is in the way. */
  readonly other: string | null
}

/** An ordered list of actions over any number of scopes: a value that people approve. */
export interface Plan {
  readonly schemaVersion: 1
  /** Sorted by scope, target, kind. */
  readonly actions: readonly Action[]
  readonly obstacles: readonly Obstacle[]
  readonly warnings: readonly Obstacle[]
  readonly counters: Readonly<Record<ActionKind, number>>
  /** SHA-256 as decisions say: what an approval binds. */
  readonly digest: string
}
