import { expect, test } from './fixtures'

test.describe('the overview', () => {
  test('says how much delivers, and every number links to exactly its rows', async ({ page }) => {
    await page.goto('/overview')
    await expect(page.getByText(/\d of \d+ networks in 11 accounts are delivering/)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Delivering' })).toContainText(/\d+(\.\d)? %/)

    await test.step('by account, region and provider', async () => {
      const rows = page.getByRole('tabpanel').getByRole('listitem')
      for (const [tab, count, sample] of [
        ['By account', 11, 'payments-prod'],
        ['By region', 7, 'eu-west-1'],
        ['By provider', 2, 'Alibaba Cloud'],
      ] as const) {
        await page.getByRole('tab', { name: tab }).click()
        await expect(rows).toHaveCount(count)
        await expect(rows.filter({ hasText: sample })).toContainText(/% of \d+/)
      }
    })

    for (const rung of ['Delivering', 'Active', 'Unlogged']) {
      await test.step(`${rung}: the ladder’s number equals its rows`, async () => {
        await page.goto('/overview')
        const segment = page.getByRole('group', { name: 'Coverage of the fleet' }).getByRole('link', { name: rung })
        const name = (await segment.first().getAttribute('aria-label')) ?? ''
        const count = Number(/: ([\d,]+)$/.exec(name)?.[1]?.replaceAll(',', ''))
        expect(count).toBeGreaterThan(0)
        await segment.first().click()
        await expect(page).toHaveURL(/\/resources\?.*rung=/)
        await expect(page.getByText(`${count.toLocaleString('en-US')} resources`, { exact: true })).toBeVisible()
      })
    }
  })

  test('names what needs attention, and when each scope was looked at', async ({ page }) => {
    await page.goto('/overview')
    const failing = page.getByRole('link', { name: /flow logs? of others fails? to deliver/ })
    await expect(failing).toBeVisible()
    const scopes = page.getByRole('region', { name: 'Scopes by account and region' })
    await expect(scopes.getByRole('row').filter({ hasText: 'sandbox' })).toContainText('not enabled')
    await expect(scopes.getByRole('row').filter({ hasText: 'payments-prod' })).toContainText(/ago|now/)
    const count = /^(\d+)/.exec(await failing.innerText())?.[1] ?? ''
    await failing.click()
    await expect(page.getByText(`${count} flow logs`, { exact: true })).toBeVisible()
  })
})
