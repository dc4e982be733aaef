import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeTemporaryFolder } from './embedded-postgres/temporary-cluster'
import { isAlive } from './processes/process-identity'
import { terminalProgress } from './stack/progress'
import { startStack } from './stack/stack'

/**
 * The whole product for the end-to-end tests, by the code of `npm start`: a database of its own in a temporary folder,
 * the demo fleet, web and worker. Only its times are shorter. Playwright starts and stops it (playwright.config.ts).
 */

/** The engine looks this many times more often, and the simulated clouds take this share of their time. */
const TIMINGS_DIVISOR = 10
const DELAY_SCALE = 0.3

const file = process.env.WEIR_E2E_STACK
const port = Number(process.env.WEIR_E2E_PORT)
if (file === undefined || !Number.isInteger(port)) throw new Error('Start the tests with `npx playwright test`.')

const dataDir = await makeTemporaryFolder()
const stopRequest = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort())
// Playwright stops its server only where it ends in order; a run that was killed must leave no stack behind.
const owner = Number(process.env.WEIR_E2E_OWNER)
const watch = setInterval(() => {
  if (Number.isInteger(owner) && !isAlive(owner)) stopRequest.abort()
}, 1000)
const asked = new Promise<undefined>((resolve) => {
  stopRequest.signal.addEventListener('abort', () => resolve(undefined))
})

try {
  const stack = await startStack({
    dataDir,
    port,
    demo: true,
    timingsDivisor: TIMINGS_DIVISOR,
    environment: process.env,
    progress: terminalProgress(),
    signal: stopRequest.signal,
  })
  try {
    await fetch(`${stack.simulatorUrl ?? ''}/_sim/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ delayScale: DELAY_SCALE }),
    })
    const { url, databaseUrl, simulatorUrl } = stack
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, JSON.stringify({ url, databaseUrl, simulatorUrl, dataDir }))
    const unexpected = await Promise.race([asked, stack.ended])
    if (unexpected !== undefined) throw new Error(unexpected)
  } finally {
    await stack.stop()
  }
} finally {
  clearInterval(watch)
  await rm(dataDir, { recursive: true, force: true })
}
