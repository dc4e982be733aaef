import { vpcDocument } from './documents'
import { expect, test, unique } from './fixtures'
import { simulatedClouds, somebodyElseAtAws } from './simulated-clouds'
import { weir } from './weir'

const HUB = { accountId: '222233334444', region: 'ap-southeast-1' } as const

test('a changed tag is found, ignored until a date by somebody who answers for it, and counts again when that ends', async ({
  page,
}) => {
  const { lookAt, declare } = weir()
  const name = unique('drift-ignore')
  const vpc = await simulatedClouds.addVpc({ ...HUB, name })
  await lookAt(HUB.accountId, HUB.region)
  const document = vpcDocument(name, { onDrift: 'notify' })
  await declare({ ...document, spec: { ...document.spec, tags: { team: 'network' } } }, [vpc])
  const somebody = somebodyElseAtAws(HUB.region)
  const [id = ''] = await somebody.flowLogIdsOn(vpc)
  await somebody.tag(id, { team: 'nobody' })
  await lookAt(HUB.accountId, HUB.region)
  const row = page.getByRole('row').filter({ hasText: name })

  await test.step('the page of drift says what differs and what Weir does', async () => {
    await page.goto(`/drift?q=${name}`)
    await expect(row).toContainText('Told only', { timeout: 45_000 })
    await expect(row).toContainText('nobody → network')
  })

  await test.step('ignored until a date, with an owner and a reason', async () => {
    await row.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Ignore until…' }).click()
    const dialog = page.getByRole('dialog', { name: /Ignore drift/ })
    await expect(dialog.getByRole('button', { name: 'Ignore', exact: true })).toBeDisabled()
    await dialog.getByLabel('Owner').fill('Network team')
    await dialog.getByLabel('Reason').fill('Being moved to another team')
    await dialog.getByRole('button', { name: 'Ignore', exact: true }).click()
    await expect(row).toContainText('Ignored', { timeout: 45_000 })
  })

  await test.step('the flow log says who answers for it; ending that makes it count again', async () => {
    await row.getByRole('link', { name }).click()
    await expect(
      page.getByText('Network team answers for it: Being moved to another team').filter({ visible: true }),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Stop ignoring' }).click()
    await expect(page.getByText('Told only').first()).toBeVisible({ timeout: 45_000 })
  })
})
