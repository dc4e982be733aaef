import { PgBoss } from 'pg-boss'
import { JOB_NAMES, type JobName, type JobQueue, type Jobs } from '../services/job-queue'
import type { Sql } from './sql'

/** pg-boss keeps its tables in a schema of its own, out of Prisma's sight. */
const JOBS_SCHEMA = 'pgboss'

export interface PgJobQueue extends JobQueue {
  /** Runs jobs in this process until it is closed. */
  work<Name extends JobName>(name: Name, handle: (data: Jobs[Name]) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the queue: its tables are made when they are missing. A process that only sends needs no supervision of its own;
 * the one that works supervises (expired jobs of a dead worker come back).
 */
export async function openJobQueue(options: {
  readonly url: string
  readonly works: boolean
  readonly onError: (error: Error) => void
}): Promise<PgJobQueue> {
  const boss = new PgBoss({
    connectionString: options.url,
    schema: JOBS_SCHEMA,
    application_name: 'weir-jobs',
    max: options.works ? 3 : 1,
    supervise: options.works,
    schedule: false,
  })
  boss.on('error', options.onError)
  await boss.start()
  for (const name of JOB_NAMES) {
    // A job may be sent twice for the same thing; running it again does no harm, losing it would.
    await boss.createQueue(name, { retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 120 })
  }
  return {
    async send(sql, name, data) {
      await boss.send(name, data, { db: { executeSql: (text, values) => execute(sql, text, values) } })
    },
    async work(name, handle) {
      await boss.work<Jobs[typeof name]>(name, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
        for (const job of jobs) await handle(job.data)
      })
    },
    async close() {
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

async function execute(sql: Sql, text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
  const { rows } = await sql.query<Record<string, unknown>>(text, values)
  return { rows }
}
