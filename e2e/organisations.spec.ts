import { expect, test } from './fixtures'
import { weir } from './weir'

/** The account of the demo that manages its organisation, and one that nobody has added. */
const MANAGEMENT = 'platform-shared'
const FOUND = { id: '100000000044', name: 'retail-prod' } as const

test('an organisation is listed, and one of its accounts is added by the pattern', async ({ page }) => {
  const { call } = weir()
  await test.step('it is taken up through the account that manages it', async () => {
    await page.goto('/accounts')
    await page.getByRole('link', { name: 'Organisations' }).click()
    await expect(page.getByText('No organisation is listed')).toBeVisible()
    await page.getByRole('button', { name: 'List an organisation' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'List an organisation' })
    const option = dialog.getByRole('option', { name: new RegExp(`^${MANAGEMENT} `) })
    await dialog.getByLabel('Seen through').selectOption({ label: (await option.textContent()) ?? '' })
    await dialog.getByRole('checkbox', { name: /^eu-west-1/ }).check()
    await dialog.getByRole('button', { name: 'List it' }).click()
  })

  await test.step('who is there, who is not active, and who can be added shows by itself', async () => {
    await expect(page.getByRole('heading', { name: `Organisation of ${MANAGEMENT}`, level: 1 })).toBeVisible()
    await expect(page.getByText(FOUND.name)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/11 found and not added, 8 added, 4 not active/)).toBeVisible()
  })

  await test.step('one of them is added', async () => {
    await page.getByRole('searchbox').fill(FOUND.name)
    await expect(page.getByText('workloads/production')).toHaveCount(1)
    await page.getByRole('checkbox', { name: 'Select row 1' }).check()
    await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Add 1' }).click()
    await expect(page.getByText('1 account was added')).toBeVisible()
    await expect(page.getByText(/10 found and not added, 9 added/)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('what was added for this journey goes again', async () => {
    const { items } = await call('GET /accounts', { query: { q: FOUND.id } })
    for (const { id, revision } of items) await call('DELETE /accounts/{id}', { params: { id }, revision })
    const organisations = await call('GET /organisations', {})
    for (const { id, revision } of organisations.items) {
      await call('DELETE /organisations/{id}', { params: { id }, revision })
    }
  })
})
