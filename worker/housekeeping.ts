import { expireRequests, snapshotCoverage, tidyUp } from '../lib/store/housekeeping'
import type { Sql } from '../lib/store/sql'

const EVERY_MS = 10 * 60_000

interface Log {
  warn(facts: object, message: string): void
}

/** Hourly snapshots and tidying up. Every worker tries; whoever comes first has done it. */
export function startHousekeeping(sql: Sql, log: Log): { stop(): void } {
  const keep = (): void => {
    keepHouse(sql).catch((error: unknown) => log.warn({ error }, 'housekeeping failed; it is tried again'))
  }
  keep()
  const timer = setInterval(keep, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

async function keepHouse(sql: Sql): Promise<void> {
  await snapshotCoverage(sql)
  await expireRequests(sql)
  await tidyUp(sql, new Date())
}
