import { expect, test } from './fixtures'

test.describe('on a phone', () => {
  test('the menu leads to a flow log that fails, which says why', async ({ page }) => {
    await page.goto('/overview')
    await page.getByRole('button', { name: 'Open the menu' }).tap()
    await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Flow logs' }).tap()
    await expect(page.getByRole('heading', { level: 1, name: 'Flow logs' })).toBeVisible()
    await page.goto('/flow-logs?delivery=failed')
    await page.getByRole('row').filter({ hasText: 'Delivery failing' }).first().getByRole('link').first().tap()
    const panel = page.getByRole('complementary', { name: 'Flow log' })
    await expect(panel).toContainText('What to do:')
    const { width = 0 } = (await panel.boundingBox()) ?? {}
    expect(width).toBe(390)
    await panel.getByRole('button', { name: 'Close (Esc)' }).tap()
    await expect(panel).toBeHidden()
  })
})
