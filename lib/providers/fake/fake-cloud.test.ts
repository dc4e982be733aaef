import { describe, expect, it } from 'vitest'
import { AWS_SCOPE, CEN_SCOPE, awsResources, cenResources } from '../../../test/contracts/fake-resources'
import { batchOf, operationId } from '../../../test/contracts/provider/harness'
import { sampleSpec } from '../../../test/contracts/sample-specs'
import type { AwsFlowLogSpec, FlowLogSpec } from '../../domain/flow-log-spec'
import type { ProviderId } from '../../domain/provider-id'
import type { Resource } from '../../domain/resource'
import { GLOBAL_REGION } from '../../domain/scope'
import { ProviderError } from '../errors'
import type { CallContext } from '../provider'
import { createFakeCloud } from './fake-cloud'
import { createManualClock } from './manual-clock'
import type { FakeSettings } from './world'

/** A small world of the given kind with shorthands for what these tests do over and over. */
function world(like: ProviderId, settings: Partial<FakeSettings> = {}) {
  const clock = createManualClock()
  const cloud = createFakeCloud({ like, clock, settings })
  const scope = like === 'aws-ec2' ? AWS_SCOPE : CEN_SCOPE
  const resources = like === 'aws-ec2' ? awsResources() : cenResources()
  cloud.addResources(...resources)
  const context = (changes: Partial<CallContext> = {}): CallContext => ({
    account: {
      provider: like,
      partition: scope.partition,
      accountId: scope.accountId,
      roleArn: null,
      externalId: null,
    },
    scope,
    signal: new AbortController().signal,
    timeoutMs: 1_000,
    onCall: () => undefined,
    ...changes,
  })
  const spec = (number?: number): FlowLogSpec => sampleSpec(like, scope, number)
  const create = (targets: readonly Resource[], wanted = spec()) =>
    cloud.provider.create(context(), batchOf(targets, wanted))
  const kindOf = async (call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.catch((reason: unknown) => reason)
    return error instanceof ProviderError ? `${error.kind} ${error.vendorCode ?? '-'}` : 'no error'
  }
  const ofType = (type: string) => resources.filter((one) => one.key.type === type)
  const observe = () => cloud.provider.observe(context())
  return { clock, cloud, scope, context, spec, create, kindOf, ofType, observe }
}

