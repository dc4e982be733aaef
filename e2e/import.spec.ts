import { consolePages, expect, test, unique } from './fixtures'
import { simulatedClouds } from './simulated-clouds'
import { weir } from './weir'

const ACCOUNT = { id: '333344445555', region: 'eu-west-1' }

test('a Terraform file becomes a change request, and what it declares leaves as CloudFormation', async ({ page }) => {
  const { plan } = consolePages(page)
  const journey = unique('import')
  const vpc = await simulatedClouds.addVpc({ accountId: ACCOUNT.id, region: ACCOUNT.region, name: journey, tags: {} })
  await weir().lookAt(ACCOUNT.id, ACCOUNT.region)
  const terraform = `
variable "bucket" {
  default = "org-network-flow-logs"
}

resource "aws_flow_log" "${journey}" {
  vpc_id               = "${vpc}"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::\${var.bucket}/${journey}/"
  colour               = "blue"
}

resource "aws_flow_log" "unknown" {
  vpc_id          = module.network.vpc_id
  traffic_type    = "REJECT"
  log_destination = "arn:aws:logs:eu-west-1:333344445555:log-group:rejects"
}
`
  await test.step('the file is dropped, read, and what is not understood is named with its line', async () => {
    await page.goto('/configurations/new')
    await page.getByRole('radio', { name: 'A document you have' }).check()
    await page
      .getByLabel('Choose a document')
      .setInputFiles({ name: 'main.tf', mimeType: 'text/plain', buffer: Buffer.from(terraform) })
    const understood = page.getByRole('region', { name: 'What was understood' })
    await expect(understood).toContainText(
      'Terraform configuration: 2 Configurations for 1 target; 2 things need a look.',
    )
    await expect(understood).toContainText('aws_flow_log has no “colour” that Weir knows.')
    await expect(understood).toContainText('module.network.vpc_id is an output of a module.')
    await understood.getByRole('button', { name: 'line 11', exact: true }).click()
    await expect(page.getByLabel('Document', { exact: true })).toBeFocused()
  })

  await test.step('what is complete is proposed', async () => {
    await expect(page.getByRole('checkbox', { name: journey })).toBeChecked()
    await expect(page.getByRole('checkbox', { name: 'unknown' })).toBeDisabled()
    await page.getByLabel('Reason').fill('It was Terraform’s until now.')
    await page.getByRole('button', { name: 'Plan this Configuration' }).click()
    await plan()
    await expect(page.getByRole('group', { name: 'Counters' })).toContainText(/\+\s*1\s*create/)
  })

  await test.step('a flow log that somebody else made is written down', async () => {
    const { items } = await weir().call('GET /flow-logs', {
      query: { ownership: ['foreign'], provider: ['aws-ec2'], limit: 1 },
    })
    await page.goto(`/flow-logs/${items[0]?.id ?? ''}`)
    await page.getByRole('button', { name: 'Export…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export' })
    await expect(dialog).toContainText('resource "aws_flow_log"')
    await expect(dialog).toContainText(`id = "${items[0]?.externalId ?? ''}"`)
    await dialog.getByLabel('Format').selectOption('CloudFormation template')
    await expect(dialog).toContainText('Type: AWS::EC2::FlowLog')
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.template\.yaml$/)
  })
})
