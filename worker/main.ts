import { settings } from '../lib/env'
import { SCOPE_DUE_CHANNEL } from '../lib/store/scope-queue'
import { listen } from '../lib/store/listen'
import { wireWorker } from '../lib/wiring/worker'
import { guardAgainstOldDatabase } from './backup-guard'
import { startHousekeeping } from './housekeeping'
import { serveMetrics } from './metrics-server'
import { startProbing } from './probes'
import { refuseOtherSchema, SchemaRefused } from './schema-check'
import { ScopeLoop } from './scope-loop'

/** How long calls under way may take to end after the process was asked to stop. */
const PATIENCE_MS = 5_000
/** Between two rounds of probes that find nothing due. */
const PROBE_PAUSE_MS = 30_000

/**
 * The worker process: passes over scopes as they become due, and the side jobs. Any number of them may run over one
 * database; each can be killed at any moment.
 */
const given = settings()
const stopping = new AbortController()
const aborting = new AbortController()
const worker = await wireWorker(given, { stopping: stopping.signal, aborting: aborting.signal })
const { log, database, engine } = worker

await refuseOtherSchema(database.pool).catch((error: unknown) => {
  log.fatal(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
if (await guardAgainstOldDatabase(database.pool, given.dataDir))
  log.warn('the database is older than this machine remembers: only looking')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) return
    log.info({ signal }, 'stopping')
    stopping.abort()
    setTimeout(() => aborting.abort(), PATIENCE_MS).unref()
  })
}

const metricsServer =
  given.workerMetricsPort === null
    ? null
    : await serveMetrics(given.workerMetricsPort, { metrics: worker.metrics, readiness }).catch((error: unknown) => {
        log.fatal(error instanceof Error ? error.message : String(error))
        process.exit(1)
      })

const loop = new ScopeLoop(engine, given.workerConcurrency)
const listener = await listen({
  url: given.databaseUrl,
  channel: SCOPE_DUE_CHANNEL,
  heard: () => loop.wakeUp(),
  onError: (error) => log.warn({ error }, 'the connection that hears of due scopes was lost'),
})
await worker.startSideJobs()
const housekeeping = startHousekeeping(database.pool, log)
const probing = startProbing(() => worker.probeReaders(), Math.min(PROBE_PAUSE_MS, engine.timings.probeMs), log)
log.info({ owner: engine.owner, concurrency: given.workerConcurrency, metricsPort: metricsServer?.port }, 'ready')

await loop.run()
await metricsServer?.close()
housekeeping.stop()
probing.stop()
await listener.close()
await worker.close()
log.info('stopped')

/** Ready is a worker that can make passes: it does not stop, and its database answers with the schema of this code. */
async function readiness(): Promise<string | null> {
  if (stopping.signal.aborted) return 'The worker is stopping.'
  try {
    await refuseOtherSchema(database.pool)
    return null
  } catch (error) {
    // Whatever else it is, its text may hold the address of the database.
    return error instanceof SchemaRefused ? error.message : 'The database cannot be reached.'
  }
}
