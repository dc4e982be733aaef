import type { ProviderId } from '../domain/provider-id'
import type { FlowLogProvider } from '../providers/provider'
import type { OperationRequest, OperationResult } from '../store/cloud-operations'
import type { Database } from '../store/database/connection'
import type { Sql } from '../store/sql'
import type { Timings } from './timings'

/** Where the engine writes what operators read; pino fits. */
export interface EngineLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What the engine counts; a process exports it. */
export interface EngineMetrics {
  /** Rows written by a pass outside scope, lease and watch interval. */
  rowsWritten(scopeKey: string, rows: number): void
  call(provider: ProviderId, operation: string, outcome: 'ok' | 'error', durationMs: number): void
  /** A cloud asked to slow down. */
  throttled(provider: ProviderId): void
  /** One attempt of an operation ended. */
  operation(provider: ProviderId, kind: OperationRequest['kind'], outcome: OperationResult['outcome']): void
  pass(provider: ProviderId, outcome: 'done' | 'failed' | 'lost' | 'stopped', durationMs: number): void
}

/** Everything the engine needs from outside; constructed in one place, replaced piece by piece in tests. */
export interface Engine {
  readonly pool: Database['pool']
  readonly provider: (id: ProviderId) => FlowLogProvider
  readonly timings: Timings
  /** Names this worker on the leases it holds. */
  readonly owner: string
  /**
   * The clock of ages and retries, given the database's time at the claim: by default that time plus what has passed
   * since, so that workers on machines with different clocks agree.
   */
  readonly clockFrom: (databaseNow: Date) => () => Date
  /** In [0, 1). */
  readonly random: () => number
  readonly newId: () => string
  readonly log: EngineLog
  readonly metrics: EngineMetrics
  /** Asks for the plan of a follow-up request, in the transaction that made it. */
  readonly requestPlan: (sql: Sql, changeRequestId: string) => Promise<void>
  /** Aborts when the process stops: no new change is begun, what is under way may end. */
  readonly stopping: AbortSignal
  /** Aborts when the process cannot wait any longer: calls under way are given up, and settled by a later pass. */
  readonly aborting: AbortSignal
}

/** The engine's clock in a real process: the database's time at the claim, and this machine's steady clock since. */
export function databaseAnchoredClock(databaseNow: Date): () => Date {
  const startedAt = performance.now()
  return () => new Date(databaseNow.getTime() + (performance.now() - startedAt))
}
