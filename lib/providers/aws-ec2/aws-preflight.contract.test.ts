import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AwsSimulatorHarness } from '../../../test/contracts/aws-simulator-harness'
import { makeAwsSimulatorHarness } from '../../../test/contracts/aws-simulator-harness'
import { preflightRequest, preflightTargetOf } from '../../../test/contracts/provider/preflighting'
import { CONTROL_PLANE_ACTIONS, CONTROL_PLANE_ROLE } from '../../../simulator/demo/accounts'
import { AWS_BASE_CREDENTIALS } from '../../../simulator/demo/credentials'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT as MEMBER } from '../../../simulator/demo/test-world'
import type { Bucket } from '../../../simulator/aws/world-types'
import type { AwsFlowLogSpec } from '../../domain/flow-log-spec'
import { ACCESS_FEATURES } from '../../domain/onboarding/permission'
import { evaluatePreflight } from '../../domain/preflight/evaluate'
import type { PreflightTarget } from '../../domain/preflight/group'

const BUCKET = 'preflight-logs'

let aws: AwsSimulatorHarness
let target: PreflightTarget

beforeEach(async () => {
  aws = await makeAwsSimulatorHarness()
  const [vpc] = await aws.freshTargets(1)
  target = preflightTargetOf(aws, vpc!)
})

afterEach(() => aws.close())

const truth = () => aws.simulator.admin.clouds.aws.truth

function putBucket(changes: Partial<Bucket> = {}): void {
  truth().putBucket({
    name: BUCKET,
    accountId: MEMBER,
    region: 'eu-west-1',
    delivery: 'allowed',
    allowedAccounts: [MEMBER],
    ...changes,
  })
}

function putRole(allowedActions: readonly string[]): void {
  truth().putRole({
    accountId: MEMBER,
    name: CONTROL_PLANE_ROLE,
    trustedServices: [],
    trustedPrincipals: [AWS_BASE_CREDENTIALS.accountId],
    externalId: TEST_EXTERNAL_ID,
    maxSessionSeconds: 3600,
    allowedActions: [...allowedActions],
  })
}

const toBucket = (): AwsFlowLogSpec => ({
  ...(aws.spec() as AwsFlowLogSpec),
  logDestinationType: 's3',
  logDestination: `arn:aws:s3:::${BUCKET}/weir/`,
  deliverLogsPermissionArn: null,
  destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
})

const toStream = (accountId = MEMBER): AwsFlowLogSpec => ({
  ...(aws.spec() as AwsFlowLogSpec),
  logDestinationType: 'kinesis-data-firehose',
  logDestination: `arn:aws:firehose:eu-west-1:${accountId}:deliverystream:flow`,
  deliverLogsPermissionArn: null,
})

async function judge(desired: AwsFlowLogSpec) {
  const request = preflightRequest({ ...target, desired })
  const facts = await aws.provider.preflight(aws.context(), request)
  const result = evaluatePreflight(request.group, facts, request.installationId)
  const open = result.checks.filter(({ state }) => state !== 'passed')
  return { ...result, open: open.map(({ id, state, blocks }) => `${id} ${state}${blocks ? ' blocks' : ''}`) }
}

