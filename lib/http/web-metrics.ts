import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from '../store/database/connection'
import { select, statement } from '../store/statement'

interface CountRow {
  label: string
  count: number
}

/**
 * Figures for Prometheus: those of this process, and those of the fleet, which are read from the database at each
 * scrape so that every web process answers the same.
 */
export function webMetrics({ pool }: Database): () => Promise<Response> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'weir_web_' })
  const gauge = (name: string, help: string, label: string) =>
    new Gauge({ name, help, labelNames: [label], registers: [registry] })
  const phases = gauge('weir_flow_logs', 'Flow logs of ours that have not ended, by phase', 'phase')
  const rungs = gauge('weir_resources', 'Resources by rung of the coverage ladder', 'rung')
  const scopes = gauge('weir_scopes', 'Scopes by state of their last look', 'state')
  const requests = gauge('weir_change_requests', 'Change requests by state', 'state')
  const open = new Gauge({
    name: 'weir_open_operations',
    help: 'Cloud operations without a final result',
    registers: [registry],
  })

  return async () => {
    const [byPhase, byRung, byScope, byRequest, operations] = await Promise.all([
      select<CountRow>(
        pool,
        statement`SELECT "phase" AS label, count(*)::int AS count FROM desired_flow_log WHERE "endedAt" IS NULL GROUP BY 1`,
      ),
      select<CountRow>(
        pool,
        statement`SELECT "rung" AS label, sum("count")::int AS count FROM coverage_count GROUP BY 1`,
      ),
      select<CountRow>(
        pool,
        statement`SELECT CASE WHEN "problem" IS NOT NULL THEN 'failing' WHEN "discoveredAt" IS NULL THEN 'never-looked'
            ELSE 'looked' END AS label, count(*)::int AS count FROM scope WHERE "state" = 'Watched' GROUP BY 1`,
      ),
      select<CountRow>(pool, statement`SELECT "state" AS label, count(*)::int AS count FROM change_request GROUP BY 1`),
      select<CountRow>(pool, statement`SELECT '' AS label, count(*)::int AS count FROM open_operation`),
    ])
    fill(phases, 'phase', byPhase)
    fill(rungs, 'rung', byRung)
    fill(scopes, 'state', byScope)
    fill(requests, 'state', byRequest)
    open.set(operations[0]?.count ?? 0)
    return new Response(await registry.metrics(), {
      headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
    })
  }
}

function fill(gauge: Gauge, label: string, rows: readonly CountRow[]): void {
  gauge.reset()
  for (const row of rows) gauge.set({ [label]: row.label }, row.count)
}
