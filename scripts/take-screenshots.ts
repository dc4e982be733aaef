import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions } from '@playwright/test'
import { cenDocument, vpcDocument, type PickedDocument } from '../e2e/documents'
import { createApiClient } from '../lib/http/client'
import { browserLaunch } from './browser/chromium'
import { makeTemporaryFolder } from './embedded-postgres/temporary-cluster'
import { terminalProgress } from './stack/progress'
import { startStack } from './stack/stack'

/**
 * `npm run screenshots`: starts the demo in a temporary folder, declares a few configurations, waits until the clouds have
 * followed, and saves the pictures of the README. Everything in them is the product at work.
 */

const FOLDER = resolve('docs', 'images')
const POLL_MS = 1_000
const PATIENCE_MS = 180_000
/** CEN counts as delivering when it was Active for its interval and five minutes: divided like every other time. */
const TIMINGS_DIVISOR = 10

const WIDE = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 } as const
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const

type Call = ReturnType<typeof createApiClient>

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`gave up waiting for ${what}`)
    await new Promise((resolveWait) => setTimeout(resolveWait, POLL_MS))
  }
}

interface Filter {
  readonly account: string[]
  readonly type: ('VPC' | 'TransitRouterAttachment')[]
  readonly tag?: string[]
  readonly rung?: 'unlogged'[]
}

/** Proposes a configuration for what a filter matches now; answers the request once its plan is there. */
async function propose(call: Call, document: PickedDocument, filter: Filter): Promise<{ id: string; digest: string }> {
  const { id } = await call('POST /change-requests', {
    body: {
      reason: 'Every production network is logged; the records go to the archive of the organisation.',
      items: [{ op: 'create', document, fromSelection: { mode: 'now', filter } }],
    },
  })
  let digest = ''
  await until(`the plan of ${document.name}`, async () => {
    const { plan, planProblem } = await call('GET /change-requests/{id}', { params: { id } })
    if (planProblem !== null) throw new Error(planProblem.message)
    digest = plan?.digest ?? ''
    return plan !== null
  })
  return { id, digest }
}

async function apply(call: Call, document: PickedDocument, filter: Filter): Promise<void> {
  const { id, digest } = await propose(call, document, filter)
  await call('POST /change-requests/{id}/approve', { params: { id }, body: { digest } })
  await until(`${document.name} applied`, async () => {
    const { state } = await call('GET /change-requests/{id}', { params: { id } })
    return state === 'applied' || state === 'partly-applied' || state === 'failed'
  })
}

async function take(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions,
  path: string,
): Promise<void> {
  const context = await browser.newContext({ ...options, baseURL: url, locale: 'en-GB', timezoneId: 'UTC' })
  const page = await context.newPage()
  await page.goto(path)
  await page.getByText('Live').first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined) // a stream never falls silent
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' })
  await context.close()
  console.log(`saved docs/images/${name}.png`)
}

const dataDir = await makeTemporaryFolder()
const stack = await startStack({
  dataDir,
  port: 0,
  demo: true,
  timingsDivisor: TIMINGS_DIVISOR,
  environment: process.env,
  progress: terminalProgress(),
})
try {
  const call = createApiClient({ base: `${stack.url}/api/v1` })
  await until('the first look at every scope', async () => (await call('GET /overview')).freshness.neverLooked === 0)

  await apply(call, vpcDocument('prod-vpcs-to-archive'), {
    account: ['111122223333', '444455556666', '777788889999'],
    type: ['VPC'],
    tag: ['env=prod'],
  })
  await apply(call, vpcDocument('edge-to-archive'), { account: ['666677778888'], type: ['VPC'] })
  await apply(call, cenDocument('retail-routers', 'netlogs-184627-{region}'), {
    account: ['1648273950184627'],
    type: ['TransitRouterAttachment'],
    rung: ['unlogged'],
  })
  const open = await propose(call, vpcDocument('staging-and-dev-to-archive'), {
    account: ['333344445555', '555566667777'],
    type: ['VPC'],
  })
  await until(
    'delivery of what was declared',
    async () =>
      (
        await call('GET /flow-logs/facets', {
          query: { provider: ['aws-ec2'], delivery: ['none'], ownership: ['ours'] },
        })
      ).total === 0,
  )
  const [log] = (await call('GET /flow-logs', { query: { ownership: ['ours'], delivery: ['success'], limit: 1 } }))
    .items
  if (log === undefined) throw new Error('no flow log delivers')

  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  const browser = await chromium.launch(await browserLaunch())
  try {
    await take(browser, stack.url, 'overview-light', { ...WIDE, colorScheme: 'light' }, '/overview')
    await take(browser, stack.url, 'overview-dark', { ...WIDE, colorScheme: 'dark' }, '/overview')
    await take(browser, stack.url, 'change-request', { ...WIDE, colorScheme: 'light' }, `/changes/${open.id}`)
    await take(browser, stack.url, 'flow-log', { ...WIDE, colorScheme: 'light' }, `/flow-logs/${log.id}`)
    await take(browser, stack.url, 'resources-phone', { ...PHONE, colorScheme: 'light' }, '/resources?type=VPC')
  } finally {
    await browser.close()
  }
} finally {
  await stack.stop()
  await rm(dataDir, { recursive: true, force: true })
}
