import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'simulator-main-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

/** The command as `npm run simulator` starts it. */
function start(...args: string[]) {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const url = new Promise<string>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString()
      const match = /listening on (http:\S+)/.exec(output)
      if (match?.[1]) resolve(match[1])
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    void ended.then(() => reject(new Error(`it ended without listening: ${output}`)))
  })
  // Tests of refusals never look at the address.
  url.catch(() => undefined)
  return { child, url, ended, output: () => output }
}

describe('the command', () => {
  it('serves until it is told to stop, and keeps its world', async () => {
    const first = start('--port', '0', '--data-dir', dataDir, '--world', 'test', '--seed', '3')
    const health = await fetch(`${await first.url}/_sim/health`)
    expect(await health.json()).toMatchObject({ status: 'ok', world: 'test', seed: 3, profile: 'demo' })
    const bucket = { method: 'PUT', body: JSON.stringify({ accountId: '222233334444', region: 'eu-west-1' }) }
    await fetch(`${await first.url}/_sim/world/aws/buckets/kept`, bucket)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(await readFile(join(dataDir, 'world.json'), 'utf8')).toContain('"kept"')

    const second = start('--port', '0', '--data-dir', dataDir, '--world', 'test')
    const destinations = await fetch(`${await second.url}/_sim/world/aws/destinations`)
    expect(await destinations.text()).toContain('"kept"')
    second.child.kill('SIGINT')
    expect(await second.ended).toBe(0)
  })

  it('says in one sentence that the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const refused = start('--port', String(port), '--world', 'empty')
    expect(await refused.ended).toBe(1)
    expect(refused.output().trim()).toBe('simulator: the port is in use; choose another with --port')
    other.close()
  })

  it.each([
    [['--port', '99999'], '--port must be between'],
    [['--world', 'mars'], '--world must be one of'],
    [['--seed', '1.5'], '--seed must be a whole number'],
    [['--profile', 'fast'], '--profile must be one of'],
    [['--colour', 'blue'], "Unknown option '--colour'"],
  ])('refuses %s and shows how it is used', async (args, message) => {
    const refused = start(...args)
    expect(await refused.ended).toBe(2)
    expect(refused.output()).toContain(message)
    expect(refused.output()).toContain('--data-dir DIR')
  })
})
