import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { migrate, SchemaMismatch } from '../../lib/store/database/migrate'
import { startCluster } from '../embedded-postgres/cluster'
import { diskFullSentence, requireFreeSpace } from '../free-disk-space'
import { freePort, isPortTaken } from '../processes/free-port'
import { isDiskFull, StartFailure } from '../start-failure'
import { childEnvironment, type StackFacts } from './child-environment'
import { lockDataDir } from './data-dir-lock'
import { resolveGivenDatabase } from './given-database'
import { buildWeb, generateClient, prepareWorker } from './prepare'
import type { Progress } from './progress'
import { runTool } from './run-tool'
import { keptPort } from './simulator-port'
import { logFileOf, startService, type Service } from './service'
import { workerProgram } from './worker-program'

export interface StackOptions {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port: number
  /** With the simulator and its demo accounts. */
  readonly demo: boolean
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string
  readonly timingsDivisor?: number
  readonly simulator?: { readonly profile?: string; readonly world?: string; readonly seed?: number }
  /** `next dev` instead of a production build. */
  readonly development?: boolean
  readonly environment: NodeJS.ProcessEnv
  readonly progress: Progress
  readonly signal?: AbortSignal
}

/** Everything that `npm start` runs, up and answering. */
export interface Stack {
  readonly url: string
  readonly databaseUrl: string
  readonly simulatorUrl?: string
  /** Sentences a person should read once it runs. */
  readonly notices: readonly string[]
  /** Resolves with a sentence as soon as any part ends by itself; then the rest should be stopped. */
  readonly ended: Promise<string>
  /** Stops everything, last started first. Calling it twice is fine. */
  stop(): Promise<void>
}

const NEXT = 'node_modules/next/dist/bin/next'
const SEED = 'scripts/seed-demo.ts'

/** Starts all parts in order; when one fails, those before it are stopped again and a StartFailure says why. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir)
  const undo: (() => Promise<void>)[] = []
  let stopping: Promise<void> | undefined
  const stop = () =>
    (stopping ??= (async () => {
      for (const step of undo.reverse()) await step()
    })())
  try {
    return { ...(await start({ ...options, dataDir }, undo)), stop }
  } catch (error) {
    await stop()
    if (isDiskFull(error)) throw new StartFailure(diskFullSentence(dataDir), { cause: error })
    if (error instanceof SchemaMismatch) throw new StartFailure(error.message, { cause: error })
    throw error
  }
}

async function start(options: StackOptions, undo: (() => Promise<void>)[]): Promise<Omit<Stack, 'stop'>> {
  const { dataDir, progress } = options
  // A part that ends while a later one is still starting ends the start at once, with its own last words.
  const partEnded = new AbortController()
  const signal = AbortSignal.any([partEnded.signal, ...(options.signal === undefined ? [] : [options.signal])])
  await requireFreePort(options.port)
  await requireFreeSpace(dataDir)
  await mkdir(dataDir, { recursive: true })
  undo.push(await lockDataDir(dataDir))
  const given =
    options.databaseUrl === undefined ? undefined : await resolveGivenDatabase(options.databaseUrl, options.demo)

  await generateClient(progress, signal)
  await prepareWorker(progress)
  if (options.development !== true) await buildWeb(progress, signal)
  signal.throwIfAborted()

  const services: { ended: Promise<string> }[] = []
  const notices: string[] = []
  const run = async (title: string, begin: (note: (text: string) => void) => Promise<Service>): Promise<Service> => {
    signal.throwIfAborted()
    const service = await progress.step(title, begin)
    undo.push(() => service.stop())
    services.push(service)
    void service.ended.then((how) => partEnded.abort(new StartFailure(how)))
    return service
  }

  let databaseUrl = given
  if (databaseUrl === undefined) {
    await run('PostgreSQL', async (note) => {
      const cluster = await startCluster({ dataDir })
      undo.push(() => cluster.stop()) // also when creating the database fails
      const name = options.demo ? 'weir_demo' : 'weir'
      await cluster.ensureDatabase(name)
      databaseUrl = cluster.url(name)
      if (cluster.notice !== undefined) notices.push(cluster.notice)
      note(`${cluster.label} on port ${cluster.port}`)
      return {
        name: 'PostgreSQL',
        ended: cluster.ended.then((how) => `PostgreSQL ${how}.`),
        stop: () => cluster.stop(),
      }
    })
  }
  if (databaseUrl === undefined) throw new Error('No database was started.')
  const url = databaseUrl
  await progress.step('Database schema', async (note) => {
    const applied = await migrate(url)
    note(applied.length === 0 ? 'up to date' : `${applied.length} migration(s) applied`)
  })

  const simulatorUrl = options.demo ? await startSimulator({ ...options, signal }, run) : undefined
  const port = options.port === 0 ? await freePort() : options.port
  const facts: StackFacts = {
    databaseUrl: url,
    dataDir,
    port,
    ...(simulatorUrl === undefined ? {} : { simulatorUrl }),
    ...(options.timingsDivisor === undefined ? {} : { timingsDivisor: options.timingsDivisor }),
  }
  const env = childEnvironment(options.environment, facts)
  if (options.demo && existsSync(SEED)) {
    await progress.step('Demo accounts', () => runTool('Seeding the demo', ['--import', 'tsx', SEED], env, signal))
  }

  const address = `http://127.0.0.1:${port}`
  await run('Worker', async () =>
    startService({
      name: 'The worker',
      args: await workerProgram(),
      env,
      logFile: logFileOf(dataDir, 'worker'),
      signal,
    }),
  )
  await run('Console and API', async (note) => {
    note(address)
    return startService({
      name: 'The console',
      args: [NEXT, options.development === true ? 'dev' : 'start', '--hostname', '127.0.0.1', '--port', String(port)],
      env: options.development === true ? { ...env, NODE_ENV: 'development' } : env,
      logFile: logFileOf(dataDir, 'web'),
      readyUrl: `${address}/api/health/ready`,
      signal,
    })
  })
  return {
    url: address,
    databaseUrl: url,
    ...(simulatorUrl === undefined ? {} : { simulatorUrl }),
    notices,
    ended: Promise.race(services.map(({ ended }) => ended)),
  }
}

async function startSimulator(
  { dataDir, environment, signal, simulator = {} }: StackOptions,
  run: (title: string, begin: (note: (text: string) => void) => Promise<Service>) => Promise<Service>,
): Promise<string> {
  const port = await keptPort(join(dataDir, 'simulator', 'port'))
  const url = `http://127.0.0.1:${port}`
  const { world = 'demo', seed = 1, profile = 'demo' } = simulator
  await run('Simulated clouds', (note) => {
    note(`${url} with the world "${world}"`)
    const settings = ['--port', port, '--data-dir', join(dataDir, 'simulator'), '--world', world]
    return startService({
      name: 'The simulator',
      args: [
        '--import',
        'tsx',
        'simulator/main.ts',
        ...settings.map(String),
        '--seed',
        String(seed),
        '--profile',
        profile,
      ],
      env: environment,
      logFile: logFileOf(dataDir, 'simulator'),
      readyUrl: `${url}/_sim/health`,
      ...(signal === undefined ? {} : { signal }),
    })
  })
  return url
}

async function requireFreePort(port: number): Promise<void> {
  if (port !== 0 && (await isPortTaken(port))) {
    throw new StartFailure(
      `Port ${port} of 127.0.0.1 is in use: stop what listens there, or choose another, for example PORT=${port + 1} npm start.`,
    )
  }
}
