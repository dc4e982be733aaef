import { isDeepStrictEqual } from 'node:util'
import type { Assessment, ScopeFacts } from '../domain/scope-plan'
import type { Membership } from '../domain/membership'
import type { DriftStanding } from '../domain/drift'
import type { ObservedFlowLog } from '../domain/flow-log'
import type { Phase } from '../domain/lifecycle'
import type { Problem } from '../domain/problem'
import type { ShortfallReason } from '../domain/shortfall'
import type { CallContext, FlowLogProvider } from '../providers/provider'
import type { OpenOperation, OperationResult } from '../store/cloud-operations'
import type { CoverageCountRow, StoredCoverage } from '../store/coverage'
import type { Begun, StoredDesired } from '../store/desired-flow-logs'
import type { Installation } from '../store/installation'
import type { KnownFacts, LoadedScope } from '../store/scope-facts'
import type { ClaimedScope } from '../store/scope-queue'
import type { Sql } from '../store/sql'
import type { TransitionInsert } from '../store/write-desired'
import type { Authorised } from './authorised'
import { ProviderError } from '../providers/errors'
import { insertResult } from '../store/cloud-operations'
import { markSpent } from '../store/grants'
import { insertTransitions, writeDesired } from '../store/write-desired'
import { DueTime } from './due'
import type { Engine } from './engine'
import type { Lease } from './lease'

/** Why a pass over a scope may look but not act. */
export type LookOnly = 'StopAllChanges' | 'LookOnly' | 'EndpointChanged'

/** What the last call of this pass for a desired flow log said: it goes into its timeline. */
export interface Evidence {
  readonly operationId: string | null
  readonly requestId: string | null
  readonly vendorCode: string | null
}

/** A desired flow log while a pass works on it. */
export type Draft = { -readonly [Member in keyof StoredDesired]: StoredDesired[Member] } & { endedAt: Date | null }

/**
 * One pass over one scope: what it holds, what its steps have found out, and when it wants to come back. Steps read and
 * fill it in order; everything that lasts goes into the database through the lease.
 */
export class Pass {
  readonly due: DueTime
  readonly now: () => Date
  /** Not null: nothing is changed in the cloud. */
  lookOnly: LookOnly | null = null
  /** Complete listing of this pass; null when the look failed. */
  listing: { readonly at: Date; readonly logs: readonly ObservedFlowLog[] } | null = null
  /** The listing of flow logs, where it was begun while something else was still being written. */
  listingUnderWay: Promise<readonly ObservedFlowLog[]> | null = null
  discoveredAt: Date | null = null
  /** Why the last look failed. */
  problem: Problem | null = null
  /** What the last look at resources could not list beside the rest: it marks the scope, and the pass goes on. */
  partialLook: Problem | null = null
  loaded: LoadedScope | null = null
  membership: Membership | null = null
  facts: ScopeFacts | null = null
  assessments: readonly Assessment[] = []
  authorised: Authorised | null = null
  openOperations: readonly OpenOperation[] = []
  /** Operations named by the tags of the listing, and which of them this database knows; null before the listing. */
  knownOperations: NonNullable<KnownFacts['operations']> | null = null
  /** The cloud asked us to slow down: no further call in this pass. */
  isBackingOff = false
  /** How long the scope rests after this pass, whatever is waiting; 0 unless something failed. */
  backoffForMs = 0
  /** The cloud did not know a target: discovery comes sooner. */
  wantsDiscovery = false
  /** How long replacements without overlap took that ended in this pass, in seconds. */
  readonly measuredGapsSeconds: number[] = []
  /** Coverage as this pass worked it out; null while what was done does not show yet. */
  coverage: {
    readonly changed: readonly StoredCoverage[]
    readonly counts: readonly CoverageCountRow[]
  } | null = null
  callsUsed = 0
  callsThrottled = 0
  rowsWritten = 0
  /** Desired flow logs whose log was let go of in this pass. */
  readonly released = new Set<string>()
  readonly evidence = new Map<string, Evidence>()
  /** What stands over the drift of desired flow logs: ignored, or flapping. */
  readonly standings = new Map<string, DriftStanding>()
  private readonly drafts = new Map<string, Draft>()
  private readonly phases = new Map<string, Phase>()
  /** By desired flow log: which of its members differ from what the database holds. */
  private readonly dirty = new Map<string, Set<keyof Draft>>()
  private readonly pendingTransitions: TransitionInsert[] = []

