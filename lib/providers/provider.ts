import type { Capabilities } from '../domain/capabilities'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ObservedFlowLog } from '../domain/flow-log'
import type { ProviderId } from '../domain/provider-id'
import type { CommandRequest } from '../domain/command-request'
import type { UpdateStep } from '../domain/update-step'
import type { Resource, ResourceKey, ResourceType } from '../domain/resource'
import type { ScopeRef } from '../domain/scope'
import type { ShortfallReason } from '../domain/shortfall'
import type { PreflightFacts } from '../domain/preflight/facts'
import type { Violation } from '../domain/problem'
import type { AccessFeature } from '../domain/onboarding/permission'
import type { ProviderError } from './errors'
import type { RecordAccess } from './records'
import type { ListedAccount } from './organisation'
import type { PreflightRequest } from './preflight'

export type { CommandRequest, UpdateStep }

/** How Weir reaches one account. No secret is ever part of it. */
export interface AccountConnection {
  readonly provider: ProviderId
  readonly partition: string
  readonly accountId: string
  /** Null: the base identity itself acts in this account. */
  readonly roleArn: string | null
  readonly externalId: string | null
}

/** One call to a cloud as it ended, for operations, metrics and the call budget. */
export interface CallRecord {
  readonly operation: string
  readonly startedAt: Date
  readonly durationMs: number
  readonly outcome: 'ok' | 'error'
  readonly requestId: string | null
  readonly vendorCode: string | null
}

/** What every call of the port carries. */
export interface CallContext {
  readonly account: AccountConnection
  readonly scope: ScopeRef
  /** Aborted when the lease is lost or the process stops. A call must end within `timeoutMs`. */
  readonly signal: AbortSignal
  readonly timeoutMs: number
  /** Called once per HTTP exchange. */
  readonly onCall: (call: CallRecord) => void
  /** Told in what a stand-in for the cloud falls short of it, each time that shows. */
  readonly onShortfall?: (reason: ShortfallReason) => void
}

/** A region of an account. */
export interface RegionState {
  readonly region: string
  readonly isEnabled: boolean
}

/** A listing of a look that failed while others did not: what it would have told is not known. */
export interface DiscoveryFailure {
  /** Types of which the look saw some at most: absence says nothing of them. Empty for what is no resource (regions). */
  readonly types: readonly ResourceType[]
  readonly error: ProviderError
}

/** One look at the resources of one scope. */
export interface Discovery {
  /** Everything that was seen, those of types that were listed in part included. */
  readonly resources: readonly Resource[]
  /** The types this look covered whole: absence says something only for these. */
  readonly coveredTypes: readonly ResourceType[]
  /** Listings that failed; a look of which nothing succeeded throws instead. */
  readonly failures: readonly DiscoveryFailure[]
  /** Global scope only: what is known of the account's regions. */
  readonly regions: readonly RegionState[]
}

/** One create call: one spec, one token, 1..maxCreateBatch targets of one type. */
export interface CreateBatch {
  /** Client token and `weir:operation` tag at once. Resending the same batch with the same token makes nothing twice. */
  readonly operationId: string
  readonly installationId: string
  readonly configurationId: string
  readonly targets: readonly Resource[]
  readonly spec: FlowLogSpec
}

/** Per target, in the order of the batch. */
export type CreateOutcome =
  | {
      readonly kind: 'accepted'
      readonly target: ResourceKey
      /** Null when the cloud does not say which id belongs to which target (pair them by the next listing). */
      readonly externalId: string | null
      /** Ids that the call made, of which one belongs to this target; empty when the answer named none. */
      readonly madeIds: readonly string[]
      readonly requestId: string | null
    }
  | { readonly kind: 'refused'; readonly target: ResourceKey; readonly error: ProviderError }

