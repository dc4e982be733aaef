import { consolePages, expect, test } from './fixtures'
import { simulatedClouds } from './simulated-clouds'

const ROUTER = 'retail-backbone-cn-shanghai'
const TARGETS = [ROUTER, `vbr-${ROUTER}-1`, `ecr-${ROUTER}-1`] as const

test.describe('a transit router and its attachments', () => {
  test('are logged on Alibaba Cloud, seen going from Pending over Creating to Active', async ({ page }) => {
    const { filter, plan, approve, applied, row, actions } = consolePages(page)
    const { routerId, attachmentId } = await simulatedClouds.cenIds(ROUTER)

    await test.step('pick the router and two attachments', async () => {
      await page.goto('/resources')
      await filter('Account', 'cn-retail-prod')
      await filter('Region', 'cn-shanghai')
      await page.getByRole('searchbox', { name: 'Search by name or id' }).fill(ROUTER)
      await expect(page.getByText('5 resources', { exact: true })).toBeVisible()
      for (const name of TARGETS) {
        await page
          .getByRole('row')
          .filter({ has: page.getByRole('link', { name: new RegExp(`^${name}\\b(?!-)`) }) })
          .getByRole('checkbox')
          .check()
      }
      await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Create flow log' }).click()
    })

    await test.step('the form knows the rules of this cloud', async () => {
      const summary = page.getByRole('complementary', { name: 'Summary' })
      await expect(summary).toContainText('3 targets selected')
      const propose = page.getByRole('button', { name: 'Plan the flow logs' })
      await page.getByLabel('Name', { exact: true }).fill('journey-create-cen')
      const project = page.getByLabel(/project/i).first()
      await project.fill('Not A Project')
      await expect(project).toHaveAttribute('aria-invalid', 'true')
      await expect(propose).toBeDisabled()
      await project.fill('netlogs-184627-cn-shanghai')
      await page
        .getByLabel(/logstore/i)
        .first()
        .fill('flow-logs')
      await expect(project).not.toHaveAttribute('aria-invalid', 'true')
      await expect(propose).toBeEnabled()
      await propose.click()
    })

    await test.step('the plan names commands of Alibaba Cloud', async () => {
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/\+\s*3\s*create/)
      await actions.getByRole('link', { name: new RegExp(TARGETS[1]) }).click()
      const panel = page.getByRole('complementary', { name: 'Action' })
      await panel.getByRole('tab', { name: 'Command' }).click()
      await expect(panel.getByRole('region', { name: 'Command' })).toContainText('aliyun cbn')
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden()
    })

    await test.step('live, one after the other on the router', async () => {
      await approve()
      const request = page.url()
      await page.goto('/flow-logs?q=retail-backbone-cn-shanghai&ownership=ours')
      await expect(page.getByText('Creating…').first()).toBeVisible()
      for (const name of TARGETS) {
        await expect(row(new RegExp(`^${name}(?!-)`))).toContainText(/Active|Delivering/, { timeout: 60_000 })
      }
      await page.goto(request)
      await applied()
    })

    await test.step('exactly one on each, in the cloud’s own truth', async () => {
      for (const on of [
        { routerId },
        { attachmentId: attachmentId(TARGETS[1]) },
        { attachmentId: attachmentId(TARGETS[2]) },
      ]) {
        const logs = await simulatedClouds.cenFlowLogs(on)
        expect(logs.map(({ status }) => status)).toEqual(['Active'])
      }
    })

    await test.step('the timeline has every step and the raw id', async () => {
      const [log] = await simulatedClouds.cenFlowLogs({ attachmentId: attachmentId(TARGETS[1]) })
      await page.goto(`/flow-logs?q=${log?.flowLogId ?? ''}`)
      await page.getByRole('table').getByRole('link').first().click()
      const panel = page.getByRole('complementary', { name: 'Flow log' })
      for (const phase of ['Pending', 'Creating', 'Active']) {
        await expect(panel.getByRole('listitem').filter({ hasText: phase }).first()).toBeVisible()
      }
      await panel.getByRole('tab', { name: 'Raw' }).click()
      await expect(panel.getByRole('tabpanel')).toContainText(log?.flowLogId ?? '')
    })
  })
})