  constructor(
    readonly engine: Engine,
    readonly lease: Lease,
    readonly provider: FlowLogProvider,
    readonly installation: Installation,
  ) {
    this.due = new DueTime(engine.timings.steadyLookMs)
    this.now = engine.clockFrom(lease.scope.claimedAt)
  }

  /** In what the endpoint fell short of its cloud during this pass. */
  readonly shortfalls = new Set<ShortfallReason>()

  /** The lease was lost, or the process cannot wait any longer. */
  get isAborted(): boolean {
    return this.lease.signal.aborted || this.engine.aborting.aborted
  }

  get scope(): ClaimedScope {
    return this.lease.scope
  }

  /** What every call to the cloud carries. */
  callContext(): CallContext {
    const { ref, account } = this.scope
    return {
      account,
      scope: ref,
      signal: AbortSignal.any([this.lease.signal, this.engine.aborting]),
      timeoutMs: this.engine.timings.callTimeoutMs,
      onShortfall: (reason) => this.shortfalls.add(reason),
      onCall: (call) => {
        this.callsUsed += 1
        this.engine.metrics.call(ref.provider, call.operation, call.outcome, call.durationMs)
      },
    }
  }

  /** The cloud asked to slow down. */
  noteThrottle(): void {
    this.callsThrottled += 1
    this.engine.metrics.throttled(this.scope.ref.provider)
  }

  /** Appends how an attempt of an operation ended, inside the caller's transaction. */
  async addResult(sql: Sql, { request }: Pick<OpenOperation, 'request'>, result: OperationResult): Promise<void> {
    await insertResult(sql, result)
    this.engine.metrics.operation(this.scope.ref.provider, request.kind, result.outcome)
  }

  /** Takes the desired flow logs as they stand in the database. */
  takeDesired(rows: readonly StoredDesired[]): void {
    this.drafts.clear()
    this.phases.clear()
    for (const row of rows) {
      this.drafts.set(row.id, { ...row, endedAt: null })
      this.phases.set(row.id, row.phase)
    }
  }

  /** The phase that the database holds. */
  phaseBefore(id: string): Phase | null {
    return this.phases.get(id) ?? null
  }

  get desired(): ReadonlyMap<string, Readonly<Draft>> {
    return this.drafts
  }

  private openByDesired: {
    readonly of: readonly OpenOperation[]
    readonly map: ReadonlyMap<string, OpenOperation>
  } | null = null

  /** The open operation that a desired flow log waits for. */
  openOperationOf(desiredId: string): OpenOperation | null {
    if (this.openByDesired?.of !== this.openOperations) {
      const pairs = this.openOperations.flatMap((operation) =>
        operation.pendingItems.map((id) => [id, operation] as const),
      )
      this.openByDesired = { of: this.openOperations, map: new Map(pairs) }
    }
    return this.openByDesired.map.get(desiredId) ?? null
  }

  private listed: ReadonlyMap<string, ObservedFlowLog> | null = null

  /** A log of this pass's listing. */
  listedLog(externalId: string): ObservedFlowLog | null {
    this.listed ??= new Map(this.listing?.logs.map((log) => [log.externalId, log]))
    return this.listed.get(externalId) ?? null
  }

  draft(id: string): Readonly<Draft> | null {
    return this.drafts.get(id) ?? null
  }

