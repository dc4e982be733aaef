import { hostname } from 'node:os'
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import type { Settings } from '../env'
import type { FlowLogProvider } from '../providers/provider'
import type { ProviderId } from '../domain/provider-id'
import { createProviders } from '../providers/registry'
import { databaseAnchoredClock, type Engine } from '../reconciler/engine'
import { dividedTimings } from '../reconciler/timings'
import { JOB_HANDLERS, type JobContext } from '../services/job-handlers'
import { requestDueListings } from '../services/list-organisation'
import { JOB_NAMES, type JobName, type Jobs } from '../services/job-queue'
import { probeReaders } from '../services/probe-readers'
import { type Database, openDatabase } from '../store/database/connection'
import { openJobQueue, type PgJobQueue } from '../store/job-queue'
import { workerMetrics, type WorkerMetrics } from './worker-metrics'

/** How often a worker looks whether an organisation is due to be listed. */
const DUE_LISTINGS_EVERY_MS = 60_000

/** Everything a worker process is made of. */
export interface WorkerParts {
  readonly log: pino.Logger
  readonly database: Database
  readonly jobs: PgJobQueue
  readonly engine: Engine
  readonly metrics: WorkerMetrics
  /** Takes side jobs until the queue is closed. */
  startSideJobs(): Promise<void>
  /** One round of probes for the newest records; answers how many destinations were asked. */
  probeReaders(): Promise<number>
  close(): Promise<void>
}

/** Puts a worker together: the only place that chooses concrete things for it. */
export async function wireWorker(
  settings: Settings,
  signals: { readonly stopping: AbortSignal; readonly aborting: AbortSignal },
): Promise<WorkerParts> {
  const log = pino({ level: settings.logLevel, base: { process: 'worker' } })
  const providers: Readonly<Record<ProviderId, FlowLogProvider>> = createProviders({
    aws: { endpoints: settings.endpoints.aws, isFaithful: settings.hasFaithfulEndpoints },
    alibaba: { endpoints: settings.endpoints.alibaba, isFaithful: settings.hasFaithfulEndpoints },
  })
  const timings = dividedTimings(
    settings.timingsDivisor,
    Object.values(providers).map((provider) => provider.endpointFingerprint()),
    settings.leaseTtlMs,
  )
  const database = openDatabase({
    url: settings.databaseUrl,
    applicationName: 'weir-worker',
    maxConnections: settings.workerConcurrency * 2 + 2,
    // A frozen worker must not keep its scope by a lock when its lease is over.
    idleTransactionMs: timings.leaseTtlMs,
    onConnectionLost: (error) => log.warn({ error }, 'a database connection was lost'),
  })
  const jobs = await openJobQueue({
    url: settings.databaseUrl,
    works: true,
    onError: (error) => log.warn({ error }, 'the queue of side jobs reports a problem'),
  })
  const provider = (id: ProviderId): FlowLogProvider => providers[id]
  const metrics = workerMetrics(database.pool)
  const engine: Engine = {
    pool: database.pool,
    provider,
    timings,
    owner: `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`,
    clockFrom: databaseAnchoredClock,
    random: Math.random,
    newId: uuidv7,
    log,
    metrics: metrics.engine,
    requestPlan: (sql, changeRequestId) => jobs.send(sql, 'plan-change-request', { changeRequestId }),
    ...signals,
  }
  let organisations: NodeJS.Timeout | undefined
  return {
    log,
    database,
    jobs,
    engine,
    metrics,
    async startSideJobs() {
      const context = { database, provider, jobs, clock: () => new Date() }
      for (const name of JOB_NAMES) {
        await jobs.work(name, (data) => handleJob(context, name, data))
      }
      organisations = setInterval(() => {
        requestDueListings(context).catch((error: unknown) =>
          log.warn({ error }, 'the organisations that are due could not be asked for'),
        )
      }, DUE_LISTINGS_EVERY_MS)
    },
    probeReaders: () => probeReaders({ database, provider, clock: () => new Date() }, timings),
    async close() {
      clearInterval(organisations)
      await jobs.close()
      await database.close()
    },
  }
}

function handleJob<Name extends JobName>(context: JobContext, name: Name, data: Jobs[Name]): Promise<void> {
  return JOB_HANDLERS[name](context, data)
}
