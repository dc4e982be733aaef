import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keptPort } from './simulator-port'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-port-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('gives a data folder the same port at every start', async () => {
  const file = join(folder, 'simulator', 'port')
  const first = await keptPort(file)
  expect(first).toBeGreaterThan(0)
  expect(await keptPort(file)).toBe(first)
})

it('chooses anew when the file holds nothing it could have written', async () => {
  const file = join(folder, 'port')
  await writeFile(file, 'nonsense')
  expect(await keptPort(file)).toBeGreaterThan(0)
})

it('says what to do when somebody else took the port', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const file = join(folder, 'port')
  await writeFile(file, String(port))
  await expect(keptPort(file)).rejects.toThrow(new RegExp(`Port ${port} .* is in use: stop what listens there`))
  await new Promise((resolve) => server.close(resolve))
})
