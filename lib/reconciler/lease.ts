import type { Database } from '../store/database/connection'
import type { ClaimedScope, Holding, Opening, ScopeOutcome } from '../store/scope-queue'
import { beginHolding, claimScope, releaseScope, renewLease } from '../store/scope-queue'
import type { Sql } from '../store/sql'
import { inTransaction } from '../store/sql'
import type { Timings } from './timings'

/** The scope is somebody else's now, or soon: whatever was being written is undone, and the pass ends. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/**
 * The right to act in one scope. It is renewed in the background; when that fails, `signal` aborts. Every write goes
 * through `write`, which checks the fence in the same transaction, so that a worker that was away too long changes nothing.
 */
export class Lease {
  readonly signal: AbortSignal
  private readonly controller = new AbortController()
  private timer: NodeJS.Timeout | null = null

  private constructor(
    private readonly pool: Database['pool'],
    readonly scope: ClaimedScope,
    private readonly owner: string,
    private readonly timings: Timings,
  ) {
    this.signal = this.controller.signal
  }

  /** Claims the most overdue scope, or the given one; null when there is none to be had. */
  static async claim(
    pool: Database['pool'],
    options: { readonly owner: string; readonly timings: Timings; readonly scopeId?: string },
  ): Promise<Lease | null> {
    const { owner, timings, scopeId } = options
    const scope = await claimScope(pool, {
      owner,
      ttlMs: timings.leaseTtlMs,
      ...(scopeId !== undefined && { scopeId }),
    })
    if (scope === null) return null
    const lease = new Lease(pool, scope, owner, timings)
    lease.keepRenewing()
    return lease
  }

  get holding(): Holding & { readonly claimedDueAt: Date } {
    const { scopeId, fence, claimedDueAt } = this.scope
    return { scopeId, fence, claimedDueAt, owner: this.owner }
  }

  /** Reads outside any transaction: what is read may be decided upon only through `write`. */
  get read(): Sql {
    return this.pool
  }

  /** Writes in one transaction under the fence; throws `LeaseLost`, and writes nothing, when the lease is not ours. */
  async write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.transaction(work, { forMs: 0, isDurable: true })
  }

  /**
   * The same for what was seen and what follows from it, which the next look would find again: the commit does not wait
   * for the disk. Never for intents, nor for what became of a call. The next durable commit makes it durable too.
   */
  async note<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.transaction(work, { forMs: 0, isDurable: false })
  }

  /** The same before a call to a cloud: the call's own deadline must fit inside the lease. */
  async writeIntent<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.transaction(work, { forMs: this.timings.callTimeoutMs, isDurable: true })
  }

  private transaction<T>(work: (sql: Sql) => Promise<T>, opening: Opening): Promise<T> {
    return inTransaction(this.pool, work, async (client) => {
      if (this.signal.aborted || !(await beginHolding(client, this.holding, opening))) {
        throw new LeaseLost(`the lease on scope ${this.scope.scopeId} is lost or too short`)
      }
    })
  }

  /** Renews once, now; a lease that cannot be renewed is lost. */
  async renew(): Promise<void> {
    if (!(await renewLease(this.pool, this.holding, this.timings.leaseTtlMs))) this.lose()
  }

  /** Gives the scope back. False when it was lost meanwhile. */
  async release(outcome: ScopeOutcome): Promise<boolean> {
    this.abandon()
    return releaseScope(this.pool, this.holding, outcome)
  }

  /** Stops renewing without giving back: what a killed worker does. The lease then runs out by itself. */
  abandon(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
  }

  private keepRenewing(): void {
    this.timer = setInterval(() => {
      this.renew().catch(() => {
        // The database cannot be reached: nobody can tell whether the lease still holds, so it counts as lost.
        this.lose()
      })
    }, this.timings.leaseRenewMs)
    this.timer.unref()
  }

  private lose(): void {
    this.abandon()
    this.controller.abort(new LeaseLost(`the lease on scope ${this.scope.scopeId} was lost`))
  }
}
