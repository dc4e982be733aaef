import { cenDocument, vpcDocument } from './documents'
import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

test.describe('deleting', () => {
  test('one flow log: its consequence is named, it goes and does not come back', async ({ page }) => {
    const { lookAt, declare } = weir()
    const { plan, approve, applied, row } = consolePages(page)
    const place = { accountId: '555566667777', region: 'us-east-1' } as const
    const name = unique('delete-one')
    const kept = await simulatedClouds.addVpc({ ...place, name: `${name}-kept` })
    const going = await simulatedClouds.addVpc({ ...place, name: `${name}-going` })
    await lookAt(place.accountId, place.region)
    await declare(vpcDocument(name), [kept, going])

    await test.step('the dialog names the loss, the records that stay and the command', async () => {
      await page.goto(`/flow-logs?q=${name}-going&ownership=ours`)
      await row(`${name}-going`).getByRole('link').first().click()
      await page.getByRole('complementary', { name: 'Flow log' }).getByRole('button', { name: 'Delete…' }).click()
      const dialog = page.getByRole('dialog', { name: /^Delete the flow log of / })
      await expect(dialog).toContainText(/1 VPC loses coverage/)
      await expect(dialog).toContainText('Existing records stay in')
      await expect(dialog).toContainText(`org-network-flow-logs/${name}`)
      await expect(dialog).toContainText('excludes this target from then on')
      await expect(dialog).toContainText('aws ec2 delete-flow-logs')
      const propose = dialog.getByRole('button', { name: 'Propose the deletion' })
      await expect(propose).toBeDisabled()
      await dialog.getByLabel(/^Type .* to confirm/).fill(going)
      await propose.click()
    })

    await test.step('its plan reduces coverage, so the approval is typed', async () => {
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/−\s*1\s*delete/)
      await expect(page.getByRole('group', { name: 'Risks' })).toContainText('Reduces coverage')
      await page.getByRole('button', { name: 'Approve and apply' }).click()
      const dialog = page.getByRole('dialog', { name: /^Approve and apply CR-/ })
      await expect(dialog).toContainText('1 action reduces coverage.')
      await expect(dialog).toContainText('Existing records stay where they are.')
      await expect(dialog.getByRole('button', { name: 'Approve and apply' })).toBeDisabled()
      await page.keyboard.press('Escape')
      await approve()
      await applied()
    })

    await test.step('gone in the cloud’s truth; the next pass does not bring it back', async () => {
      const [log] = await simulatedClouds.awsFlowLogs(going)
      expect(log?.deletedAtMs).not.toBeNull()
      await lookAt(place.accountId, place.region)
      expect(await simulatedClouds.awsFlowLogs(going)).toHaveLength(1)
      expect((await simulatedClouds.awsFlowLogs(kept)).map(({ deletedAtMs }) => deletedAtMs)).toEqual([null])
    })
  })

  test('a CEN configuration: its flow logs go through Deleting', async ({ page }) => {
    const { declare } = weir()
    const { plan, approve, applied } = consolePages(page)
    const { attachmentId } = await simulatedClouds.cenIds('platform-core-cn-hangzhou')
    const on = { attachmentId: attachmentId('vbr-platform-core-cn-hangzhou-1') }
    const request = await declare(cenDocument('delete-cen', 'netlogs-192837-cn-hangzhou'), [on.attachmentId])
    const [log] = await simulatedClouds.cenFlowLogs(on)

    await page.goto(`/configurations/${request.configurations[0]?.id ?? ''}`)
    await page.getByRole('button', { name: 'Delete…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete delete-cen' })
    await expect(dialog).toContainText('1 flow log goes; what they cover is no longer recorded')
    await expect(dialog).toContainText('Existing records stay where they are')
    await dialog.getByRole('button', { name: 'Propose the deletion' }).click()
    await plan()
    await approve()
    await applied()
    expect(await simulatedClouds.cenFlowLogs(on)).toEqual([])

    await test.step('the flow log ended, and its history says how', async () => {
      await page.goto(`/flow-logs?q=${log?.flowLogId ?? ''}&ended=true`)
      await page.getByRole('table').getByRole('link').first().click()
      const panel = page.getByRole('complementary', { name: 'Flow log' })
      await expect(panel.getByText('Deleting', { exact: true }).first()).toBeVisible()
      await expect(panel.getByText('Deleted', { exact: true }).first()).toBeVisible()
    })
  })
})
