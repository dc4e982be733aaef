import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_PARTITION } from '../../lib/domain/account-rules'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { ProviderId } from '../../lib/domain/provider-id'
import { insertAccount } from '../../lib/store/accounts'
import { type Database, openDatabase } from '../../lib/store/database/connection'
import { TIMINGS } from '../../lib/reconciler/timings'
import { migrate } from '../../lib/store/database/migrate'
import { wakeScopes } from '../../lib/store/scope-queue'
import { ensureScopes } from '../../lib/store/scopes'
import { inTransaction } from '../../lib/store/sql'
import type { Cluster } from '../../scripts/embedded-postgres/cluster'
import { startWatchedChild, type WatchedChild } from '../../scripts/processes/watched-child'
import { childEnvironment } from '../../scripts/stack/child-environment'
import { workerProgram } from '../../scripts/stack/worker-program'
import type { WorldAccount } from '../../simulator/core/cloud'
import { approveConfiguration } from './approve'
import { peakMiB, processorMs } from './memory'

/** A worker process as `npm start` runs it, with an empty database of its own and the simulated clouds. */
export interface BenchEngine {
  readonly database: Database
  /** Makes and approves a Configuration while there is nothing it could select; upkeep does the rest. */
  approve(document: ConfigurationDocument): Promise<void>
  /** Adds accounts without the connection test, whose calls are not those of convergence; all scopes become due at once. */
  addAccounts(accounts: readonly WorldAccount[]): Promise<void>
  /** Asks for a look at every scope, discovery included, and waits until all have looked. Answers how long that took. */
  look(timeoutMs: number): Promise<number>
  /** Waits until every look that was asked for has been made. */
  untilLooked(timeoutMs: number): Promise<void>
  /** Waits until every scope has been passed over and none wants another pass before the ordinary next look. */
  untilQuiet(timeoutMs: number): Promise<void>
  /** Waits until so many desired flow logs are Active. */
  untilActive(count: number, timeoutMs: number): Promise<void>
  /** The most memory the worker has held so far; null where the system does not tell. */
  workerPeakMiB(): Promise<number | null>
  /** The processor time the worker has used so far; null where the system does not tell. */
  workerCpuMs(): Promise<number | null>
  stop(): Promise<void>
}

export interface BenchEngineOptions {
  readonly cluster: Cluster
  readonly name: string
  readonly folder: string
  readonly isProfiled: boolean
  readonly simulatorUrl: string
  /** Divides the engine's cadences; 1 is how it runs against real clouds. */
  readonly timingsDivisor: number
}

const POLL_MS = 50
const START_TIMEOUT_MS = 60_000
const PROVIDER: Readonly<Record<WorldAccount['provider'], ProviderId>> = { aws: 'aws-ec2', alibaba: 'alibaba-cen' }

/** No watched scope owes anybody a look. */
const LOOKED = `SELECT NOT EXISTS (SELECT 1 FROM "scope" WHERE "state" = 'Watched' AND "lookRequestedAt" IS NOT NULL) AS "yes"`

