import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AWS_OTHER_CREDENTIALS } from '../demo/credentials'
import { BUCKET } from '../demo/world-builder'
import { startAwsHarness, type AwsHarness } from './testing/harness'

const run = promisify(execFile)

/** The version of the `aws` command line of this machine, or why there is none to use. */
async function findCommandLine(): Promise<{ readonly version: string } | { readonly missing: string }> {
  try {
    const { stdout, stderr } = await run('aws', ['--version'], { timeout: 30_000 })
    return { version: `${stdout}${stderr}`.trim() }
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
}

const commandLine = await findCommandLine()
if ('missing' in commandLine) {
  console.warn(`Skipped: no working aws command line on this machine (${commandLine.missing}). The SDK tests stand in.`)
}

describe.skipIf('missing' in commandLine)('the aws command line', { timeout: 90_000 }, () => {
  let harness: AwsHarness
  let home: string
  beforeAll(async () => {
    harness = await startAwsHarness()
    home = mkdtempSync(join(tmpdir(), 'simulator-cli-'))
    writeFileSync(join(home, 'config'), '')
  })
  afterAll(async () => {
    rmSync(home, { recursive: true })
    await harness.close()
  })

  async function aws(...args: string[]): Promise<unknown> {
    const { stdout } = await run('aws', ['--endpoint-url', harness.simulator.url, '--output', 'json', ...args], {
      timeout: 60_000,
      env: {
        NODE_ENV: 'test',
        PATH: process.env['PATH'],
        HOME: home,
        AWS_CONFIG_FILE: join(home, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(home, 'config'),
        AWS_ACCESS_KEY_ID: AWS_OTHER_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: AWS_OTHER_CREDENTIALS.secretAccessKey,
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      },
    })
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  }

  it('knows itself, makes, lists, tags and deletes a flow log', async () => {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: AWS_OTHER_CREDENTIALS.accountId })
    const [vpc] = harness.ids('vpc')
    const created = (await aws(
      'ec2',
      'create-flow-logs',
      ...['--resource-type', 'VPC', '--resource-ids', vpc!, '--traffic-type', 'ALL'],
      ...['--log-destination-type', 's3', '--log-destination', `arn:aws:s3:::${BUCKET}/cli`],
      ...['--tag-specifications', 'ResourceType=vpc-flow-log,Tags=[{Key=made-by,Value=hand}]'],
    )) as { FlowLogIds: string[]; Unsuccessful: unknown[] }
    expect(created.Unsuccessful).toEqual([])
    const [id] = created.FlowLogIds
    await aws('ec2', 'create-tags', '--resources', id!, '--tags', 'Key=team,Value=edge')
    expect(await aws('ec2', 'describe-flow-logs', '--filter', `Name=resource-id,Values=${vpc!}`)).toMatchObject({
      FlowLogs: [
        {
          FlowLogId: id,
          Tags: [
            { Key: 'made-by', Value: 'hand' },
            { Key: 'team', Value: 'edge' },
          ],
        },
      ],
    })
    expect(await aws('ec2', 'delete-flow-logs', '--flow-log-ids', id!)).toEqual({ Unsuccessful: [] })
    expect(await aws('ec2', 'describe-flow-logs')).toEqual({ FlowLogs: [] })
  })

  it('says the code of a refusal', async () => {
    await expect(aws('ec2', 'delete-flow-logs', '--flow-log-ids', 'fl-0123')).rejects.toThrow(
      'InvalidFlowLogId.NotFound',
    )
  })
})
