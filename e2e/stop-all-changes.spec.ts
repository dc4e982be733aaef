import { vpcDocument } from './documents'
import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

test.describe('Stop all changes', () => {
  test.afterEach(async () => {
    const { call } = weir()
    if ((await call('GET /settings')).stop.isStopped) await call('POST /settings/resume')
  })

  test('holds back what is approved, says so on every page, and goes on afterwards', async ({ page }) => {
    const { lookAt, propose } = weir()
    const { plan, approve, applied } = consolePages(page)
    const name = unique('stopped')
    const place = { accountId: '666677778888', region: 'eu-central-1' } as const
    const vpc = await simulatedClouds.addVpc({ ...place, name })
    await lookAt(place.accountId, place.region)
    const request = await propose(vpcDocument(name), [vpc])
    const banner = page.getByRole('status').filter({ hasText: 'All changes are stopped' })

    await page.goto('/settings')
    await page.getByRole('button', { name: 'Stop all changes…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Stop all changes' })
    await dialog.getByLabel('Reason').fill('An exercise')
    await dialog.getByRole('button', { name: 'Stop all changes' }).click()
    await expect(banner).toContainText('An exercise')

    await page.goto(`/changes/${request}`)
    await expect(banner).toBeVisible()
    await plan()
    await approve()
    await lookAt(place.accountId, place.region)
    expect(await simulatedClouds.awsFlowLogs(vpc)).toEqual([])

    await page.getByRole('link', { name: 'Resume in Settings' }).click()
    await page.getByRole('button', { name: 'Resume changes' }).click()
    await expect(banner).toBeHidden()
    await page.goto(`/changes/${request}`)
    await applied()
    expect(await simulatedClouds.awsFlowLogs(vpc)).toHaveLength(1)
  })
})
