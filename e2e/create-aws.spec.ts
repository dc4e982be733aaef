import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

const ACCOUNTS = [
  { id: '333344445555', name: 'payments-staging', region: 'eu-west-1' },
  { id: '555566667777', name: 'data-dev', region: 'us-west-2' },
] as const

test.describe('VPCs of two accounts', () => {
  test('are filtered, selected, planned, approved, and become delivering before one’s eyes', async ({ page }) => {
    const { lookAt } = weir()
    const { filter, actions, plan, approve, applied, row } = consolePages(page)
    const journey = unique('journey')
    const vpcs: string[] = []
    await test.step('two VPCs in each account', async () => {
      for (const account of ACCOUNTS) {
        for (const number of [1, 2]) {
          const name = `${account.name}-${journey}-${number}`
          vpcs.push(
            await simulatedClouds.addVpc({
              accountId: account.id,
              region: account.region,
              name,
              tags: { journey },
            }),
          )
        }
        await lookAt(account.id, account.region)
      }
    })

    await test.step('filter', async () => {
      await page.goto('/resources')
      await filter('Type', 'VPCs')
      await filter('Account', ACCOUNTS[0].name)
      await filter('Account', ACCOUNTS[1].name)
      await filter('Tag', `journey=${journey}`)
      await expect(page.getByText('4 resources', { exact: true })).toBeVisible()
      await expect(page).toHaveURL(/type=VPC/)
      await expect(page).toHaveURL(/tag=journey/)
    })

    await test.step('select three, then all that match', async () => {
      for (const number of [1, 2, 3]) await page.getByRole('checkbox', { name: `Select row ${number}` }).check()
      const selection = page.getByRole('region', { name: 'Selection' })
      await expect(selection).toContainText('3 of 4 resources selected')
      await selection.getByRole('button', { name: 'select all 4 that match' }).click()
      await expect(selection).toContainText('4 of 4 resources selected')
      await selection.getByRole('button', { name: 'Create flow log' }).click()
      await expect(page.getByRole('heading', { name: 'Create flow log' })).toBeVisible()
    })

    const summary = page.getByRole('complementary', { name: 'Summary' })
    const propose = page.getByRole('button', { name: 'Plan the flow logs' })
    await test.step('the form counts the targets and says what is wrong as one types', async () => {
      await expect(summary).toContainText('4 targets selected')
      await expect(propose).toBeDisabled()
      await page.getByLabel('Name').fill(`create-${journey}`)
      const destination = page.getByLabel('Destination ARN')
      await destination.fill('s3://org-network-flow-logs')
      await expect(destination).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByRole('alert').filter({ hasText: /ARN/ })).toBeVisible()

      await page.getByRole('radio', { name: 'CloudWatch Logs' }).check()
      await destination.fill('arn:{partition}:logs:{region}:{accountId}:log-group:/network/flow-logs')
      const role = page.getByLabel('Delivery role ARN')
      await expect(summary).toContainText('Still missing or wrong: Delivery role ARN.')
      await expect(propose).toBeDisabled()
      await role.fill('vpc-flow-logs-delivery')
      await expect(role).toHaveAttribute('aria-invalid', 'true')
      await role.fill('arn:{partition}:iam::{accountId}:role/vpc-flow-logs-delivery')
      await expect(role).not.toHaveAttribute('aria-invalid', 'true')

      await page.getByRole('radio', { name: 'Chosen fields' }).check()
      const format = page.getByLabel('Fields, in order')
      await format.fill('${version} ${no-such-field}')
      await expect(format).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByRole('alert').filter({ hasText: 'no-such-field' })).toBeVisible()
      await expect(propose).toBeDisabled()
      await page.getByRole('radio', { name: 'Default', exact: true }).check()
      await expect(propose).toBeEnabled()
    })

    await test.step('the plan: counters, and one action in all its parts', async () => {
      await page.getByLabel('Reason').fill('New networks must be logged from their first day.')
      await propose.click()
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/\+\s*4\s*create/)
      await expect(page.getByText('Why: New networks must be logged')).toBeVisible()
      await expect(actions.getByRole('row')).toHaveCount(5)
      await actions.getByRole('link', { name: new RegExp(`payments-staging-${journey}-1`) }).click()
      const panel = page.getByRole('complementary', { name: 'Action' })
      await expect(panel).toContainText('Adds coverage')
      await expect(panel).toContainText('333344445555:log-group:/network/flow-logs')
      await panel.getByRole('tab', { name: 'Command' }).click()
      await expect(panel.getByRole('region', { name: 'Command' })).toContainText('aws ec2 create-flow-logs')
      await expect(panel.getByRole('region', { name: 'Command' })).toContainText(vpcs[0] ?? '')
      await panel.getByRole('tab', { name: 'Raw' }).click()
      await expect(panel.getByRole('region', { name: 'Raw action' })).toContainText('"kind": "create"')
      await page.keyboard.press('Escape')
    })

    await test.step('nothing is there before the approval; afterwards exactly one on each', async () => {
      for (const vpc of vpcs) expect(await simulatedClouds.awsFlowLogs(vpc)).toEqual([])
      await approve()
      await applied()
      for (const vpc of vpcs) expect(await simulatedClouds.awsFlowLogs(vpc)).toHaveLength(1)
    })

    await test.step('the list shows them live until they deliver', async () => {
      await page.goto(`/flow-logs?q=${journey}`)
      for (const account of ACCOUNTS) {
        for (const number of [1, 2]) {
          await expect(row(`${account.name}-${journey}-${number}`)).toContainText('Delivering', { timeout: 45_000 })
        }
      }
    })

    await test.step('one flow log tells its story with raw ids', async () => {
      const [log] = await simulatedClouds.awsFlowLogs(vpcs[0] ?? '')
      await row(`payments-staging-${journey}-1`).getByRole('link').first().click()
      const panel = page.getByRole('complementary', { name: 'Flow log' })
      await panel.getByRole('link', { name: 'Open page' }).click()
      const id = log?.id ?? ''
      await expect(page.getByText(id, { exact: true }).first()).toBeVisible()
      const timeline = page.getByRole('tabpanel')
      for (const phase of ['Pending', 'Creating', 'Active']) {
        await expect(timeline.getByText(phase, { exact: true }).first()).toBeVisible()
      }
      await expect(timeline).toContainText('Records arrive')
      await page.getByRole('tab', { name: 'Operations' }).click()
      await expect(page.getByRole('region', { name: 'Command' })).toContainText('aws ec2 create-flow-logs')
      await expect(page.getByText(/Attempt 1: accepted/)).toBeVisible()
      // The answer of AWS does not say which id belongs to which resource; the listing does.
      await page.getByText(/settled by listing/).click()
      await expect(page.getByRole('region', { name: 'Raw answer' }).filter({ hasText: id })).toBeVisible()
      await page.getByRole('tab', { name: 'Raw' }).click()
      await expect(page.getByRole('tabpanel')).toContainText(id)
    })
  })
})
