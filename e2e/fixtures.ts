import { expect, test as base, type Page } from '@playwright/test'
import { weir } from './weir'

interface Fixtures {
  /** Texts in console errors that a test brings about on purpose, a refused request for example. */
  readonly expectedErrors: string[]
  readonly noConsoleErrors: undefined
}

/** Every test: the demo fleet was looked at once, and the browser's console stays free of errors. */
export const test = base.extend<Fixtures, { fleetIsKnown: undefined }>({
  fleetIsKnown: [
    // Playwright wants the fixtures it destructures, even when there are none.
    async ({}, use) => {
      const { call } = weir()
      await expect
        .poll(async () => (await call('GET /overview')).freshness.neverLooked, {
          message: 'every scope was looked at once',
          timeout: 120_000,
        })
        .toBe(0)
      await use(undefined)
    },
    { scope: 'worker', auto: true, timeout: 150_000 },
  ],

  // A page that streams holds a part twice for a moment: hidden where it arrived, then where it belongs.
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page)
    page.goto = async (...target) => {
      const response = await goto(...target)
      await expect(page.locator('[hidden][id^="S:"]')).toHaveCount(0)
      return response
    }
    await use(page)
  },

  expectedErrors: async ({}, use) => use([]),

  noConsoleErrors: [
    async ({ page, expectedErrors }, use) => {
      const errors: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
      })
      page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`))
      await use(undefined)
      const unexpected = errors.filter((error) => !expectedErrors.some((expected) => error.includes(expected)))
      expect(unexpected, 'errors in the console of the browser').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** A name that no other test has, nor this one when it runs again on the same stack. */
export const unique = (name: string): string => `${name}-${Math.random().toString(36).slice(2, 7)}`

/** The parts of the console that several journeys use, by what a person sees. */
export function consolePages(page: Page) {
  const actions = page.getByRole('table', { name: 'Actions of the plan' })
  return {
    actions,
    row: (name: string | RegExp) => page.getByRole('row').filter({ hasText: name }),

    /** Adds a value to a filter of a list, through the filter menu. */
    async filter(name: string, value: string): Promise<void> {
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      const menu = page.getByRole('dialog', { name: 'Filters' })
      await menu.getByRole('option', { name }).first().click()
      await menu.getByRole('combobox').fill(value)
      await menu.getByRole('option', { name: value }).first().click()
      await page.keyboard.press('Escape')
      await expect(menu).toBeHidden()
    },

    /** Waits for the plan of the change request that is open. */
    async plan(): Promise<void> {
      await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}/)
      await expect(page.getByRole('button', { name: 'Approve and apply' })).toBeEnabled()
    },

    /** Approves; where coverage falls or a gap opens, through the dialog that asks once more. */
    async approve(): Promise<void> {
      await page.getByRole('button', { name: 'Approve and apply' }).click()
      const dialog = page.getByRole('dialog', { name: /^Approve and apply CR-/ })
      const approved = page.getByText(/is approved; Weir applies it now/)
      await expect(dialog.or(approved).first()).toBeVisible()
      if (await dialog.isVisible()) {
        const typed = dialog.getByLabel(/^Type CR-\d+ to confirm/)
        if (await typed.isVisible()) {
          const [text = ''] = /CR-\d+/.exec(await dialog.getByRole('heading').innerText()) ?? []
          await typed.fill(text)
        }
        await dialog.getByRole('button', { name: 'Approve and apply' }).click()
      }
      await expect(approved.first()).toBeVisible()
    },

    /** Waits until the request that is open ended as it should. */
    async applied(word: 'Applied' | 'Partly applied' | 'Failed' = 'Applied'): Promise<void> {
      await expect(page.getByText(word, { exact: true }).first()).toBeVisible({ timeout: 60_000 })
    },
  }
}
