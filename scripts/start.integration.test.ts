import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTemporaryFolder } from './embedded-postgres/temporary-cluster'
import { freePort } from './processes/free-port'
import { isAlive } from './processes/process-identity'
import { lockDataDir } from './stack/data-dir-lock'

/** The first start may have to build the console. */
const FIRST_START_MS = 240_000

interface Started {
  readonly process: ChildProcess
  output(): string
}

function npmStart(environment: Record<string, string>): Started {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { process: child, output: () => output }
}

async function exitCode({ process: child }: Started): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}

async function untilRuns(start: Started): Promise<string> {
  await expect
    .poll(() => start.process.exitCode !== null || start.output().includes('Ctrl-C stops everything'), {
      timeout: FIRST_START_MS,
      interval: 100,
    })
    .toBe(true)
  const address = /Weir runs at (http:\/\/127\.0\.0\.1:\d+)/.exec(stripColours(start.output()))?.[1]
  if (address === undefined) throw new Error(start.output())
  return address
}

function stripColours(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/g, '')
}

/** All processes that descend from this one, by what the system says now. */
function descendants(pid: number): number[] {
  const pairs = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    pairs.filter(([, of]) => of === parent).flatMap(([child = 0]) => [child, ...below(child)])
  return below(pid)
}

describe('npm start', () => {
  let dataDir: string
  let port: string
  const starts: Started[] = []
  const start = (environment: Record<string, string> = {}) => {
    const started = npmStart({ WEIR_DATA_DIR: dataDir, PORT: port, ...environment })
    starts.push(started)
    return started
  }

  beforeEach(async () => {
    dataDir = await makeTemporaryFolder()
    port = String(await freePort())
  })
  afterEach(async () => {
    for (const started of starts.splice(0)) {
      started.process.kill('SIGTERM')
      await exitCode(started)
    }
    await rm(dataDir, { recursive: true, force: true })
  })

  it('says in one sentence what is wrong, and ends with 1', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const taken = String(typeof address === 'object' && address !== null ? address.port : 0)
    const nobody = await freePort()
    const cases = [
      { environment: { PORT: taken }, says: `Port ${taken} of 127.0.0.1 is in use: stop what listens there` },
      { environment: { PORT: 'web' }, says: 'PORT must be a whole number' },
      { environment: { WEIR_DEMO: 'maybe' }, says: 'WEIR_DEMO must be on or off' },
      { environment: { DATABASE_URL: 'nonsense' }, says: 'DATABASE_URL is not an address of a PostgreSQL database' },
      {
        environment: { DATABASE_URL: `postgresql://x:hunter2@127.0.0.1:${nobody}/weir` },
        says: 'start that server or correct',
      },
    ]
    for (const { environment, says } of cases) {
      const started = start(environment)
      expect(await exitCode(started)).toBe(1)
      const lines = stripColours(started.output()).trim().split('\n')
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain(says)
      expect(lines[0]).not.toContain('hunter2')
    }
    server.close()
  })

  it('does not start twice on one data folder', async () => {
    const unlock = await lockDataDir(dataDir)
    const started = start()
    expect(await exitCode(started)).toBe(1)
    expect(started.output()).toContain(`Another Weir (process ${process.pid}) uses ${dataDir}`)
    await unlock()
  })

  it(
    'runs, keeps its data for a second start within 15 s, and leaves no process behind',
    { timeout: FIRST_START_MS + 60_000 },
    async () => {
      const first = start()
      const address = await untilRuns(first)
      expect((await fetch(`${address}/api/health/ready`)).status).toBe(200)
      expect(first.output()).toContain('There is no sign-in yet')
      const family = descendants(first.process.pid ?? 0)
      expect(family.length).toBeGreaterThanOrEqual(4) // database, simulator, worker, web
      first.process.kill('SIGINT')
      expect(await exitCode(first)).toBe(0)
      await expect.poll(() => family.filter(isAlive), { timeout: 5_000 }).toEqual([])

      const began = Date.now()
      const second = start()
      await untilRuns(second)
      expect(Date.now() - began).toBeLessThan(15_000)
      expect(second.output()).toContain('Database schema: up to date')

      const worker = workerOf(second)
      process.kill(worker, 'SIGKILL')
      const others = descendants(second.process.pid ?? 0)
      expect(await exitCode(second)).toBe(1)
      expect(second.output()).toContain('The worker was ended by SIGKILL')
      await expect.poll(() => others.filter(isAlive), { timeout: 5_000 }).toEqual([])
    },
  )
})

function workerOf(started: Started): number {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const line = lines.find((text) => {
    const [, parent] = text.trim().split(/\s+/)
    return Number(parent) === started.process.pid && text.includes('build/worker.mjs')
  })
  return Number(line?.trim().split(/\s+/)[0])
}
