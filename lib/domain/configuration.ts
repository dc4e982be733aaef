import type { FlowLogSpec, TrafficType } from './flow-log-spec'
import type { ProviderId } from './provider-id'
import type { ResourceType, TargetFamily } from './resource'

/**
 * Which targets a Configuration covers. Explicit keys, or clauses: every clause must hold (AND), each by one of its
 * values (OR). An empty selector is refused. Excludes win over everything.
 */
export type Selector = ExplicitSelector | ClauseSelector

export interface ExplicitSelector {
  readonly kind: 'explicit'
  /** Resource key texts, at most 10,000. */
  readonly targets: readonly string[]
}

export interface ClauseSelector {
  readonly kind: 'clauses'
  readonly clauses: readonly SelectorClause[]
  /** Resource key texts left out: deleting one log of a Configuration adds its target here. */
  readonly excludes: readonly string[]
}

export type SelectorClause =
  | { readonly on: 'account'; readonly values: readonly string[] }
  | { readonly on: 'region'; readonly values: readonly string[] }
  | { readonly on: 'type'; readonly values: readonly ResourceType[] }
  /** Kinds of attachment, for example VPC or VBR. */
  | { readonly on: 'attachmentKind'; readonly values: readonly string[] }
  | { readonly on: 'tag'; readonly key: string; readonly values: readonly string[] }

/** Upkeep is what the engine may do on its own inside what was approved: never anything that reduces coverage. */
export interface UpkeepBound {
  /** New targets that may enter by themselves between two approvals. */
  readonly maxNewTargets: number
}

/** What a person writes. Immutable per generation. */
export interface ConfigurationDocument {
  readonly name: string
  readonly provider: ProviderId
  readonly family: TargetFamily
  readonly selector: Selector
  /** A template: string members may hold `{accountId}`, `{region}`, `{partition}`. */
  readonly spec: FlowLogSpec
  readonly onDrift: 'heal' | 'propose' | 'notify'
  readonly onRemoval: 'delete' | 'retain'
  readonly upkeep: 'automatic' | 'propose'
  readonly upkeepBound: UpkeepBound
  /** Observed, nothing planned. */
  readonly paused: boolean
  /** Planned and shown, never applied. */
  readonly observeOnly: boolean
  /** Overrides the installation's required traffic for the targets it selects; null takes that setting. */
  readonly requiredTraffic: TrafficType | null
}
