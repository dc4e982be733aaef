import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures'
import { weir } from './weir'

test('the records of somebody’s flow log are read, filtered from a cell, and queried further', async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push('422')
  const { call } = weir()
  const { items } = await call('GET /flow-logs', {
    query: { destination: 'org-network-flow-logs/terraform', ownership: ['foreign'], limit: 1 },
  })
  const [log] = items
  expect(log, 'the demo has flow logs to the archive').toBeDefined()
  await page.goto(`/flow-logs/${log?.id ?? ''}`)
  await page.getByRole('tab', { name: 'Records' }).click()

  const table = page.getByRole('region', { name: 'Records' }).getByRole('table')
  await expect(table.getByRole('row').nth(20)).toBeVisible({ timeout: 60_000 })
  await expect(table.getByRole('columnheader', { name: 'srcaddr', exact: true })).toBeVisible()
  await expect(page.getByText(/\d+ accepted, \d+ rejected/)).toBeVisible()

  await test.step('a click on a cell asks for its like only', async () => {
    await table.getByRole('button', { name: 'Show only records with REJECT' }).first().click()
    await expect(page).toHaveURL(/action=REJECT/)
    await expect(page.getByText(/^0 accepted, \d+ rejected/)).toBeVisible({ timeout: 60_000 })
  })
  await test.step('what cannot be an address is said beside the form', async () => {
    await page.getByRole('textbox', { name: /Address/ }).fill('10.0.0.0/99')
    await page.getByRole('button', { name: 'Read', exact: true }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'address' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear filter' }).click()
    await expect(page).not.toHaveURL(/address=/)
  })
  await test.step('queries for more stand ready, and the page is accessible', async () => {
    await expect(page.getByRole('region', { name: 'Query' })).toContainText(/SELECT|CREATE/)
    await expect(table.getByRole('row').nth(20)).toBeVisible({ timeout: 60_000 })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    ).toEqual([])
  })
})
