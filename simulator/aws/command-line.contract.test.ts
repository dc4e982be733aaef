import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AWS_OTHER_CREDENTIALS } from '../demo/credentials'
import { CONTROL_PLANE_ROLE } from '../demo/accounts'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from '../demo/test-world'
import { BUCKET, DELIVERY_ROLE, LOG_GROUP } from '../demo/world-builder'
import { isQuiet } from './records/capture-points'
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

  it('takes the older parameters: a log group by name, a delivery role, and a new name for either', async () => {
    const [vpc] = harness.ids('vpc', (resource) => resource.id !== harness.ids('vpc')[0])
    const role = `arn:aws:iam::${AWS_OTHER_CREDENTIALS.accountId}:role/${DELIVERY_ROLE}`
    const made = (await aws(
      'ec2',
      'create-flow-logs',
      ...['--resource-type', 'VPC', '--resource-ids', vpc!, '--traffic-type', 'REJECT'],
      ...['--log-group-name', LOG_GROUP, '--deliver-logs-permission-arn', role],
      ...['--max-aggregation-interval', '60', '--client-token', 'by-hand-1'],
    )) as { ClientToken: string; FlowLogIds: string[]; Unsuccessful: unknown[] }
    expect(made).toMatchObject({ ClientToken: 'by-hand-1', Unsuccessful: [] })
    const [id] = made.FlowLogIds
    const { FlowLogs } = (await aws('ec2', 'describe-flow-logs', '--flow-log-ids', id!)) as {
      FlowLogs: Record<string, unknown>[]
    }
    // Made with a name, it has no ARN: clients must not take that for a difference.
    expect(FlowLogs).toMatchObject([
      {
        LogGroupName: LOG_GROUP,
        DeliverLogsPermissionArn: role,
        MaxAggregationInterval: 60,
        TrafficType: 'REJECT',
        LogDestinationType: 'cloud-watch-logs',
      },
    ])
    expect(FlowLogs[0]).not.toHaveProperty('LogDestination')
    const again = ['--log-group-name', LOG_GROUP, '--deliver-logs-permission-arn', role]
    await expect(
      aws(
        'ec2',
        'create-flow-logs',
        '--resource-type',
        'VPC',
        '--resource-ids',
        vpc!,
        '--traffic-type',
        'ALL',
        ...again,
      ),
    ).rejects.toThrow('FlowLogAlreadyExists')
    await aws('ec2', 'delete-flow-logs', '--flow-log-ids', id!)
  })

  it('sees the networks, the regions and the sessions that Weir sees', async () => {
    const count = async (command: string, member: string) =>
      ((await aws('ec2', command)) as Record<string, unknown[]>)[member]?.length ?? 0
    expect(await count('describe-vpcs', 'Vpcs')).toBeGreaterThan(0)
    expect(await count('describe-transit-gateway-attachments', 'TransitGatewayAttachments')).toBeGreaterThan(0)
    expect(await count('describe-nat-gateways', 'NatGateways')).toBeGreaterThan(0)
    expect(await count('describe-regions', 'Regions')).toBeGreaterThan(0)
    const role = `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/${CONTROL_PLANE_ROLE}`
    expect(
      await aws(
        ...(['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'by-hand'] as const),
        ...['--external-id', TEST_EXTERNAL_ID],
      ),
    ).toMatchObject({ AssumedRoleUser: { Arn: expect.stringContaining(`${CONTROL_PLANE_ROLE}/by-hand`) as string } })
    expect(await aws('organizations', 'list-accounts', '--max-items', '3')).toMatchObject({
      Accounts: expect.arrayContaining([expect.objectContaining({ State: 'ACTIVE' })]) as object[],
    })
  })

  it('reads what flow logs delivered, from the bucket and from the log group', async () => {
    const [vpc] = harness.ids('vpc').filter((id) => !isQuiet(id))
    const common = { accountId: AWS_OTHER_CREDENTIALS.accountId, region: 'eu-west-1', resourceId: vpc! } as const
    const nowMs = harness.clock.now().getTime()
    const since = { createdAtMs: nowMs, verdictAtMs: nowMs, resourceType: 'VPC' } as const
    const inBucket = { destinationType: 's3', logDestination: `arn:aws:s3:::${BUCKET}/read` } as const
    harness.truth.plantFlowLog({ ...common, ...since, ...inBucket })
    const permissionArn = `arn:aws:iam::${common.accountId}:role/${DELIVERY_ROLE}`
    const inGroup = { destinationType: 'cloud-watch-logs', logGroupName: LOG_GROUP, permissionArn } as const
    harness.truth.plantFlowLog({ ...common, ...since, ...inGroup })
    harness.clock.advance(1_800_000)

    const prefix = ['--bucket', BUCKET, '--prefix', 'read/']
    const { Contents } = (await aws('s3api', 'list-objects-v2', ...prefix)) as { Contents: { Key: string }[] }
    const file = join(home, 'records.gz')
    await aws('s3api', 'get-object', '--bucket', BUCKET, '--key', Contents[0]!.Key, file)
    expect(gunzipSync(readFileSync(file)).toString('utf8')).toMatch(/^version account-id interface-id /)
    expect(await aws('s3api', 'get-bucket-location', '--bucket', BUCKET)).toEqual({ LocationConstraint: 'eu-west-1' })
    const group = ['--log-group-name', LOG_GROUP]
    expect(await aws('logs', 'describe-log-groups', '--log-group-name-prefix', LOG_GROUP)).toMatchObject({
      logGroups: [{ logGroupName: LOG_GROUP }],
    })
    const { logStreams } = (await aws('logs', 'describe-log-streams', ...group)) as {
      logStreams: { logStreamName: string }[]
    }
    const stream = ['--log-stream-name', logStreams[0]!.logStreamName, '--limit', '3']
    const { events } = (await aws('logs', 'get-log-events', ...group, ...stream)) as { events: { message: string }[] }
    expect(events).toHaveLength(3)
    const filtered = (await aws('logs', 'filter-log-events', ...group, '--filter-pattern', 'REJECT')) as {
      events: { message: string }[]
    }
    expect(filtered.events.length).toBeGreaterThan(0)
    expect(filtered.events.every(({ message }) => message.endsWith('REJECT OK'))).toBe(true)
    await expect(aws('s3api', 'head-bucket', '--bucket', 'nobody-has-this')).rejects.toThrow('404')
  })

  it('says the code of a refusal', async () => {
    await expect(aws('ec2', 'delete-flow-logs', '--flow-log-ids', 'fl-0123')).rejects.toThrow(
      'InvalidFlowLogId.NotFound',
    )
  })
})
