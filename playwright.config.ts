import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { browserLaunch } from './scripts/browser/chromium'
import { freePort } from './scripts/processes/free-port'

// Set once by the first process that reads this file; Playwright's workers inherit both.
process.env.WEIR_E2E_PORT ??= String(await freePort())
process.env.WEIR_E2E_STACK ??= resolve('test-results', 'stack.json')
// The stack ends with this process, however it ends.
process.env.WEIR_E2E_OWNER ??= String(process.pid)
const url = `http://127.0.0.1:${process.env.WEIR_E2E_PORT}`

/** A journey is walked once, on a desktop; what a narrow window changes is looked at on a phone. */
const PHONE_ONLY = '**/phone.spec.ts'
const ON_A_PHONE = [PHONE_ONLY, '**/looks.spec.ts']

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // One stack, one fleet: specs run one after another, each on objects of its own.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // A journey waits for clouds that take their time, on a machine that may be busy.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: url,
    launchOptions: await browserLaunch(),
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'desktop', testIgnore: PHONE_ONLY, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      testMatch: ON_A_PHONE,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: 'node --import tsx scripts/e2e-stack.ts',
    url: `${url}/api/health/ready`,
    timeout: 300_000,
    // For writing tests: a stack that already runs on WEIR_E2E_PORT (scripts/e2e-stack.ts) is used as it is.
    reuseExistingServer: process.env.WEIR_E2E_REUSE === '1',
    stdout: 'pipe',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
})