describe('the fake, like AWS', () => {
  it.each([
    ['destination-only', 'conflict FlowLogAlreadyExists', 'the vendor may compare destinations only'],
    ['full-config', 'no error', 'or whole configurations'],
  ] as const)('in duplicate mode %s another format is: %s', async (duplicateMode, expected, why) => {
    const { create, ofType, spec, kindOf } = world('aws-ec2', { duplicateMode })
    const targets = ofType('VPC').slice(0, 1)
    await create(targets)
    const other = { ...(spec() as AwsFlowLogSpec), maxAggregationIntervalSeconds: 60 } as const
    expect(await kindOf(create(targets, other)), why).toBe(expected)
  })

  it('tags alone make no other log', async () => {
    const { create, ofType, spec, kindOf } = world('aws-ec2', { duplicateMode: 'full-config' })
    const targets = ofType('VPC').slice(0, 1)
    await create(targets)
    expect(await kindOf(create(targets, { ...spec(), tags: { a: 'b' } }))).toBe('conflict FlowLogAlreadyExists')
  })

  it('fails a duplicate alone where the cloud does, and the whole request where it does that', async () => {
    const itemwise = world('aws-ec2', { duplicateScope: 'item' })
    const targets = itemwise.ofType('VPC').slice(0, 3)
    await itemwise.create(targets.slice(1, 2))
    expect((await itemwise.create(targets)).map((one) => one.kind)).toEqual(['accepted', 'refused', 'accepted'])

    const whole = world('aws-ec2', { duplicateScope: 'request' })
    await whole.create(targets.slice(1, 2))
    expect(await whole.kindOf(whole.create(targets))).toBe('conflict FlowLogAlreadyExists')
    expect(whole.cloud.logs()).toHaveLength(1)
  })

  it('refuses more targets than a batch may have, and mixed types', async () => {
    const { create, ofType, kindOf, cloud } = world('aws-ec2')
    const vpc = ofType('VPC')[0]!
    expect(await kindOf(create(Array.from({ length: 301 }, () => vpc)))).toBe('invalid InvalidParameterValue')
    expect(await kindOf(create([vpc, ofType('Subnet')[0]!]))).toBe('invalid InvalidParameterValue')
    expect(cloud.logs()).toEqual([])
  })

  it('refuses a token that comes with other parameters, and forgets it after its memory', async () => {
    const { cloud, context, ofType, spec, kindOf, clock } = world('aws-ec2', { tokenMemoryMs: 60_000 })
    const batch = batchOf(ofType('VPC').slice(0, 1), spec())
    await cloud.provider.create(context(), batch)
    const other = { ...batch, targets: ofType('VPC').slice(1, 2) }
    expect(await kindOf(cloud.provider.create(context(), other))).toBe('invalid IdempotentParameterMismatch')
    clock.advance(60_001)
    expect(await kindOf(cloud.provider.create(context(), batch))).toBe('conflict FlowLogAlreadyExists')
  })

  it('says per target that the destination is missing, then takes the same spec once it is there', async () => {
    const { cloud, create, ofType, spec } = world('aws-ec2')
    const { logDestination } = spec() as AwsFlowLogSpec
    cloud.setDestination(logDestination, 'missing')
    const refused = await create(ofType('VPC').slice(0, 2))
    expect(refused.map((one) => (one.kind === 'refused' ? one.error.kind : one.kind))).toEqual([
      'destinationMissing',
      'destinationMissing',
    ])
    cloud.setDestination(logDestination, 'fine')
    expect((await create(ofType('VPC').slice(0, 2))).map((one) => one.kind)).toEqual(['accepted', 'accepted'])
  })

  it('still lists a deleted log for a while, although it is gone', async () => {
    const { cloud, context, create, ofType, observe, clock } = world('aws-ec2', { visibilityDelayMs: 10_000 })
    await create(ofType('VPC').slice(0, 1))
    clock.advance(10_000)
    const [log] = await observe()
    await cloud.provider.delete(context(), { operationId: operationId(), externalIds: [log!.externalId] })
    expect(cloud.logs()).toEqual([])
    expect((await observe()).map((one) => one.status)).toEqual(['active'])
    clock.advance(10_001)
    expect(await observe()).toEqual([])
  })

  it('fails delivery when told to, and takes a resource away with its logs', async () => {
    const { cloud, create, ofType, observe, clock } = world('aws-ec2')
    cloud.postFault({ effect: { kind: 'failDelivery', message: 'Access error' } })
    const target = ofType('VPC')[0]!
    await create([target])
    clock.advance(60_000)
    expect((await observe())[0]!.delivery).toEqual({ state: 'failed', message: 'Access error' })
    cloud.removeResource(target.key)
    expect(await observe()).toEqual([])
  })

  it('lets a test stop a call before and after its effect', async () => {
    const { cloud, create, ofType } = world('aws-ec2')
    for (const [moment, count] of [
      ['before-effect', 0],
      ['after-effect', 1],
    ] as const) {
      cloud.intercept((at) => {
        if (at === moment) throw new Error('killed')
      })
      await expect(create(ofType('VPC').slice(0, 1))).rejects.toThrow('killed')
      expect(cloud.logs()).toHaveLength(count)
    }
  })

  it('keeps accounts and regions apart', async () => {
    const { cloud, context, create, ofType, observe } = world('aws-ec2')
    await create(ofType('VPC').slice(0, 1))
    const elsewhere = context({ scope: { ...AWS_SCOPE, region: 'us-east-1' } })
    expect(await cloud.provider.observe(elsewhere)).toEqual([])
    expect(await observe()).toHaveLength(1)
  })
})

