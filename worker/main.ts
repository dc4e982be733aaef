import { settings } from '../lib/env'
import { SCOPE_DUE_CHANNEL } from '../lib/store/scope-queue'
import { listen } from '../lib/store/listen'
import { wireWorker } from '../lib/wiring/worker'
import { guardAgainstOldDatabase } from './backup-guard'
import { startHousekeeping } from './housekeeping'
import { refuseOtherSchema } from './schema-check'
import { ScopeLoop } from './scope-loop'

/** How long calls under way may take to end after the process was asked to stop. */
const PATIENCE_MS = 5_000

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

const loop = new ScopeLoop(engine, given.workerConcurrency)
const listener = await listen({
  url: given.databaseUrl,
  channel: SCOPE_DUE_CHANNEL,
  heard: () => loop.wakeUp(),
  onError: (error) => log.warn({ error }, 'the connection that hears of due scopes was lost'),
})
await worker.startSideJobs()
const housekeeping = startHousekeeping(database.pool, log)
log.info({ owner: engine.owner, concurrency: given.workerConcurrency }, 'ready')

await loop.run()
housekeeping.stop()
await listener.close()
await worker.close()
log.info('stopped')