export type DeleteOutcome =
  | { readonly kind: 'accepted'; readonly externalId: string; readonly requestId: string | null }
  /** It was not there: counts as done. */
  | { readonly kind: 'alreadyGone'; readonly externalId: string; readonly requestId: string | null }
  | { readonly kind: 'refused'; readonly externalId: string; readonly error: ProviderError }

/** What a connection test found for one permission or step. */
export interface ConnectionCheck {
  readonly id: string
  readonly label: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly message: string
  readonly remedy: string | null
  readonly vendorCode: string | null
  readonly requestId: string | null
}

/**
 * The only thing the engine knows of a cloud. Calls return as soon as the cloud accepts; every call may be repeated
 * safely; reads change nothing. Everything thrown is a `ProviderError`; absence is a value, never an error.
 */
export interface FlowLogProvider {
  readonly id: ProviderId
  readonly capabilities: Capabilities
  /** `vendor` when calls go to the cloud's own endpoints, else a short stable text naming where they go. */
  endpointFingerprint(): string
  /** Calls go to something that stands in for the cloud: what the cloud promises may not hold there. */
  isStandIn(): boolean
  /** Rules of this cloud that a resolved spec for targets of this type breaks. Pure. */
  validate(spec: FlowLogSpec, targetType: ResourceType | null): readonly Violation[]
  /**
   * Who are we in this account, and may we do what these features need? Everything the engine needs when they are left
   * out. Each permission in its cheapest harmless form. Never throws for a refusal: that is a failed check.
   */
  testConnection(context: CallContext, features?: readonly AccessFeature[]): Promise<readonly ConnectionCheck[]>
  /**
   * What making flow logs for one group of targets rests on: reads and dry runs only. What could not be read is a fact of
   * its own. Throws where the cloud as a whole could not be asked.
   */
  preflight(context: CallContext, request: PreflightRequest): Promise<PreflightFacts>
  /**
   * All resources of the scope, all pages. The global scope lists what the account has once. A listing that fails beside
   * others that do not is one of the `failures`; when nothing could be listed, the first failure is thrown.
   */
  discover(context: CallContext, options: DiscoverOptions): Promise<Discovery>
  /** All flow logs of the scope, all pages, or throws. */
  observe(context: CallContext): Promise<readonly ObservedFlowLog[]>
  /**
   * Logs that an earlier create of this operation made, found by operation tag and targets: what a late re-create asks
   * first.
   */
  findCreated(
    context: CallContext,
    query: { readonly operationId: string; readonly targets: readonly Resource[] },
  ): Promise<readonly ObservedFlowLog[]>
  create(context: CallContext, batch: CreateBatch): Promise<readonly CreateOutcome[]>
  /** `operationId` is the client token where the call takes one. */
  update(
    context: CallContext,
    change: { readonly operationId: string; readonly log: ObservedFlowLog; readonly step: UpdateStep },
  ): Promise<{ readonly requestId: string | null }>
  /** Reading back what flow logs delivered. Needs permissions of its own and is counted apart from the engine's calls. */
  readonly records: RecordAccess
  /** Drops ids the cloud does not know (they are `alreadyGone`) and resends the rest. */
  delete(
    context: CallContext,
    request: { readonly operationId: string; readonly externalIds: readonly string[] },
  ): Promise<readonly DeleteOutcome[]>
  /**
   * All accounts of the organisation that this account manages or administers, whether Weir knows them or not. Throws
   * `ProviderError`: `denied` for an account that may not list, `unsupported` where there is no organisation.
   */
  listOrganisation(context: CallContext): Promise<readonly ListedAccount[]>
  /** The command a person would type for this request, for example `aws ec2 create-flow-logs …`. Pure. */
  renderCommand(request: CommandRequest): string
}

export interface DiscoverOptions {
  /** Interfaces are many; a setting leaves them out. */
  readonly includeInterfaces: boolean
  /** CEN: routers known from the global look, whose attachments a region look lists. */
  readonly knownRouters: readonly Resource[]
}
