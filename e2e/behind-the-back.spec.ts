import type { Page } from '@playwright/test'
import { cenDocument, vpcDocument } from './documents'
import { consolePages, expect, test, unique } from './fixtures'
import { callAlibaba, simulatedClouds, somebodyElseAtAws } from './simulated-clouds'
import { weir } from './weir'

const HUB = { accountId: '222233334444', region: 'ap-southeast-1' } as const

async function timelineOf(page: Page, search: string) {
  await page.goto(`/flow-logs?q=${search}&ownership=ours`)
  await page.getByRole('table', { name: 'Flow logs' }).getByRole('link').first().click()
  return page.getByRole('complementary', { name: 'Flow log' })
}

test.describe('behind Weir’s back', () => {
  test('an ordinary client of AWS deletes a flow log: seen, confirmed by a second look, healed', async ({ page }) => {
    const { lookAt, declare } = weir()
    const name = unique('drift-heal')
    const vpc = await simulatedClouds.addVpc({ ...HUB, name })
    await lookAt(HUB.accountId, HUB.region)
    await declare(vpcDocument(name, { onDrift: 'heal' }), [vpc])
    const somebody = somebodyElseAtAws(HUB.region)
    const [id = ''] = await somebody.flowLogIdsOn(vpc)
    await somebody.deleteFlowLog(id)
    await lookAt(HUB.accountId, HUB.region)

    const panel = await timelineOf(page, name)
    await test.step('the first look is not enough to act', async () => {
      await expect(panel.getByText(/second look|drift|missing/i).first()).toBeVisible()
    })
    await test.step('healed by upkeep: one living flow log again', async () => {
      await expect
        .poll(async () => (await simulatedClouds.awsFlowLogs(vpc)).filter((log) => log.deletedAtMs === null).length, {
          timeout: 45_000,
        })
        .toBe(1)
      await expect(panel.getByText(/Active|Delivering/).first()).toBeVisible({ timeout: 30_000 })
    })
  })

  test('where the configuration only wants to be told, it is said and left', async ({ page }) => {
    const { lookAt, declare } = weir()
    const { row } = consolePages(page)
    const name = unique('drift-notify')
    const vpc = await simulatedClouds.addVpc({ ...HUB, name })
    await lookAt(HUB.accountId, HUB.region)
    await declare(vpcDocument(name, { onDrift: 'notify' }), [vpc])
    const somebody = somebodyElseAtAws(HUB.region)
    const [id = ''] = await somebody.flowLogIdsOn(vpc)
    await somebody.deleteFlowLog(id)
    await lookAt(HUB.accountId, HUB.region)

    await page.goto(`/flow-logs?q=${name}&ownership=ours`)
    await expect(row(name)).toContainText('Drifted', { timeout: 45_000 })
    await page.goto('/overview')
    await expect(page.getByRole('link', { name: /drifted/i }).first()).toBeVisible()
    await lookAt(HUB.accountId, HUB.region)
    expect((await simulatedClouds.awsFlowLogs(vpc)).filter((log) => log.deletedAtMs === null)).toEqual([])
  })

  test('a signed call switches a CEN flow log off: healed where wished, said where not', async ({ page }) => {
    const { lookAt, declare } = weir()
    const { row } = consolePages(page)
    const scope = { accountId: '9218374650192837', region: 'cn-shanghai' } as const
    const { attachmentId } = await simulatedClouds.cenIds('platform-core-cn-shanghai')
    const healed = { attachmentId: attachmentId('vbr-platform-core-cn-shanghai-1') }
    const told = { attachmentId: attachmentId('ecr-platform-core-cn-shanghai-1') }
    const project = 'netlogs-192837-cn-shanghai'
    await declare(cenDocument('cen-drift-heal', project, { onDrift: 'heal' }), [healed.attachmentId])
    await declare(cenDocument('cen-drift-notify', project, { onDrift: 'notify' }), [told.attachmentId])
    for (const on of [healed, told]) {
      const [log] = await simulatedClouds.cenFlowLogs(on)
      await callAlibaba('DeactiveFlowLog', { RegionId: scope.region, FlowLogId: log?.flowLogId })
      await expect.poll(async () => (await simulatedClouds.cenFlowLogs(on))[0]?.status).toBe('Inactive')
    }
    await lookAt(scope.accountId, scope.region)

    await page.goto('/flow-logs?q=platform-core-cn-shanghai-1&ownership=ours')
    await expect(row('cen-drift-notify')).toContainText('Drifted', { timeout: 45_000 })
    await expect
      .poll(async () => (await simulatedClouds.cenFlowLogs(healed))[0]?.status, { timeout: 45_000 })
      .toBe('Active')
    await expect(row('cen-drift-heal')).toContainText(/Active|Delivering/, { timeout: 30_000 })
    expect((await simulatedClouds.cenFlowLogs(told))[0]?.status).toBe('Inactive')
  })
})
