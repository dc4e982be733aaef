import type { ConfigurationDocument } from './configuration'
import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { Manager, ObservedFlowLog, Ownership } from './flow-log'
import type { Action, ActionCause, Obstacle, RiskClass } from './plan'
import type { Resource, ResourceKey } from './resource'

/**
 * What the planner is told about one desired flow log: a Configuration and a target it selects, with our own record of
 * what was made for it.
 */
export interface DesiredFacts {
  readonly id: string
  readonly configurationId: string
  readonly generation: number
  /**
   * The generation at which it was last found in sync; null when never. Differences at that same generation are drift,
   * all others a pending change.
   */
  readonly settledGeneration: number | null
  /** Tag keys that an earlier generation declared and this one does not: they are untagged. Usually empty. */
  readonly formerTagKeys?: readonly string[]
  readonly epoch: number
  readonly target: ResourceKey
  /** `present`: it shall exist. `absent`: it shall go. `released`: it shall stay, unmanaged. */
  readonly intent: 'present' | 'absent' | 'released'
  /** Resolved and normalised. */
  readonly spec: FlowLogSpec
  /** Null until something was created or adopted for it. */
  readonly record: RecordFacts | null
  /** Set while a replacement is under way: `record` then holds the new log, or the old one before it exists. */
  readonly replacement: ReplacementFacts | null
  /** The cloud refused a new log beside the old one, and why: the old one has to go first. Null or left out otherwise. */
  readonly createFirstRefused?: string | null
  /** Another living desired flow log holds the same claim. */
  readonly claimedBy: { readonly configurationId: string; readonly configurationName: string } | null
  /** This one target is paused, whatever its Configuration is. */
  readonly isPaused?: boolean
  /** A proposal names a log that exists: it is to be taken into the record. */
  readonly adoption?: AdoptionWish
  /** An adopted log is to carry our ownership tags; without this they wait for its first other write. */
  readonly wantsMarks?: boolean
}

/** A log that somebody else made, named for adoption, with the managers whose notice of it was acknowledged. */
export interface AdoptionWish {
  readonly externalId: string
  readonly acknowledged: readonly Manager[]
}

/** The flow log our record holds. */
export interface RecordFacts {
  readonly externalId: string
  readonly origin: 'created' | 'adopted' | 'rebound'
  /**
   * `present`: in the last complete listing. `fresh`: just made and not listed yet, within the grace. `suspected`: one
   * complete listing lacked it. `gone`: a second one, at least a minute later, lacked it too.
   */
  readonly presence: 'present' | 'fresh' | 'suspected' | 'gone'
  /** CEN: the format that was sent, and the first echo seen; null where unknown or default. */
  readonly sentFormat: string | null
  readonly echoedFormat: string | null
  /** The create operation, for its ownership tag; null when adopted or unknown. */
  readonly operationId?: string | null
}

export interface ReplacementFacts {
  readonly oldExternalId: string
  readonly oldPresence: 'present' | 'suspected' | 'gone'
  /** Decided when the cloud answered: both may exist, or the old one must go first. */
  readonly mode: 'create-first' | 'delete-first'
  /** The new log was listed ACTIVE with delivery success, or long enough without failure. */
  readonly newIsConfirmed: boolean
  /** The new log reported failed delivery: it goes, and the old one stays. */
  readonly newHasFailed: boolean
  /**
   * What was approved when it began. With it every later step keeps the fingerprint, although the old log is gone; a
   * desired spec that changed meanwhile still changes the fingerprint.
   */
  readonly begun: {
    readonly before: FlowLogSpec
    readonly risk: RiskClass
    readonly gapSeconds: number | null
    readonly because: ActionCause
  }
}

/** Everything the planner may look at for one scope. Complete listings only: never plan on a partial one. */
export interface ScopeFacts {
  readonly installationId: string
  readonly configurations: ReadonlyMap<string, ConfigurationDocument & { readonly generation: number }>
  readonly desired: readonly DesiredFacts[]
  readonly observed: readonly ObservedFlowLog[]
  readonly ownership: ReadonlyMap<string, Ownership>
  /** By resource key text: settled, owned, coverable. A target that is missing here is not known to exist. */
  readonly targets: ReadonlyMap<string, Resource>
  /** Resource key texts of targets that two complete listings lacked. */
  readonly goneTargets: ReadonlySet<string>
  /**
   * True for a proposal: what shall go is planned although its log is in the middle of a change. A pass waits until the log
   * is settled, and then carries out what was approved.
   */
  readonly looksAhead?: boolean
  /** Median seconds a replacement without overlap took in this scope; null until measured. */
  readonly measuredGapSeconds: number | null
}

/** What the planner says about one desired flow log. Exactly one per desired flow log of the input. */
export interface Assessment {
  readonly desiredId: string
  /** The log that stands for it now, ours; null when none does. */
  readonly boundExternalId: string | null
  /** An unbound log of ours equals it: take it into the record, no cloud call. */
  readonly rebindExternalId: string | null
  readonly verdict: 'in-sync' | 'action' | 'waiting' | 'blocked' | 'done'
  /** What to do; null unless the verdict is `action`. */
  readonly action: Action | null
  /** Why it is blocked or waits, or why it is done (`TargetGone`); null otherwise. */
  readonly obstacle: Obstacle | null
  /** What a reviewer should know although nothing stands in the way. */
  readonly warnings: readonly Obstacle[]
  /** Observed left desired without desired changing; empty when it did not. */
  readonly drift: readonly FieldChange[]
  /** Ours was deleted or switched off behind our back (confirmed by a second look). */
  readonly driftKind: 'none' | 'fields' | 'deleted' | 'disabled' | 'tags'
}
