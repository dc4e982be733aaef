import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

const ACCOUNTS = [
  { id: '111122223333', name: 'payments-prod' },
  { id: '777788889999', name: 'security-tooling' },
] as const

test.describe('all VPCs tagged env=prod in two accounts', () => {
  test('today’s and future ones are logged by a selector', async ({ page }) => {
    const { lookAt, call } = weir()
    const { filter, plan, approve, applied, row } = consolePages(page)
    const name = unique('selector')
    const { total } = await call('GET /resources', {
      query: { type: ['VPC'], account: ACCOUNTS.map(({ id }) => id), tag: ['env=prod'], owned: true, limit: 1 },
    })
    expect(total, 'the demo fleet holds such VPCs').toBeGreaterThan(50)

    await test.step('from the filters of the list to a selector that follows the future', async () => {
      await page.goto('/resources')
      await filter('Type', 'VPCs')
      for (const account of ACCOUNTS) await filter('Account', account.name)
      await filter('Tag', 'env=prod')
      await page.getByRole('button', { name: 'Create flow log' }).click()
      await page.getByRole('radio', { name: /^Everything that matches, also in future/ }).check()
      const clauses = page.getByRole('group', { name: /^Clause / })
      await expect(clauses).toHaveCount(3)
      await expect(page.getByLabel('Tag key')).toHaveValue('env')
      await expect(page.getByLabel('Tag values, separated by commas')).toHaveValue('prod')
      await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText(`${total} targets selected`)
    })

    await test.step('plan and approve', async () => {
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('Destination ARN').fill(`arn:aws:s3:::org-network-flow-logs/${name}/`)
      await page.getByRole('button', { name: 'Plan the flow logs' }).click()
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(new RegExp(`\\+\\s*${total}\\s*create`))
      await expect(page.getByRole('navigation', { name: 'Parts of the plan' })).toContainText('security-tooling')
      await approve()
      await applied()
    })

    await test.step('a VPC that comes later with the tag enters by itself', async () => {
      const vpc = await simulatedClouds.addVpc({
        accountId: ACCOUNTS[1].id,
        region: 'eu-central-1',
        name: `${name}-came-later`,
        tags: { env: 'prod' },
      })
      await lookAt(ACCOUNTS[1].id, 'eu-central-1')
      await page.goto(`/flow-logs?q=${name}-came-later`)
      await expect(row(`${name}-came-later`)).toContainText(/Active|Delivering/, { timeout: 30_000 })
      expect(await simulatedClouds.awsFlowLogs(vpc)).toHaveLength(1)
    })

    await test.step('the configuration says what it selects and how far it is', async () => {
      await page.goto(`/configurations?q=${name}`)
      await page.getByRole('link', { name }).click()
      await expect(page.getByRole('heading', { name })).toBeVisible()
      await expect(page.getByRole('link', { name: `Show all ${total + 1}` })).toBeVisible()
    })
  })
})