export async function startBenchEngine(options: BenchEngineOptions): Promise<BenchEngine> {
  const { cluster, name, folder } = options
  await cluster.ensureDatabase(name)
  const url = cluster.url(name)
  await migrate(url)
  const database = openDatabase({ url, applicationName: 'weir-bench' })
  const logFile = join(folder, `worker-${name}.log`)
  const worker = await startWorker(url, logFile, options)
  const failed = worker.ended.then(async (how) => {
    throw new Error(`The worker ${how}; the end of its log:\n${(await readFile(logFile, 'utf8')).slice(-2_000)}`)
  })
  failed.catch(() => undefined) // a worker that is stopped at the end is no failure; whoever waits races with it

  /** Asks the database again and again until it says yes. */
  const until = async (question: string, parameters: readonly unknown[], timeoutMs: number): Promise<void> => {
    const deadline = performance.now() + timeoutMs
    while (performance.now() < deadline) {
      const { rows } = await Promise.race([database.pool.query<{ yes: boolean }>(question, [...parameters]), failed])
      if (rows[0]?.yes === true) return
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
    throw new Error(`Not done after ${Math.round(timeoutMs / 1000)} s: ${question} ${await situation(database)}`)
  }

  return {
    database,
    approve: (document) => approveConfiguration(database, document),
    addAccounts: (accounts) =>
      inTransaction(database.pool, async (sql) => {
        for (const { provider, accountId, name: title, roleArn, externalId, regions } of accounts) {
          const account = {
            provider: PROVIDER[provider],
            partition: DEFAULT_PARTITION[PROVIDER[provider]],
            accountId,
            name: title,
            roleArn,
            externalId,
            labels: {},
            regions,
            // Records are not read: probes have a cadence of their own and are no part of a look.
            features: ['look', 'change'],
          }
          const id = await insertAccount(sql, account)
          if (id === null) throw new Error(`account ${accountId} is there already`)
          await wakeScopes(sql, await ensureScopes(sql, { id, ...account }, regions), { look: true })
        }
      }),
    untilLooked: (timeoutMs) => until(LOOKED, [], timeoutMs),
    async look(timeoutMs) {
      const { rows } = await database.pool.query<{ id: string; now: Date }>(
        `SELECT "id", clock_timestamp() AS "now" FROM "scope" WHERE "state" = 'Watched'`,
      )
      const startedAt = performance.now()
      await inTransaction(database.pool, (sql) =>
        wakeScopes(
          sql,
          rows.map(({ id }) => id),
          { look: true },
        ),
      )
      await until(LOOKED, [], timeoutMs)
      return performance.now() - startedAt
    },
    untilQuiet: (timeoutMs) =>
      until(
        `SELECT count(*) > 0 AND bool_and("leaseOwner" IS NULL AND "lastPassEndedAt" IS NOT NULL AND "problem" IS NULL
            AND "dueAt" - "lastPassEndedAt" >= $1 * interval '1 ms') AS "yes"
           FROM "scope" WHERE "state" = 'Watched'`,
        [(TIMINGS.steadyLookMs / options.timingsDivisor) * 0.9],
        timeoutMs,
      ),
    untilActive: (count, timeoutMs) =>
      until(
        `SELECT (SELECT count(*) FROM "desired_flow_log" WHERE "phase" = 'Active') >= $1 AS "yes"`,
        [count],
        timeoutMs,
      ),
    workerPeakMiB: () => peakMiB(worker.pid),
    workerCpuMs: () => processorMs(worker.pid),
    async stop() {
      await worker.stop()
      await database.close()
    },
  }
}

async function startWorker(url: string, logFile: string, options: BenchEngineOptions): Promise<WatchedChild> {
  const { folder, simulatorUrl, timingsDivisor } = options
  await mkdir(folder, { recursive: true })
  const log = await open(logFile, 'a')
  const worker = await startWatchedChild({
    name: 'The worker',
    command: process.execPath,
    args: [...(options.isProfiled ? ['--cpu-prof', '--cpu-prof-dir', folder] : []), ...(await workerProgram())],
    env: childEnvironment(process.env, { databaseUrl: url, dataDir: folder, port: 0, simulatorUrl, timingsDivisor }),
    output: log.fd,
    stopSignal: 'SIGTERM',
  }).finally(() => log.close())
  const deadline = performance.now() + START_TIMEOUT_MS
  while (!(await readFile(logFile, 'utf8')).includes('"ready"')) {
    if (worker.hasEnded() || performance.now() > deadline) {
      await worker.stop()
      throw new Error(`The worker did not start: ${(await readFile(logFile, 'utf8')).slice(-2_000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return worker
}

/** For the message of a wait that did not end. */
async function situation({ pool }: Database): Promise<string> {
  const phases = await pool.query(
    `SELECT "phase", "phaseReason", count(*)::int FROM "desired_flow_log" GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 5`,
  )
  const scopes = await pool.query(
    `SELECT "region", "problem", "lastPassEndedAt", "dueAt" FROM "scope" ORDER BY "problem" IS NULL, "dueAt" LIMIT 3`,
  )
  return JSON.stringify({ phases: phases.rows, scopes: scopes.rows })
}