describe('preflight against the simulated AWS', () => {
  it.each<[string, Partial<Bucket> | null, readonly string[]]>([
    ['everything in order', {}, []],
    ['no bucket', null, ['s3/exists failed blocks']],
    ['no policy', { delivery: 'denied' }, ['s3/policy failed']],
    ['a policy for others', { allowedAccounts: [AWS_BASE_CREDENTIALS.accountId] }, ['s3/policy failed']],
    ['a key named by id', { delivery: 'undeliverable' }, ['s3/encryption failed blocks']],
    ['a key that lets delivery in', { encryption: 'key' }, []],
    ['a key that does not', { encryption: 'key-closed' }, ['s3/encryption failed']],
    ['a bucket elsewhere', { region: 'us-east-1' }, ['s3/exists warning']],
  ])('of a bucket: %s', async (_why, bucket, expected) => {
    if (bucket !== null) putBucket(bucket)
    expect((await judge(toBucket())).open).toEqual(expected)
  })

  it('is mended when the world is', async () => {
    putBucket({ delivery: 'denied' })
    expect((await judge(toBucket())).state).toBe('failed')
    putBucket()
    expect((await judge(toBucket())).state).toBe('passed')
  })

  it('names what the request lacks, and what AWS checks on its behalf', async () => {
    putBucket()
    putRole(
      CONTROL_PLANE_ACTIONS.filter((action) => action !== 'ec2:CreateFlowLogs' && action !== 'logs:CreateLogDelivery'),
    )
    const result = await judge(toBucket())
    expect(result.open).toEqual(['request/dry-run failed blocks', 'request/on-behalf failed'])
    expect(result.checks[0]?.fixes[0]?.text).toContain('ec2:CreateFlowLogs')
    expect(result.checks[1]?.fixes[0]?.text).toContain('logs:CreateLogDelivery')
  })

  it('has an encoded refusal decoded, or says how a person can', async () => {
    putBucket()
    const said = Buffer.from(JSON.stringify({ allowed: false, context: { action: 'ec2:CreateFlowLogs' } }))
    const refuseOnce = () =>
      aws.simulator.admin.postFault({
        match: { operation: 'CreateFlowLogs' },
        effect: {
          kind: 'error',
          status: 403,
          code: 'UnauthorizedOperation',
          message: `You are not authorized. Encoded authorization failure message: ${said.toString('base64url')}`,
        },
      })
    refuseOnce()
    expect((await judge(toBucket())).checks[0]?.message).toBe('Weir’s role lacks ec2:CreateFlowLogs.')
    putRole(CONTROL_PLANE_ACTIONS.filter((action) => action !== 'sts:DecodeAuthorizationMessage'))
    refuseOnce()
    expect((await judge(toBucket())).checks[0]?.fixes[0]?.text).toContain('aws sts decode-authorization-message')
  })

  it('calls nothing passed that it may not read', async () => {
    putBucket()
    putRole(CONTROL_PLANE_ACTIONS.filter((action) => !/^(s3|kms|iam:Simulate)/.test(action)))
    expect((await judge(toBucket())).open).toEqual(['request/on-behalf unknown', 's3/exists unknown'])
  })

  it('looks at delivery roles: gone, and trusting somebody else', async () => {
    const spec = aws.spec() as AwsFlowLogSpec
    const name = spec.deliverLogsPermissionArn?.split('/').at(-1) ?? ''
    expect((await judge(spec)).blocks).toBe(false)
    truth().putRole({
      accountId: MEMBER,
      name,
      trustedServices: ['ec2.amazonaws.com'],
      trustedPrincipals: [],
      externalId: null,
      maxSessionSeconds: 3600,
      allowedActions: null,
    })
    expect((await judge(spec)).open).toContain('cloudwatch/trust failed blocks')
    truth().removeRole(MEMBER, name)
    expect((await judge(spec)).open).toContain('cloudwatch/role failed blocks')
  })

  it('looks at streams: absent, of another source, of another account', async () => {
    expect((await judge(toStream())).open).toEqual(['firehose/stream failed blocks'])
    const stream = { accountId: MEMBER, region: 'eu-west-1', name: 'flow', tags: [] }
    truth().putStream({ ...stream, source: 'KinesisStreamAsSource' })
    expect((await judge(toStream())).open).toEqual(['firehose/stream failed blocks'])
    truth().putStream({ ...stream, source: 'DirectPut' })
    expect((await judge(toStream())).open).toEqual([])
    expect((await judge(toStream(AWS_BASE_CREDENTIALS.accountId))).open).toContain('firehose/stream unknown')
  })
})

describe('the connection test of an account that is used for everything', () => {
  const missing = async () => {
    const checks = await aws.provider.testConnection(aws.context(), ACCESS_FEATURES)
    return checks.filter(({ state }) => state === 'failed').map(({ label }) => label)
  }

  it('names exactly what the role lacks', async () => {
    putRole([...CONTROL_PLANE_ACTIONS, 'organizations:*', 'autoscaling:*'])
    expect(await missing()).toEqual([])
    const taken = ['iam:PassRole', 'logs:DeleteLogDelivery', 'ec2:DescribeSubnets']
    putRole([
      ...CONTROL_PLANE_ACTIONS.filter((action) => !taken.includes(action) && action !== 'ec2:Describe*'),
      ...['Regions', 'Vpcs', 'NetworkInterfaces', 'TransitGateway*', 'NatGateways', 'FlowLogs', 'Tags'].map(
        (name) => `ec2:Describe${name}`,
      ),
      'organizations:*',
      'autoscaling:*',
    ])
    expect((await missing()).sort()).toEqual(taken.sort())
  })

  it('asks IAM in three calls, whatever the number of permissions', async () => {
    const before = aws.calls.length
    const checks = await aws.provider.testConnection(aws.context(), ACCESS_FEATURES)
    const asked = aws.calls.slice(before).filter(({ operation }) => operation === 'SimulatePrincipalPolicy')
    expect(asked.length).toBeLessThanOrEqual(3)
    expect(checks.length).toBeGreaterThan(40)
  })
})
