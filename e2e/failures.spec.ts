import type { Page } from '@playwright/test'
import { cenDocument } from './documents'
import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

/** The problem as the page of a flow log tells it. */
const problem = (page: Page) => page.getByRole('alert').filter({ hasText: 'What to do:' }).first()

test.describe('flow logs that fail on purpose', () => {
  test('a bucket that is missing: delivery fails and says why; it delivers once the bucket is there', async ({
    page,
  }) => {
    const { lookAt, resource } = weir()
    const { plan, approve, row } = consolePages(page)
    const place = { accountId: '666677778888', region: 'us-west-2' } as const
    const name = unique('failure-bucket')
    const vpc = await simulatedClouds.addVpc({ ...place, name })
    await lookAt(place.accountId, place.region)

    await test.step('create it to a bucket that does not exist', async () => {
      const { id } = await resource(vpc)
      await page.goto(`/configurations/new?id=${id}`)
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByLabel('Destination ARN').fill(`arn:aws:s3:::${name}/vpc/`)
      await page.getByRole('button', { name: 'Plan the flow logs' }).click()
      await plan()
    })

    await test.step('preflight says so beforehand, with what to run; going on asks for a word', async () => {
      const notice = page.getByRole('status').filter({ hasText: 'certain to fail' })
      await expect(notice).toBeVisible({ timeout: 30_000 })
      await notice.getByRole('button', { name: 'Show what to do' }).click()
      await expect(page.getByText(`There is no bucket ${name}.`)).toBeVisible()
      await expect(page.getByRole('region', { name: 'Create the bucket' })).toContainText('aws s3api create-bucket')
      await approve()
    })

    await test.step('the flow log names cause, remedy and raw code', async () => {
      await page.goto(`/flow-logs?q=${name}`)
      await expect(row(name)).toContainText(/Failed|Blocked|Delivery failing/, { timeout: 45_000 })
      await row(name).getByRole('link').first().click()
      const panel = page.getByRole('complementary', { name: 'Flow log' })
      await panel.getByRole('link', { name: 'Open page' }).click()
      await expect(problem(page)).toBeVisible()
      await expect(problem(page)).toContainText(/bucket/i)
      await expect(problem(page).locator('code').first()).not.toBeEmpty()
    })

    await test.step('mend the world, retry', async () => {
      await simulatedClouds.putBucket(name, '222233334444', 'eu-west-1')
      const retry = page.getByRole('button', { name: 'Retry', exact: true })
      if (await retry.isVisible()) await retry.click()
      else await lookAt(place.accountId, place.region)
      await expect(page.getByText('Delivering', { exact: true }).first()).toBeVisible({ timeout: 45_000 })
      await expect(problem(page)).toBeHidden()
    })
  })

  test('an SLS project in another region: refused with its code; retry works when the name is free', async ({
    page,
  }) => {
    const { propose, flowLogsOn } = weir()
    const { row, plan, approve } = consolePages(page)
    const { attachmentId } = await simulatedClouds.cenIds('retail-backbone-cn-hangzhou')
    const target = attachmentId('vpn-retail-backbone-cn-hangzhou-1')

    await test.step('a plan that nothing speaks against', async () => {
      const request = await propose(cenDocument('failure-project', 'retail-network-audit'), [target])
      await page.goto(`/changes/${request}`)
      await plan()
      await approve()
    })

    await test.step('the change request says what failed, why and what to do', async () => {
      await expect(problem(page)).toBeVisible({ timeout: 45_000 })
      await expect(problem(page)).toContainText('InvalidParameter.ProjectName')
      await expect(problem(page)).toContainText('another region')
    })

    await test.step('so does the flow log; after the mending Retry brings it to Active', async () => {
      await page.goto('/flow-logs?q=vpn-retail-backbone-cn-hangzhou-1&ownership=ours')
      const own = row('failure-project')
      await expect(own).toContainText(/Failed|Blocked/)
      await own.getByRole('link').first().click()
      const panel = page.getByRole('complementary', { name: 'Flow log' })
      await expect(panel.getByRole('alert').first()).toContainText('InvalidParameter.ProjectName')
      await simulatedClouds.removeSlsProject('retail-network-audit')
      await panel.getByRole('button', { name: 'Retry', exact: true }).click()
      await expect(own).toContainText(/Active|Delivering/, { timeout: 45_000 })
      await expect(panel.getByRole('alert')).toHaveCount(0)
      expect(await simulatedClouds.cenFlowLogs({ attachmentId: target })).toHaveLength(1)
      expect(await flowLogsOn(target)).toHaveLength(1)
    })
  })

  test('a quota: what fits is made, the rest says so; with a larger quota Retry makes it too', async ({ page }) => {
    const { propose } = weir()
    const { plan, approve, applied } = consolePages(page)
    const hangzhou = await simulatedClouds.cenIds('data-lake-cn-hangzhou')
    const shanghai = await simulatedClouds.cenIds('data-lake-cn-shanghai')
    const targets = [
      hangzhou.attachmentId('vpn-data-lake-cn-hangzhou-1'),
      hangzhou.attachmentId('vbr-data-lake-cn-hangzhou-1'),
      shanghai.attachmentId('vpc-data-lake-cn-shanghai-1'),
      shanghai.attachmentId('vpc-data-lake-cn-shanghai-2'),
    ]
    // The account has room for two.
    await simulatedClouds.setCenQuota('9631047258830461', 8)
    const request = await propose(cenDocument('failure-quota', 'netlogs-830461-quota-{region}'), targets)

    await page.goto(`/changes/${request}`)
    await plan()
    await approve()
    await expect(problem(page)).toBeVisible({ timeout: 60_000 })
    await expect(problem(page)).toContainText('QuotaExceeded.FlowlogCount')
    await expect(problem(page)).toContainText(/quota/i)
    const progress = page.getByRole('region', { name: 'Progress' })
    await expect(progress).toContainText(/2\s*failed/, { timeout: 60_000 })
    await expect(progress).toContainText(/2\s*done/, { timeout: 60_000 })

    await simulatedClouds.setCenQuota('9631047258830461', 30)
    await page.getByRole('button', { name: 'Retry failed' }).click()
    await expect(progress).toContainText(/4\s*done/, { timeout: 60_000 })
    await applied()
    for (const target of targets) {
      expect(await simulatedClouds.cenFlowLogs({ attachmentId: target })).toHaveLength(1)
    }
  })
})
