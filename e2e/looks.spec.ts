import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { weir } from './weir'

/** Every page, and the main states of those that have several. */
async function addresses(): Promise<readonly (readonly [name: string, path: string])[]> {
  const { call } = weir()
  const resources = await call('GET /resources', { query: { rung: ['delivering'], type: ['VPC'], limit: 1 } })
  const logs = await call('GET /flow-logs', { query: { delivery: ['failed'], limit: 1 } })
  const accounts = await call('GET /accounts', { query: { limit: 1 } })
  const requests = await call('GET /change-requests', { query: { limit: 1 } })
  const configurations = await call('GET /configurations', { query: { limit: 1 } })
  const each = (name: string, area: string, rows: readonly { id: string }[]) =>
    rows.map(({ id }) => [name, `/${area}/${id}`] as const)
  return [
    ['overview', '/overview'],
    ['resources', '/resources'],
    ['resources, filtered with one open', `/resources?type=VPC&rung=delivering&open=${resources.items[0]?.id ?? ''}`],
    ['resources, none', '/resources?q=there-is-no-such-thing'],
    ...each('resource', 'resources', resources.items),
    ['flow logs', '/flow-logs'],
    ...each('flow log that fails', 'flow-logs', logs.items),
    ['configurations', '/configurations'],
    ['create flow log', '/configurations/new'],
    ['import a document', '/configurations/new?from=document'],
    ...each('configuration', 'configurations', configurations.items),
    ['changes', '/changes'],
    ...each('change request', 'changes', requests.items),
    ['drift', '/drift'],
    ['adoption', '/adoption'],
    ['adoption, clusters', '/adoption?step=cluster'],
    ['accounts', '/accounts'],
    ['add account', '/accounts/new'],
    ['organisations, none', '/accounts/organisations'],
    ...each('account', 'accounts', accounts.items),
    ['settings', '/settings'],
    ['nothing here', '/resources/00000000-0000-4000-8000-000000000000'],
  ]
}

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)
  // What is still fading in has not the colours it will have.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(ending.map((animation) => animation.finished))
  })
}

for (const theme of ['light', 'dark'] as const) {
  test(`every page in ${theme}: no accessibility violation, nothing wider than the window`, async ({
    page,
    expectedErrors,
  }) => {
    test.setTimeout(180_000)
    expectedErrors.push('404')
    await page.addInitScript((chosen) => localStorage.setItem('theme', chosen), theme)
    for (const [name, path] of await addresses()) {
      await test.step(name, async () => {
        await page.goto(path)
        await settled(page)
        await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${theme}\\b`))
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect
          .soft(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
            `${name} ${path}`,
          )
          .toEqual([])
        const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const)
        expect.soft(widths[0], `${name} scrolls sideways`).toBeLessThanOrEqual(widths[1])
      })
    }
  })
}

test('the theme is switched by hand and stays', async ({ page }) => {
  await page.goto('/overview')
  const html = page.locator('html')
  const before = (await html.getAttribute('class'))?.includes('dark') === true
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  const after = before ? /\blight\b/ : /\bdark\b/
  await expect(html).toHaveClass(after)
  await page.reload()
  await expect(html).toHaveClass(after)
})
