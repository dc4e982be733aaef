import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AwsSimulatorHarness } from '../../../test/contracts/aws-simulator-harness'
import { makeAwsSimulatorHarness } from '../../../test/contracts/aws-simulator-harness'
import { batchOf } from '../../../test/contracts/provider/harness'
import { AWS_BASE_CREDENTIALS } from '../../../simulator/demo/credentials'
import type { AwsFlowLogSpec } from '../../domain/flow-log-spec'
import type { Resource, ResourceType } from '../../domain/resource'
import { ProviderError } from '../errors'
import { createAwsEc2Provider } from './provider'

let aws: AwsSimulatorHarness

beforeEach(async () => {
  aws = await makeAwsSimulatorHarness()
})

afterEach(() => aws.close())

const spec = (changes: Partial<AwsFlowLogSpec> = {}): AwsFlowLogSpec => ({
  ...(aws.spec() as AwsFlowLogSpec),
  ...changes,
})

const counted = (operation: string): number => aws.simulator.admin.meter.count({ operation })

async function failure(call: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await call.catch((reason: unknown) => reason)
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`)
  return error
}

async function found(type: ResourceType): Promise<Resource> {
  const { resources } = await aws.provider.discover(aws.context(), { includeInterfaces: true, knownRouters: [] })
  return resources.find((one) => one.key.type === type && one.ownerAccountId === aws.scope.accountId)!
}

describe('sessions', () => {
  it('takes one session per account, over all regions and any number of calls at once', async () => {
    const provider = createAwsEc2Provider({
      endpoints: { all: aws.simulator.url },
      baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
    })
    const before = counted('AssumeRole')
    const regions = ['eu-west-1', 'us-east-1', 'global']
    await Promise.all(
      [...regions, ...regions].map((region) =>
        region === 'global'
          ? provider.discover(aws.context({ scope: { ...aws.scope, region } }), {
              includeInterfaces: false,
              knownRouters: [],
            })
          : provider.observe(aws.context({ scope: { ...aws.scope, region } })),
      ),
    )
    provider.close()
    expect(counted('AssumeRole') - before).toBe(1)
    expect(aws.calls.filter((call) => call.operation === 'AssumeRole')).toHaveLength(1)
  })

  it('takes a new session when the cloud calls the old one expired', async () => {
    const before = counted('AssumeRole')
    const message = 'The security token included in the request is expired'
    aws.simulator.admin.postFault({
      match: { operation: 'DescribeFlowLogs' },
      effect: { kind: 'error', status: 403, code: 'ExpiredToken', message },
    })
    expect((await failure(aws.provider.observe(aws.context()))).reading.reason).toBe('SessionExpired')
    await aws.provider.observe(aws.context())
    expect(counted('AssumeRole') - before).toBe(1)
  })

  it('renews a session five minutes before it ends', async () => {
    let now = new Date()
    const provider = createAwsEc2Provider({
      endpoints: { all: aws.simulator.url },
      baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
      now: () => now,
    })
    const before = counted('AssumeRole')
    const startedAt = now.getTime()
    await provider.observe(aws.context())
    now = new Date(startedAt + 54 * 60_000)
    await provider.observe(aws.context())
    expect(counted('AssumeRole') - before).toBe(1)
    now = new Date(startedAt + 56 * 60_000)
    await provider.observe(aws.context())
    provider.close()
    expect(counted('AssumeRole') - before).toBe(2)
  })

  it('acts as the base identity where the account has no role', async () => {
    const { accountId } = AWS_BASE_CREDENTIALS
    const account = { ...aws.account, accountId, roleArn: null, externalId: null }
    const before = counted('AssumeRole')
    const scope = { ...aws.scope, accountId }
    const checks = await aws.provider.testConnection(aws.context({ account, scope }))
    expect(checks.filter((check) => check.state === 'failed')).toEqual([])
    expect(counted('AssumeRole')).toBe(before)
  })

  it('says when the credentials act in another account than the one that was meant', async () => {
    const account = { ...aws.account, accountId: '999988887777' }
    const checks = await aws.provider.testConnection(aws.context({ account }))
    const identity = checks.find((check) => check.id === 'identity')!
    expect(identity).toMatchObject({ state: 'failed' })
    expect(identity.message).toContain('999988887777')
    expect(identity.message).toContain(aws.scope.accountId)
    expect(checks.filter((check) => check.state === 'failed')).toHaveLength(1)
  })
})

describe('what a dry run can prove', () => {
  it('does not call a permission missing that a careful policy grants only for tagged logs', async () => {
    const truth = aws.simulator.admin.clouds.aws.truth
    const role = truth.world.roles.get(String(aws.account.roleArn))!
    const allowedActions = role.allowedActions!.filter((action) => action !== 'ec2:DeleteFlowLogs')
    truth.putRole({ ...role, allowedActions })
    const checks = await aws.provider.testConnection(aws.context())
    const notPassed = checks.filter((check) => check.state !== 'passed')
    expect(notPassed).toMatchObject([{ id: 'permission:ec2:DeleteFlowLogs', state: 'skipped' }])
    expect(notPassed[0]!.remedy).toContain('ec2:DeleteFlowLogs')
  })

  it('calls a missing create permission missing', async () => {
    const truth = aws.simulator.admin.clouds.aws.truth
    const role = truth.world.roles.get(String(aws.account.roleArn))!
    const allowedActions = role.allowedActions!.filter((action) => action !== 'ec2:CreateFlowLogs')
    truth.putRole({ ...role, allowedActions })
    const checks = await aws.provider.testConnection(aws.context())
    expect(checks.filter((check) => check.state === 'failed').map((check) => check.id)).toEqual([
      'permission:ec2:CreateFlowLogs',
    ])
  })
})

describe('where calls go', () => {
  it('sends nothing when a setting behind our back redirects the SDK', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', aws.simulator.url)
    const provider = createAwsEc2Provider({
      endpoints: {},
      baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
    })
    expect(provider.endpointFingerprint()).toBe('vendor')
    const before = await aws.seenByCloud()
    const account = { ...aws.account, roleArn: null }
    const error = await failure(provider.observe(aws.context({ account })))
    provider.close()
    expect(error.kind).toBe('unavailable')
    expect(error.vendorMessage).toContain('127.0.0.1')
    expect(await aws.seenByCloud()).toBe(before)
  })

  it('names both services in its fingerprint when they are redirected', () => {
    expect(aws.provider.endpointFingerprint()).toContain(aws.simulator.url)
    const vendor = createAwsEc2Provider({ endpoints: {} })
    expect(vendor.endpointFingerprint()).toBe('vendor')
    const half = createAwsEc2Provider({ endpoints: { EC2: 'http://somebody:secret@127.0.0.1:9/' } })
    expect(half.endpointFingerprint()).toBe('ec2=http://127.0.0.1:9 sts=vendor')
  })

  it('calls a refused connection unavailable also for a create: nothing can have happened', async () => {
    const provider = createAwsEc2Provider({
      endpoints: { all: 'http://127.0.0.1:9' },
      baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
    })
    const account = { ...aws.account, roleArn: null }
    const batch = batchOf(await aws.freshTargets(1), spec())
    const error = await failure(provider.create(aws.context({ account }), batch))
    provider.close()
    expect(error.kind).toBe('unavailable')
  })
})

describe('every type of target', () => {
  it.each(['VPC', 'Subnet', 'NetworkInterface', 'RegionalNatGateway'] as const)('logs a %s', async (type) => {
    const target = await found(type)
    const outcomes = await aws.provider.create(aws.context(), batchOf([target], spec()))
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted'])
    const log = (await aws.provider.observe(aws.context())).find((one) => one.targetExternalId === target.externalId)!
    expect(log.target).toEqual(target.key)
    expect(log.spec).toEqual(spec())
  })

  it.each(['TransitGateway', 'TransitGatewayAttachment'] as const)('logs a %s, which has no filter', async (type) => {
    const target = await found(type)
    const wanted = spec({ family: 'aws-transit-gateway', trafficType: null, maxAggregationIntervalSeconds: 60 })
    const outcomes = await aws.provider.create(aws.context(), batchOf([target], wanted))
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted'])
    const log = (await aws.provider.observe(aws.context())).find((one) => one.targetExternalId === target.externalId)!
    expect(log.target).toEqual(target.key)
    expect(log.spec).toEqual(wanted)
  })

  it('lists what others own with its owner, and leaves zonal NAT gateways out', async () => {
    const { resources } = await aws.provider.discover(aws.context(), { includeInterfaces: true, knownRouters: [] })
    const shared = resources.filter((one) => one.ownerAccountId !== aws.scope.accountId)
    expect(shared.map((one) => one.key.type)).toEqual(expect.arrayContaining(['VPC', 'Subnet']))
    const gateways = resources.filter((one) => one.key.type === 'RegionalNatGateway')
    expect(gateways.map((one) => one.name)).toEqual(['regional'])
  })

  it('knows which regions the account has enabled', async () => {
    const context = aws.context({ scope: aws.globalScope })
    const { regions } = await aws.provider.discover(context, { includeInterfaces: false, knownRouters: [] })
    expect(regions).toContainEqual({ region: 'eu-west-1', isEnabled: true })
    expect(regions.some((one) => !one.isEnabled)).toBe(true)
  })
})

describe('what AWS says of a batch', () => {
  it('takes as many targets as the capabilities say in one exchange, and deletes them in another', async () => {
    const truth = aws.simulator.admin.clouds.aws.truth
    const size = aws.provider.capabilities.families[0]!.maxCreateBatch
    const { accountId: ownerId, region } = aws.scope
    for (let number = 0; number < size; number += 1) {
      const id = `vpc-${number.toString(16).padStart(17, '0')}`
      const facts = { cidrBlock: '10.0.0.0/16', isDefault: false, state: 'available' } as const
      const sequence = truth.nextSequence()
      truth.addResource({ ...facts, kind: 'vpc', id, ownerId, region, sequence, tags: [], sharedWith: [] })
    }
    const batch = batchOf(await aws.freshTargets(size), spec())
    const before = await aws.seenByCloud()
    const outcomes = await aws.provider.create(aws.context(), batch)
    expect(outcomes.filter((one) => one.kind === 'accepted')).toHaveLength(size)
    expect((await aws.seenByCloud()) - before).toBe(1)
    const externalIds = (await aws.truth()).map((log) => log.externalId)
    const deleted = await aws.provider.delete(aws.context(), { operationId: batch.operationId, externalIds })
    expect(deleted.filter((one) => one.kind === 'accepted')).toHaveLength(size)
    expect((await aws.seenByCloud()) - before).toBe(2)
    expect(await aws.truth()).toEqual([])
  })

  it('blames nobody when a duplicate among several refuses the whole request, and makes nothing', async () => {
    const targets = await aws.freshTargets(3)
    await aws.provider.create(aws.context(), batchOf([targets[1]!], spec()))
    const batch = batchOf(targets, spec())
    const error = await failure(aws.provider.create(aws.context(), batch))
    expect(error).toMatchObject({ kind: 'conflict', members: [], vendorCode: 'FlowLogAlreadyExists' })
    expect(await aws.truth()).toHaveLength(1)
  })

  it('reads a duplicate that fails alone as the failure of its target', async () => {
    aws.simulator.admin.patchSettings({ aws: { duplicateScope: 'item' } })
    const targets = await aws.freshTargets(3)
    await aws.provider.create(aws.context(), batchOf([targets[1]!], spec()))
    const outcomes = await aws.provider.create(aws.context(), batchOf(targets, spec()))
    expect(outcomes.map((one) => (one.kind === 'refused' ? one.error.kind : one.kind))).toEqual([
      'accepted',
      'conflict',
      'accepted',
    ])
  })

  it('lets a second format stand beside the first where the cloud compares whole configurations', async () => {
    aws.simulator.admin.patchSettings({ aws: { duplicateMode: 'full-config' } })
    const targets = await aws.freshTargets(1)
    await aws.provider.create(aws.context(), batchOf(targets, spec()))
    const outcomes = await aws.provider.create(
      aws.context(),
      batchOf(targets, spec({ maxAggregationIntervalSeconds: 60 })),
    )
    expect(outcomes.map((one) => one.kind)).toEqual(['accepted'])
  })

  it('says that the bucket is missing, for every target it was meant for', async () => {
    const missing = spec({
      logDestinationType: 's3',
      logDestination: 'arn:aws:s3:::no-such-bucket-anywhere/vpc/',
      deliverLogsPermissionArn: null,
      destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
    })
    const outcomes = await aws.provider.create(aws.context(), batchOf(await aws.freshTargets(2), missing))
    for (const outcome of outcomes) {
      if (outcome.kind !== 'refused') throw new Error('it was accepted')
      expect(outcome.error.kind).toBe('destinationMissing')
      expect(outcome.error.vendorCode).toBe('400')
    }
  })

  it('keeps trying while a new role may not be known everywhere', async () => {
    const role = spec({ deliverLogsPermissionArn: `arn:aws:iam::${aws.scope.accountId}:role/made-a-moment-ago` })
    const error = await failure(aws.provider.create(aws.context(), batchOf(await aws.freshTargets(1), role)))
    expect(error).toMatchObject({ kind: 'propagating', reading: { reason: 'DeliveryRoleNotAssumable' } })
  })

  it('reads S3 options, formats and tag keys back as they were sent', async () => {
    const wanted = spec({
      trafficType: 'REJECT',
      logDestinationType: 's3',
      logDestination: 'arn:aws:s3:::org-network-flow-logs/vpc/',
      deliverLogsPermissionArn: null,
      destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: true, perHourPartition: false },
      logFormat: ['version', 'vpc-id', 'srcaddr', 'dstaddr'].map((id) => '${' + id + '}').join(' '),
      maxAggregationIntervalSeconds: 60,
      tags: { 'a/b': 'c=d&e', leer: '' },
    })
    const batch = batchOf(await aws.freshTargets(1), wanted)
    await aws.provider.create(aws.context(), batch)
    expect((await aws.provider.observe(aws.context()))[0]!.spec).toEqual(wanted)
  })

  it('reads a log that was made with a group name as one that delivers to that group', async () => {
    const [id] = await aws.addForeignLogs(1)
    const log = (await aws.provider.observe(aws.context())).find((one) => one.externalId === id)!
    const { region, accountId } = aws.scope
    expect((log.spec as AwsFlowLogSpec).logDestination).toBe(
      `arn:aws:logs:${region}:${accountId}:log-group:/network/flow-logs`,
    )
  })

  it('finds what an operation made in one exchange, by its tag', async () => {
    const batch = batchOf(await aws.freshTargets(2), spec())
    await aws.provider.create(aws.context(), batch)
    await aws.addForeignLogs(3)
    const before = await aws.seenByCloud()
    const made = await aws.provider.findCreated(aws.context(), {
      operationId: batch.operationId,
      targets: batch.targets,
    })
    expect(made).toHaveLength(2)
    expect((await aws.seenByCloud()) - before).toBe(1)
  })
})
