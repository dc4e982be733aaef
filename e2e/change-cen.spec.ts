import { cenDocument } from './documents'
import { consolePages, expect, test } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

const TARGET = 'vpn-platform-staging-cn-hangzhou-1'

test.describe('a change of a CEN configuration', () => {
  test('of the interval: in place; of the Logstore: replaced, with the gap stated', async ({ page }) => {
    const { declare } = weir()
    const { plan, actions, approve, applied } = consolePages(page)
    const { attachmentId } = await simulatedClouds.cenIds('platform-staging-cn-hangzhou')
    const on = { attachmentId: attachmentId(TARGET) }
    const request = await declare(cenDocument('change-cen', 'netlogs-192837-cn-hangzhou'), [on.attachmentId])
    const form = `/configurations/${request.configurations[0]?.id ?? ''}/edit`
    const panel = page.getByRole('complementary', { name: 'Action' })
    const [first] = await simulatedClouds.cenFlowLogs(on)
    expect(first).toMatchObject({ intervalSeconds: 600, logStoreName: 'flow-logs', status: 'Active' })

    await test.step('the interval changes in place: the same flow log', async () => {
      await page.goto(form)
      await page.getByRole('radio', { name: '1 minute' }).check({ force: true })
      await page.getByRole('button', { name: 'Plan the change' }).click()
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/~\s*1\s*update in place/)
      await actions.getByRole('link', { name: new RegExp(TARGET) }).click()
      await expect(panel).toContainText('600')
      await expect(panel.getByRole('img', { name: 'Needs replacement' })).toHaveCount(0)
      await page.keyboard.press('Escape')
      await approve()
      await applied()
      const logs = await simulatedClouds.cenFlowLogs(on)
      expect(logs).toMatchObject([{ flowLogId: first?.flowLogId, intervalSeconds: 60, status: 'Active' }])
    })

    await test.step('the Logstore cannot change: the plan states the gap', async () => {
      await page.goto(form)
      await page
        .getByLabel(/logstore/i)
        .first()
        .fill('flow-logs-audit')
      await page.getByRole('button', { name: 'Plan the change' }).click()
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/±\s*1\s*replace/)
      await expect(page.getByRole('group', { name: 'Risks' })).toContainText('Opens a gap')
      await actions.getByRole('link', { name: new RegExp(TARGET) }).click()
      await expect(panel).toContainText('The old one goes first: this cloud allows only one.')
      await expect(panel).toContainText(/gap up to \d+/)
      await page.keyboard.press('Escape')
      await approve()
      await applied()
      const logs = await simulatedClouds.cenFlowLogs(on)
      expect(logs).toMatchObject([{ logStoreName: 'flow-logs-audit', intervalSeconds: 60, status: 'Active' }])
      expect(logs[0]?.flowLogId).not.toBe(first?.flowLogId)
    })
  })
})
