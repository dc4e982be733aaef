import { expect, test, unique } from './fixtures'
import { simulatedClouds, somebodyElseAtAws } from './simulated-clouds'
import { weir } from './weir'

const HUB = { accountId: '222233334444', region: 'ap-southeast-1' } as const

test('flow logs that somebody made are chosen, clustered, reviewed and adopted, and the clouds hear nothing of it', async ({
  page,
}) => {
  const { call, lookAt, flowLogsOn } = weir()
  const name = unique('by-hand')
  const vpcs = await Promise.all(
    ['one', 'two'].map((end) => simulatedClouds.addVpc({ ...HUB, name: `${name}-${end}` })),
  )
  await somebodyElseAtAws(HUB.region).logVpcs(vpcs, name)
  // A cloud may hide what is new for a moment.
  await expect
    .poll(
      async () => {
        await lookAt(HUB.accountId, HUB.region)
        const { items } = await call('GET /adoption/clusters', {})
        return items.find(({ suggestedName }) => suggestedName.includes(name))?.count
      },
      { timeout: 60_000 },
    )
    .toBe(2)
  const truth = async () =>
    (await Promise.all(vpcs.map((vpc) => simulatedClouds.awsFlowLogs(vpc))))
      .flat()
      .map(({ id, tags }) => ({ id, tags }))
  const before = await truth()

  await test.step('choose what bears nobody’s mark', async () => {
    await page.goto('/adoption')
    await expect(page.getByRole('heading', { name: 'Adoption' })).toBeVisible()
    await page.getByRole('checkbox', { name: /Nobody we recognise/ }).check()
    await page.getByRole('button', { name: /^Cluster \d/ }).click()
  })

  const line = page.getByRole('listitem').filter({ hasText: name })
  await test.step('both stand in one cluster, described without account and region', async () => {
    await expect(line.first()).toContainText('2')
    await line.getByRole('button', { name: 'Details' }).click()
    await expect(line.getByText('arn:{partition}:s3:::', { exact: false }).first()).toBeVisible()
    await line.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Review 1 configuration for 2 flow logs' }).click()
  })

  await test.step('review: a name, cautious behaviour, then the plan', async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill(name)
    await page.getByRole('button', { name: 'Make the plan' }).click()
    await expect(page.getByText('No call to a cloud: 0 cloud writes.')).toBeVisible({ timeout: 30_000 })
  })

  await test.step('adopt: two flow logs, 0 cloud writes, as the meter of the clouds says too', async () => {
    const calls = await simulatedClouds.changingCalls(HUB)
    await page.getByRole('button', { name: 'Adopt 2 flow logs' }).click()
    const result = page.getByRole('status').filter({ hasText: 'flow logs adopted' })
    await expect(result).toContainText(/2\s*flow logs adopted/)
    await expect(result).toContainText(/0\s*cloud writes/)
    await lookAt(HUB.accountId, HUB.region)
    expect(await simulatedClouds.changingCalls(HUB)).toBe(calls)
    expect(await truth()).toEqual(before)
    expect((await flowLogsOn(vpcs[0] ?? '')).map(({ ownership, phase }) => [ownership, phase])).toEqual([
      ['ours', 'Active'],
    ])
  })
})