  /** Changes a desired flow log; written by the next `flush`. Unchanged values do not count as a change. */
  change(id: string, changes: Partial<Draft>): void {
    const draft = this.drafts.get(id)
    if (draft === undefined) return
    const members = Object.keys(changes) as (keyof Draft)[]
    const differing = members.filter((member) => !isSameValue(changes[member], draft[member]))
    if (differing.length === 0) return
    Object.assign(draft, changes)
    const known = this.dirty.get(id)
    if (known === undefined) this.dirty.set(id, new Set(differing))
    else for (const member of differing) known.add(member)
  }

  addTransition(transition: TransitionInsert): void {
    this.pendingTransitions.push(transition)
  }

  get hasChanges(): boolean {
    return this.dirty.size > 0 || this.pendingTransitions.length > 0 || this.spent.length > 0
  }

  /** Writes what changed, inside the caller's transaction. */
  async flush(sql: Sql): Promise<void> {
    const rows = [...this.dirty].flatMap(([id, members]) => {
      const row = this.drafts.get(id)
      return row === undefined ? [] : [{ row, members }]
    })
    await writeDesired(sql, rows, this.retriesSeenUntil())
    await insertTransitions(sql, this.pendingTransitions)
    await markSpent(sql, this.spent)
    this.rowsWritten += rows.length + this.pendingTransitions.length + this.spent.length
    this.spent.length = 0
    this.dirty.clear()
    this.pendingTransitions.length = 0
  }

  /**
   * Remembers what is not written yet, and these desired flow logs as they are now. What it answers puts all of it back: for
   * when the transaction that was to write it is undone.
   */
  remember(ids: readonly string[]): () => void {
    const drafts = ids.flatMap((id) => {
      const draft = this.drafts.get(id)
      return draft === undefined ? [] : [{ draft, was: { ...draft } }]
    })
    const dirty = [...this.dirty].map(([id, members]) => [id, new Set(members)] as const)
    const transitions = [...this.pendingTransitions]
    const spent = [...this.spent]
    const seenRetries = [...this.seenRetries]
    const { rowsWritten } = this
    return () => {
      for (const { draft, was } of drafts) Object.assign(draft, was)
      this.dirty.clear()
      for (const [id, members] of dirty) this.dirty.set(id, members)
      this.pendingTransitions.splice(0, Infinity, ...transitions)
      this.spent.splice(0, Infinity, ...spent)
      this.seenRetries.splice(0, Infinity, ...seenRetries)
      this.rowsWritten = rowsWritten
    }
  }

  /** An approval was used up: its action is through, or ended terminally. Written by the next flush. */
  spend(begun: Begun): void {
    const { grantId, fingerprint, prints = [fingerprint] } = begun
    if (grantId !== null) this.spent.push(...prints.map((print) => ({ grantId, fingerprint: print })))
  }

  private readonly spent: { readonly grantId: string; readonly fingerprint: string }[] = []
  private readonly seenRetries: Date[] = []

  private retriesSeenUntil(): Date {
    return new Date(Math.max(0, ...this.seenRetries.map((at) => at.getTime())))
  }

  /** A person's wish for another attempt was taken up. */
  answerRetry(id: string): void {
    const at = this.drafts.get(id)?.retryRequestedAt
    if (at === undefined || at === null) return
    this.seenRetries.push(at)
    this.change(id, { retryRequestedAt: null })
  }
}

/** By meaning: the database gives the members of an object back in another order. Pure. */
function isSameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (left instanceof Date || right instanceof Date) {
    return left instanceof Date && right instanceof Date && left.getTime() === right.getTime()
  }
  return typeof left === 'object' && typeof right === 'object' && isDeepStrictEqual(left, right)
}

/** A failure as a stored problem. Pure. */
export function problemOf(error: unknown, message: string): Problem {
  if (!(error instanceof ProviderError)) throw error
  return {
    reason: error.reading.reason,
    message,
    cause: error.reading.cause,
    remedy: error.reading.remedy,
    vendorCode: error.vendorCode,
    vendorMessage: error.vendorMessage,
    requestId: error.requestId,
  }
}
