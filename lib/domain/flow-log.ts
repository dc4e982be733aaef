import type { JsonObject } from './json'
import type { FlowLogSpec } from './flow-log-spec'
import type { ResourceKey } from './resource'
import type { ScopeRef } from './scope'

/** What the cloud says of the object itself, folded to our words; `unknown` keeps an unheard-of value alive. */
export type ObservedStatus = 'creating' | 'active' | 'modifying' | 'inactive' | 'deleting' | 'unknown'

/** What the cloud itself says of delivery. `none`: it has said nothing yet, or never says (CEN). */
export interface ReportedDelivery {
  readonly state: 'none' | 'success' | 'failed'
  /** The cloud's own words, for example "Access error". */
  readonly message: string | null
}

/** A flow log as a cloud last reported it, whoever made it. */
export interface ObservedFlowLog {
  readonly scope: ScopeRef
  readonly externalId: string
  /** What it logs. Null where the log names nothing we can key (a legacy CEN log without a router). */
  readonly target: ResourceKey | null
  /** The target's id as the log names it, also when `target` is null. */
  readonly targetExternalId: string
  /** Null when the answer lacks what a spec needs (an unheard-of destination type): shown, never managed. */
  readonly spec: FlowLogSpec | null
  readonly status: ObservedStatus
  readonly rawStatus: string
  readonly delivery: ReportedDelivery
  /** All tags, the cloud's and Weir's included. */
  readonly tags: Readonly<Record<string, string>>
  readonly createdAt: Date | null
  /** The cloud's answer as it came, for people. */
  readonly raw: JsonObject
}

/** Keys of the tags Weir sets at creation and never changes afterwards. */
export const OWNERSHIP_TAGS = {
  installation: 'weir:installation',
  configuration: 'weir:configuration',
  operation: 'weir:operation',
} as const

export const OWNERSHIP_TAG_PREFIX = 'weir:'

/** Whose a flow log is. Only `ours` is ever changed or deleted. */
export type Ownership =
  | { readonly kind: 'ours'; readonly desiredFlowLogId: string }
  /** Our installation's tag and an operation we know, but no record holds it (a restored database). */
  | { readonly kind: 'unbound'; readonly configurationId: string | null; readonly operationId: string | null }
  /** We let go of it: retained on removal. */
  | { readonly kind: 'released' }
  | { readonly kind: 'foreign'; readonly manager: Manager }
  | { readonly kind: 'otherInstallation'; readonly installationId: string }

/** Who seems to manage a foreign flow log, recognised from tags, names and ARNs. */
export const MANAGERS = [
  'terraform',
  'cloudformation',
  'cdk',
  'ros',
  'control-tower',
  'telemetry-rule',
  'config-remediation',
  'custodian',
  'hand-made',
  'unknown',
] as const

export type Manager = (typeof MANAGERS)[number]