describe('the fake, like CEN', () => {
  const attachmentsOf = (attachments: readonly Resource[], router: number) =>
    attachments.filter((one) => one.links.transitRouter?.endsWith(String(router)))

  it('refuses a Basic Edition router', async () => {
    const { create, ofType, kindOf } = world('alibaba-cen')
    const basic = ofType('TransitRouter').filter((one) => one.notCoverable !== null)
    expect(await kindOf(create(basic))).toBe('unsupported OperationUnsupported.action')
  })

  it('keeps one unsettled change per router, and lets other routers go on', async () => {
    const { create, ofType, kindOf, clock } = world('alibaba-cen')
    const [first, second] = attachmentsOf(ofType('TransitRouterAttachment'), 1)
    await create([first!])
    expect(await kindOf(create([second!]))).toBe('busy IncorrectStatus.TrFlowlog')
    expect(await kindOf(create([attachmentsOf(ofType('TransitRouterAttachment'), 2)[0]!]))).toBe('no error')
    clock.advance(10_000)
    expect(await kindOf(create([second!]))).toBe('no error')
  })

  it('finds a router-level log beside an attachment-level one incompatible when interval or format differ', async () => {
    const { create, ofType, kindOf, clock, spec } = world('alibaba-cen')
    const router = ofType('TransitRouter')[0]!
    await create(attachmentsOf(ofType('TransitRouterAttachment'), 1).slice(0, 1))
    clock.advance(10_000)
    const other = { ...spec(), intervalSeconds: 60 } as FlowLogSpec
    expect(await kindOf(create([router], other))).toBe('conflict OperationInvalid.IncompatibleFlowlogExist')
    expect(await kindOf(create([router]))).toBe('no error')
  })

  it('can stay in Creating for ever', async () => {
    const { cloud, create, ofType, observe, clock } = world('alibaba-cen')
    cloud.postFault({ effect: { kind: 'stuckCreating' } })
    await create(ofType('TransitRouterAttachment').slice(0, 1))
    clock.advance(24 * 3_600_000)
    expect((await observe()).map((one) => one.rawStatus)).toEqual(['Creating'])
  })

  it('refuses changes while a log is in transition, and keeps a modified inactive log inactive', async () => {
    const { cloud, context, create, ofType, observe, kindOf, clock } = world('alibaba-cen')
    await create(ofType('TransitRouterAttachment').slice(0, 1))
    const log = (await observe())[0]!
    const modify = () =>
      cloud.provider.update(context(), {
        operationId: operationId(),
        log,
        step: { kind: 'modify', members: { flowLogName: 'renamed' } },
      })
    expect(await kindOf(modify())).toBe('busy IncorrectStatus.flowlog')
    clock.advance(10_000)
    cloud.disableLog(log.externalId)
    await modify()
    expect((await observe())[0]!.status).toBe('modifying')
    clock.advance(5_000)
    expect((await observe())[0]!).toMatchObject({
      status: 'inactive',
      spec: { flowLogName: 'renamed', enabled: false },
    })
  })

  it('says the quota is used up', async () => {
    const { create, ofType, kindOf } = world('alibaba-cen', { logsPerAccount: 0 })
    expect(await kindOf(create(ofType('TransitRouterAttachment').slice(0, 1)))).toBe(
      'quotaExceeded QuotaExceeded.FlowlogCount',
    )
  })

  it('may echo the default format as a concrete list', async () => {
    const { create, ofType, observe } = world('alibaba-cen', { defaultFormatEcho: '${srcaddr}${dstaddr}${bytes}' })
    await create(ofType('TransitRouterAttachment').slice(0, 1))
    expect((await observe())[0]!.spec).toMatchObject({ logFormatString: '${srcaddr}${dstaddr}${bytes}' })
  })

  it('lists CENs and routers globally, and in a region only attachments of routers it was told of', async () => {
    const { cloud, context, ofType } = world('alibaba-cen')
    const global = context({ scope: { ...CEN_SCOPE, region: GLOBAL_REGION } })
    const top = await cloud.provider.discover(global, { includeInterfaces: true, knownRouters: [] })
    expect(new Set(top.resources.map((one) => one.key.type))).toEqual(new Set(['CEN', 'TransitRouter']))
    const knownRouters = ofType('TransitRouter').slice(0, 1)
    const region = await cloud.provider.discover(context(), { includeInterfaces: true, knownRouters })
    expect(new Set(region.resources.map((one) => one.links.transitRouter))).toEqual(
      new Set(knownRouters.map((one) => one.externalId)),
    )
  })
})

describe('faults of the fake', () => {
  it('strike where and as often as they are told', async () => {
    const { cloud, observe, kindOf } = world('aws-ec2')
    cloud.postFault({ match: { operation: 'DescribeFlowLogs' }, effect: { kind: 'throttle' }, times: 2, after: 1 })
    cloud.postFault({ match: { region: 'us-east-1' }, effect: { kind: 'throttle' }, times: null })
    const seen: string[] = []
    for (let call = 0; call < 4; call += 1) seen.push(await kindOf(observe()))
    expect(seen).toEqual(['no error', 'throttled RequestLimitExceeded', 'throttled RequestLimitExceeded', 'no error'])
    expect(cloud.calls.map((call) => call.outcome)).toEqual([
      'ok',
      'RequestLimitExceeded',
      'RequestLimitExceeded',
      'ok',
    ])
  })
})
