import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { diskFullSentence, type FreeSpace, requireFreeSpace } from '../free-disk-space'
import { freePort } from '../processes/free-port'
import { startWatchedChild, type WatchedChild } from '../processes/watched-child'
import { isDiskFull, StartFailure } from '../start-failure'
import type { PostgresBinaries } from './binaries'
import { placePostgres, type Placement } from './placement'
import { type ServerAccount, serverAccount } from './server-account'
import { clearStalePidFile } from './stale-server'

export interface ClusterOptions {
  /** The folder Weir keeps its things in; the server takes `postgres/` below it. */
  readonly dataDir: string
  /** A PostgreSQL installed on this system, instead of the one from npm. */
  readonly binaries?: PostgresBinaries
  /** For tests: gives up durability for speed. */
  readonly throwAway?: boolean
  /** Where binaries and data go that the server's account cannot reach in place. */
  readonly systemFolder?: string
  readonly freeSpace?: FreeSpace
}

/** A running PostgreSQL of our own. */
export interface Cluster {
  readonly port: number
  readonly label: string
  readonly databaseFolder: string
  readonly notice?: string
  /** Resolves with a sentence when the server has ended, wanted or not. */
  readonly ended: Promise<string>
  url(database: string): string
  /** Creates the database unless it is there. */
  ensureDatabase(database: string): Promise<void>
  stop(): Promise<void>
}

const SUPERUSER = 'weir'
const START_TIMEOUT_MS = 60_000
const run = promisify(execFile)

/** Starts PostgreSQL on 127.0.0.1 at a free port, creating its data at the first start. The caller stops it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  await requireFreeSpace(options.dataDir, options.freeSpace)
  try {
    return await start(options)
  } catch (error) {
    if (isDiskFull(error)) throw new StartFailure(diskFullSentence(resolve(options.dataDir)), { cause: error })
    throw error
  }
}

async function start(options: ClusterOptions): Promise<Cluster> {
  const account = serverAccount()
  const place = await placePostgres(options.dataDir, account, options.binaries, options.systemFolder)
  const password = await ownPassword(join(resolve(options.dataDir), 'postgres', 'password'))
  if (!existsSync(join(place.databaseFolder, 'PG_VERSION'))) await initialise(place, account, password)
  await clearStalePidFile(place.databaseFolder)

  const logFile = join(resolve(options.dataDir), 'logs', 'postgres.log')
  await mkdir(dirname(logFile), { recursive: true })
  const port = await freePort()
  const log = await open(logFile, 'a')
  const server = await startWatchedChild({
    name: 'PostgreSQL',
    command: join(place.binaries.folder, 'postgres'),
    args: ['-D', place.databaseFolder, ...settings(port, options.throwAway ?? false)],
    env: serverEnvironment(),
    cwd: '/',
    ...account,
    output: log.fd,
    stopSignal: 'SIGINT', // PostgreSQL's fast shutdown: no new work, open transactions rolled back, clean files
  }).finally(() => log.close())

  const url = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
  try {
    await untilReady(server, url('postgres'), logFile)
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    port,
    label: place.binaries.label,
    databaseFolder: place.databaseFolder,
    ...(place.notice === undefined ? {} : { notice: place.notice }),
    ended: server.ended,
    url,
    ensureDatabase: (database) => ensureDatabase(url('postgres'), database),
    stop: () => server.stop(),
  }
}

/** Creates the data folder's contents. The password travels in a file of mode 0600 that is gone afterwards. */
async function initialise(place: Placement, account: ServerAccount | undefined, password: string): Promise<void> {
  // Beside the data, not in it: initdb wants an empty folder. The account owns the file, not the folder around it.
  const passwordFile = `${place.databaseFolder}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    if (account !== undefined) await chown(passwordFile, account.uid, account.gid)
    await run(
      join(place.binaries.folder, 'initdb'),
      [
        `--pgdata=${place.databaseFolder}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Text sorts by code point on every machine; letters of all languages count as letters (search, lower case).
        '--locale=C',
        `--lc-ctype=${characterLocale()}`,
      ],
      { ...account, cwd: '/', env: serverEnvironment() },
    )
  } catch (error) {
    // A half-made data folder would look like a database at the next start.
    await rm(place.databaseFolder, { recursive: true, force: true })
    throw error
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** A locale of this system that knows UTF-8; without one only ASCII letters can be searched without regard to case. */
function characterLocale(): string {
  const { stdout } = spawnSync('locale', ['-a'], { encoding: 'utf8' })
  const known = new Set((stdout as string | null)?.split('\n').map((name) => name.trim()))
  return ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'en_US.utf8'].find((name) => known.has(name)) ?? 'C'
}

function settings(port: number, throwAway: boolean): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // only loopback TCP: no socket file in a shared folder
    max_connections: 200,
    log_min_messages: 'warning',
    ...(throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Nothing of our environment but what a program needs to run: PG* variables of a developer would change the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/** The password of this data folder: made once, readable by its owner only. */
async function ownPassword(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim()
  const password = randomBytes(24).toString('base64url')
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  return password
}

async function untilReady(server: WatchedChild, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  let last: unknown
  while (Date.now() < deadline && !server.hasEnded()) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined) // a server that ends while we ask is reported by the loop's condition
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      last = error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')
  if (tail.includes('No space left on device')) throw new Error(tail)
  const how = server.hasEnded() ? await server.ended : `gave no connection within ${START_TIMEOUT_MS / 1000} s`
  throw new StartFailure(`PostgreSQL ${how}; the end of ${logFile} says:\n${tail}`, { cause: last })
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}
