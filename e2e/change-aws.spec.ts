import type { Page } from '@playwright/test'
import { vpcDocument } from './documents'
import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds, type AwsTruthLog } from './simulated-clouds'
import { weir } from './weir'

const PLACE = { accountId: '333344445555', region: 'us-east-1' } as const

/** The old and the new one, once the old one is gone. */
async function bothLogs(vpc: string): Promise<readonly [AwsTruthLog, AwsTruthLog]> {
  const logs = await simulatedClouds.awsFlowLogs(vpc)
  const [before, after] = logs
  if (before === undefined || after === undefined || logs.length !== 2) throw new Error(`${logs.length} flow logs`)
  return [before, after]
}

test.describe('a change of an AWS configuration', () => {
  test.afterEach(() => simulatedClouds.setDuplicateMode('destination-only'))

  /** A VPC with a flow log of Weir; the form of its configuration is open. */
  async function openedForm(name: string, page: Page): Promise<string> {
    const { lookAt, declare } = weir()
    const vpc = await simulatedClouds.addVpc({ ...PLACE, name })
    await lookAt(PLACE.accountId, PLACE.region)
    const request = await declare(vpcDocument(name), [vpc])
    await page.goto(`/configurations/${request.configurations[0]?.id ?? ''}/edit`)
    return vpc
  }

  test('of the destination: the new flow log is confirmed before the old one goes', async ({ page }) => {
    const { plan, actions, approve, applied, row } = consolePages(page)
    const name = unique('change-destination')
    const vpc = await openedForm(name, page)

    await test.step('the plan says replace, and no gap', async () => {
      await page.getByLabel('Destination ARN').fill(`arn:aws:s3:::org-network-flow-logs/${name}/new/`)
      await page.getByRole('button', { name: 'Plan the change' }).click()
      await plan()
      await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/±\s*1\s*replace/)
      await actions.getByRole('link', { name: new RegExp(name) }).click()
      const panel = page.getByRole('complementary', { name: 'Action' })
      await expect(panel).toContainText('made and confirmed, then the old one goes. No gap.')
      await expect(panel).toContainText(`${name}/new/`)
      await expect(panel.getByRole('img', { name: 'Needs replacement' }).first()).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('applied', async () => {
      await approve()
      await applied()
    })

    await test.step('in the cloud’s truth the old one went only after the new one delivered', async () => {
      const [before, after] = await bothLogs(vpc)
      expect(after.logDestination).toContain('/new')
      expect(after.deletedAtMs).toBeNull()
      expect(after.deliverLogsStatus).toBe('SUCCESS')
      expect(before.deletedAtMs).toBeGreaterThan(after.verdictAtMs ?? Number.POSITIVE_INFINITY)
    })

    await test.step('the timeline tells of the replacement', async () => {
      await page.goto(`/flow-logs?q=${name}&ownership=ours`)
      await row(name).getByRole('link').first().click()
      const panel = page.getByRole('complementary', { name: 'Flow log' })
      await expect(panel.getByText('Replacing', { exact: true }).first()).toBeVisible()
      await expect(panel).toContainText('Delivering')
    })
  })

  for (const mode of ['full-config', 'destination-only'] as const) {
    const isGapless = mode === 'full-config'
    test(`of the format only, where the cloud ${isGapless ? 'lets both exist: no gap' : 'refuses both at once: the stated gap'}`, async ({
      page,
    }) => {
      const { plan, actions, approve, applied } = consolePages(page)
      const name = unique(`change-format-${mode}`)
      const vpc = await openedForm(name, page)
      await simulatedClouds.setDuplicateMode(mode)

      await test.step('the plan says replace, with the gap there may be', async () => {
        await page.getByRole('radio', { name: 'Chosen fields' }).check()
        await page.getByLabel('Fields, in order').fill('${srcaddr} ${dstaddr} ${action} ${vpc-id}')
        await page.getByRole('button', { name: 'Plan the change' }).click()
        await plan()
        await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/±\s*1\s*replace/)
        await expect(page.getByRole('group', { name: 'Risks' })).toContainText('Opens a gap')
        await actions.getByRole('link', { name: new RegExp(name) }).click()
        const panel = page.getByRole('complementary', { name: 'Action' })
        await expect(panel).toContainText('if the cloud refuses both at once, the old one goes first')
        await expect(panel).toContainText(/gap up to \d+/)
        await page.keyboard.press('Escape')
      })

      await test.step('approved with the gap named', async () => {
        await page.getByRole('button', { name: 'Approve and apply' }).click()
        const dialog = page.getByRole('dialog', { name: /^Approve and apply CR-/ })
        await expect(dialog).toContainText('1 action opens a gap of up to')
        await page.keyboard.press('Escape')
        await approve()
        await applied()
      })

      await test.step('in the cloud’s truth', async () => {
        const [before, after] = await bothLogs(vpc)
        expect(after.logFormat).toBe('${srcaddr} ${dstaddr} ${action} ${vpc-id}')
        expect(after.deletedAtMs).toBeNull()
        if (isGapless) expect(before.deletedAtMs).toBeGreaterThan(after.verdictAtMs ?? Number.POSITIVE_INFINITY)
        else expect(before.deletedAtMs).toBeLessThanOrEqual(after.createdAtMs)
      })
    })
  }
})
