import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { simulatedClouds } from './simulated-clouds'

/** An account of the demo's simulator that Weir forgets and gets to know again. */
const ACCOUNT = {
  id: '888899990000',
  name: 'sandbox',
  externalId: 'weir-demo-sandbox',
  regions: ['eu-west-1', 'us-east-1', 'us-west-2', 'me-central-1'],
} as const

const more = async (page: Page, item: string | RegExp) => {
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test.describe('accounts', () => {
  test('are removed, added, tested, mended, paused and resumed', async ({ page, expectedErrors }) => {
    // The page that is left may ask once more for the account that was removed.
    expectedErrors.push('404 (Not Found)')
    await test.step('removing names what stays', async () => {
      await page.goto('/accounts')
      await page.getByRole('link', { name: ACCOUNT.name }).click()
      await expect(page.getByRole('heading', { name: ACCOUNT.name, level: 1 })).toBeVisible()
      await more(page, /^Remove/)
      const dialog = page.getByRole('dialog', { name: `Remove ${ACCOUNT.name}` })
      await expect(dialog).toContainText('Nothing in the cloud is touched')
      await expect(dialog).toContainText(/\d+ flow logs of others stay as they are/)
      await expect(dialog).toContainText('Records already written stay where they are.')
      await dialog.getByRole('button', { name: 'Remove account' }).click()
      await expect(page).toHaveURL(/\/accounts$/)
      await expect(page.getByText('10 accounts', { exact: true })).toBeVisible()
    })

    await test.step('what to put into the account is ready to copy', async () => {
      await page.getByRole('link', { name: 'Add account' }).click()
      await page.getByLabel('Account id').fill('8888')
      await page.getByRole('button', { name: 'Next' }).click()
      await expect(page.getByText('An AWS account id has 12 digits; this has 4.')).toBeVisible()
      await page.getByLabel('Account id').fill(ACCOUNT.id)
      await page.getByRole('checkbox', { name: 'Deliver to Firehose' }).check()
      await page.getByRole('button', { name: 'Next' }).click()
      const policy = page.getByRole('region', { name: 'Permissions policy' })
      await expect(policy).toContainText(`arn:aws:ec2:*:${ACCOUNT.id}:vpc-flow-log/*`)
      await expect(policy).toContainText('firehose:TagDeliveryStream')
      await expect(page.getByRole('region', { name: 'Trust policy' })).toContainText('sts:ExternalId')
      await page.getByRole('tab', { name: /CloudFormation/ }).click()
      await expect(page.getByRole('region', { name: 'CloudFormation template' })).toContainText('AWS::IAM::Role')
      await page.getByRole('button', { name: 'Next' }).click()
    })

    await test.step('the form says what is wrong as one goes', async () => {
      await page.getByRole('button', { name: 'Add and test' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'fields need a correction' })).toBeVisible()
      await page.getByLabel('Name', { exact: true }).fill(ACCOUNT.name)
      await expect(page.getByLabel('Role ARN')).toHaveValue(`arn:aws:iam::${ACCOUNT.id}:role/WeirControlPlane`)
      await page.getByLabel(/^External id/).fill('not-the-right-one')
      for (const region of ACCOUNT.regions) {
        await page.getByRole('checkbox', { name: new RegExp(`^${region}`) }).check()
      }
      await page.getByRole('button', { name: 'Add and test' }).click()
    })

    await test.step('the test names the wrong external id and what to do', async () => {
      await expect(page).toHaveURL(/\/accounts\/[0-9a-f-]{36}/)
      await expect(page.getByText(/\d+ checks? failed/)).toBeVisible({ timeout: 30_000 })
      await expect(
        page
          .getByText(/external id/i)
          .filter({ hasText: /trust|policy|match|assume/i })
          .first(),
      ).toBeVisible()
      await expect(page.getByText('What to do:').first()).toBeVisible()
      await expect(page.getByText('AccessDenied').first()).toBeVisible()
    })

    await test.step('mended: every check passes', async () => {
      await page.getByRole('button', { name: 'Edit' }).click()
      const dialog = page.getByRole('dialog', { name: `Edit ${ACCOUNT.name}` })
      await dialog.getByLabel(/^External id/).fill(ACCOUNT.externalId)
      await dialog.getByRole('button', { name: 'Save' }).click()
      await expect(dialog).toBeHidden()
      const again = page.getByRole('button', { name: 'Test again' })
      await again.click()
      await expect(page.getByText('Passed', { exact: true })).toBeVisible({ timeout: 30_000 })
    })

    await test.step('a permission that the role lacks is named, with the statement that grants it', async () => {
      await simulatedClouds.forbidAws(ACCOUNT.id, 'logs:CreateLogDelivery')
      await page.getByRole('button', { name: 'Test again' }).click()
      await expect(page.getByText('1 check failed')).toBeVisible({ timeout: 30_000 })
      const line = page.getByRole('listitem').filter({ hasText: 'Failed: logs:CreateLogDelivery' })
      await line.getByText('The statement to add').click()
      await expect(line.getByRole('region')).toContainText('"Action": "logs:CreateLogDelivery"')
    })

    await test.step('added to the role: green', async () => {
      await simulatedClouds.allowAws(ACCOUNT.id)
      await page.getByRole('button', { name: 'Test again' }).click()
      await expect(page.getByText('Passed', { exact: true })).toBeVisible({ timeout: 30_000 })
    })

    await test.step('pause and resume', async () => {
      await more(page, /^Pause/)
      await expect(page.getByText(`${ACCOUNT.name} is paused`)).toBeVisible()
      await page.getByRole('button', { name: 'Resume' }).click()
      await expect(page.getByText(`${ACCOUNT.name} is watched again`)).toBeVisible()
      await page.goto(`/resources?account=${ACCOUNT.id}&type=VPC`)
      await expect(page.getByText(/^\d+ resources$/)).toBeVisible()
    })
  })
})
