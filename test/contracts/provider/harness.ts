import type { ObservedFlowLog } from '../../../lib/domain/flow-log'
import type { FlowLogSpec } from '../../../lib/domain/flow-log-spec'
import type { Resource } from '../../../lib/domain/resource'
import type { ScopeRef } from '../../../lib/domain/scope'
import type { ProviderErrorKind } from '../../../lib/providers/errors'
import type { CallContext, CallRecord, CreateBatch, FlowLogProvider, UpdateStep } from '../../../lib/providers/provider'

/** A flow log as it truly exists in the cloud under test, seen past the provider. */
export interface TruthLog {
  readonly externalId: string
  readonly targetExternalId: string
  readonly tags: Readonly<Record<string, string>>
}

/** The operations the suite disturbs, by role; the harness knows the cloud's own names. */
export type ContractOperation = 'create' | 'observe' | 'delete'

export type ContractFault =
  | { readonly kind: 'throttle' }
  /** The effect happens, the connection breaks. */
  | { readonly kind: 'loseReply' }
  /** The connection breaks before anything happens. */
  | { readonly kind: 'loseRequest' }
  /** No answer for so long that any caller of the suite gives up first; the effect happens. */
  | { readonly kind: 'hang' }
  /** A proxy's page instead of an answer, nothing happens. */
  | { readonly kind: 'htmlError' }
  /** The effect happens, half of the answer arrives. */
  | { readonly kind: 'truncatedBody' }
  | { readonly kind: 'hideFresh'; readonly ms: number }
  /** This target of a batch fails by itself. */
  | { readonly kind: 'partial'; readonly targetExternalId: string }

/** One vendor answer and what the port must make of it. */
export interface ErrorFixture {
  readonly operation: ContractOperation
  readonly status: number
  readonly code: string
  readonly message: string
  readonly kind: ProviderErrorKind
}

/** One in-place change and how the listing shows it afterwards. */
export interface InPlaceSample {
  readonly field: string
  readonly steps: readonly UpdateStep[]
  isShown(log: ObservedFlowLog): boolean
}

/** What the suite needs of a cloud under test. One harness per test; `close` leaves nothing behind. */
export interface ContractHarness {
  readonly provider: FlowLogProvider
  /** The region the suite works in. */
  readonly scope: ScopeRef
  readonly globalScope: ScopeRef
  /** Kinds of fault this cloud can suffer beyond the ones every cloud knows. */
  readonly suffers: ReadonlySet<ContractFault['kind']>
  /** Answers to inject one by one. */
  readonly errorFixtures: readonly ErrorFixture[]
  readonly inPlace: readonly InPlaceSample[]
  /** Rows of one page of the flow log listing; null where nothing is paged. */
  readonly pageSize: number | null
  /** Longest time any transient state takes. */
  readonly settleMs: number
  /** Every exchange the provider reported. */
  readonly calls: readonly CallRecord[]
  /** A context of the region, or of another scope, that records its exchanges. */
  context(overrides?: Partial<Pick<CallContext, 'scope' | 'signal' | 'timeoutMs' | 'account'>>): CallContext
  /** Targets without a log that may be changed at the same time; of the type the suite prefers for this cloud. */
  freshTargets(count: number): Promise<readonly Resource[]>
  /** A target that does not exist. */
  missingTarget(): Promise<Resource>
  /** A valid spec; another number is another destination. */
  spec(number?: number): FlowLogSpec
  /** Moves the cloud's time. */
  advance(ms: number): Promise<void>
  inject(operation: ContractOperation, fault: ContractFault): Promise<void>
  injectError(fixture: ErrorFixture): Promise<void>
  /** The identity may not do one thing; its permission as the cloud's policies spell it. */
  deny(): Promise<{ readonly permission: string }>
  /** A role that cannot be assumed, as an account connection; null where the cloud under test has no roles. */
  wrongRole(): CallContext['account'] | null
  addForeignLogs(count: number): Promise<readonly string[]>
  /** A foreign log whose state is a word nobody documented; null where it cannot be arranged. */
  addStrangeLog(rawStatus: string): Promise<string | null>
  truth(): Promise<readonly TruthLog[]>
  /** Exchanges the cloud itself counted so far. */
  seenByCloud(): Promise<number>
  close(): Promise<void>
}

let lastOperation = 0

/** A batch with a client token of its own. */
export function batchOf(targets: readonly Resource[], spec: FlowLogSpec): CreateBatch {
  lastOperation += 1
  return {
    operationId: `0199aaaa-0000-7000-8000-${String(lastOperation).padStart(12, '0')}`,
    installationId: 'installation-under-test',
    configurationId: 'configuration-under-test',
    targets,
    spec,
  }
}

/** An operation id of its own, for changes and deletes. */
export function operationId(): string {
  lastOperation += 1
  return `0199bbbb-0000-7000-8000-${String(lastOperation).padStart(12, '0')}`
}
