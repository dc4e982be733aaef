import { expect, test } from './fixtures'
import { weir } from './weir'

test.describe('the keyboard', () => {
  test('jumps anywhere: ⌘K by id and by name, g and a letter, ? and /', async ({ page }) => {
    const { call } = weir()
    const [vpc] = (await call('GET /resources', { query: { type: ['VPC'], q: 'edge-prod-core', limit: 1 } })).items
    const palette = page.getByRole('dialog', { name: 'Search' })
    await page.goto('/overview')
    await expect(page.getByText('Live', { exact: false }).first()).toBeVisible()

    await test.step('by id', async () => {
      await page.keyboard.press('Control+k')
      await palette.getByRole('combobox').fill(vpc?.externalId ?? '')
      await palette.getByRole('option', { name: /edge-prod-core/ }).click()
      await expect(page).toHaveURL(new RegExp(`/resources/${vpc?.id ?? ''}`))
    })

    await test.step('by name, with Enter', async () => {
      await page.keyboard.press('Control+k')
      await palette.getByRole('combobox').fill('security-tooling')
      await expect(palette.getByRole('option', { name: /security-tooling/ }).first()).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(palette).toBeHidden()
    })

    await test.step('g and a letter', async () => {
      for (const [key, title] of [
        ['f', 'Flow logs'],
        ['r', 'Resources'],
        ['h', 'Changes'],
        ['c', 'Configurations'],
        ['a', 'Accounts'],
        ['s', 'Settings'],
        ['o', 'Overview'],
      ] as const) {
        await page.keyboard.press('g')
        await page.keyboard.press(key)
        await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      }
    })

    await test.step('? shows the map, / the search of the list', async () => {
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Jump to anything by id or name')
      await page.keyboard.press('Escape')
      await page.keyboard.press('g')
      await page.keyboard.press('r')
      const search = page.getByRole('searchbox', { name: 'Search by name or id' })
      await expect(search).toBeVisible()
      await page.keyboard.press('/')
      await expect(search).toBeFocused()
      await page.keyboard.type('edge-prod-core')
      await expect(page).toHaveURL(/q=edge-prod-core/)
    })

    await test.step('rows: arrows, Enter opens, Escape returns', async () => {
      const first = page.getByRole('table').getByRole('link').first()
      await first.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary', { name: 'Resource' })
      await expect(panel).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden()
    })
  })
})
