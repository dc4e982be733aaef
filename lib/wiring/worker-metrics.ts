import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { EngineMetrics } from '../reconciler/engine'
import { type QueueState, readQueueState } from '../store/queue-state'
import type { Sql } from '../store/sql'

/** What the engine counts in this process, and how the queue of passes stands, for Prometheus. */
export interface WorkerMetrics {
  readonly engine: EngineMetrics
  readonly contentType: string
  /** Everything as text; the queue is read from the database at each scrape. */
  text(): Promise<string>
}

/** Calls to clouds take from a few milliseconds to their time limit of fifteen seconds; passes up to minutes. */
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]
const PASS_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600]

/** Labels hold clouds, operation names and outcomes only: their number does not grow with the fleet. */
export function workerMetrics(sql: Sql): WorkerMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'weir_worker_' })
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] })
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers: [registry] })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] })

  const passes = counter('weir_worker_passes_total', 'Passes over scopes by how they ended', ['provider', 'outcome'])
  const passSeconds = histogram('weir_worker_pass_seconds', 'How long passes took', ['provider'], PASS_BUCKETS)
  const leasesLost = counter('weir_worker_leases_lost_total', 'Passes given up because the lease was lost', [
    'provider',
  ])
  const rows = counter('weir_worker_rows_written_total', 'Rows written outside scope, lease and watch intervals', [])
  const calls = counter('weir_worker_cloud_calls_total', 'HTTP exchanges with clouds', [
    'provider',
    'operation',
    'outcome',
  ])
  const callSeconds = histogram(
    'weir_worker_cloud_call_seconds',
    'How long clouds took to answer',
    ['provider', 'operation'],
    CALL_BUCKETS,
  )
  const throttles = counter('weir_worker_throttles_total', 'Answers of clouds that asked to slow down', ['provider'])
  const operations = counter(
    'weir_worker_operations_total',
    'Attempts of operations that change a cloud, by how they ended',
    ['provider', 'kind', 'outcome'],
  )
  const queue = {
    due: gauge('weir_queue_due_scopes', 'Scopes that are due and that no worker holds'),
    leased: gauge('weir_queue_leased_scopes', 'Scopes that a worker holds'),
    lagSeconds: gauge('weir_queue_lag_seconds', 'How long the most overdue scope has been waiting'),
    openOperations: gauge('weir_queue_open_operations', 'Cloud operations without a final result'),
  } satisfies Record<keyof QueueState, Gauge>

  return {
    engine: {
      rowsWritten: (_scope, written) => rows.inc(written),
      call(provider, operation, outcome, durationMs) {
        calls.inc({ provider, operation, outcome })
        callSeconds.observe({ provider, operation }, durationMs / 1000)
      },
      throttled: (provider) => throttles.inc({ provider }),
      operation: (provider, kind, outcome) => operations.inc({ provider, kind, outcome }),
      pass(provider, outcome, durationMs) {
        passes.inc({ provider, outcome })
        passSeconds.observe({ provider }, durationMs / 1000)
        if (outcome === 'lost') leasesLost.inc({ provider })
      },
    },
    contentType: registry.contentType,
    async text() {
      const state = await readQueueState(sql)
      queue.due.set(state.due)
      queue.leased.set(state.leased)
      queue.lagSeconds.set(state.lagSeconds)
      queue.openOperations.set(state.openOperations)
      return registry.metrics()
    },
  }
}
