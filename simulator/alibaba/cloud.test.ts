import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../core/clock'
import { startSimulator, type Simulator } from '../server'
import { BASE_IDENTITY } from './identities'
import { STS_VERSION } from './operations/operation'
import { createRpcCall, failureOf, type RpcCall } from './testing/rpc-client'
import { lookupIn, type WorldLookup } from './testing/world-lookup'
import { TEST_WORLD } from './worlds/test-world'

let simulator: Simulator
let clock: ManualClock
let call: RpcCall
let world: WorldLookup

beforeEach(async () => {
  clock = createManualClock()
  simulator = await startSimulator({ world: 'test', clock })
  call = createRpcCall(simulator.url)
  world = lookupIn(simulator)
})

afterEach(async () => {
  await simulator.close()
})

async function listLogs(query: Record<string, unknown>): Promise<Record<string, unknown>[]> {
  const answer = await call('DescribeFlowlogs', { RegionId: 'cn-hangzhou', PageSize: 50, ...query })
  return (answer['FlowLogs'] as { FlowLog: Record<string, unknown>[] }).FlowLog
}

async function statusOf(flowLogId: unknown): Promise<unknown> {
  const logs = await listLogs({ FlowLogId: flowLogId })
  return logs[0]?.['Status']
}

const HZ = 'backbone-cn-hangzhou'

describe('the life of a flow log', () => {
  it('goes Creating, Active, Modifying, Inactive, Modifying, Active, Deleting, absent', async () => {
    const made = await call('CreateFlowlog', { ...world.creation(HZ, 'vpc-1'), FlowLogName: 'mine' })
    expect(made).toMatchObject({ Success: 'true' })
    const id = { RegionId: 'cn-hangzhou', FlowLogId: made['FlowLogId'] }
    expect(await statusOf(made['FlowLogId'])).toBe('Creating')
    expect((await failureOf(call('DeactiveFlowLog', id))).code).toBe('IncorrectStatus.flowlog')
    clock.advance(20_000)
    expect(await statusOf(made['FlowLogId'])).toBe('Active')

    await call('DeactiveFlowLog', id)
    expect(await statusOf(made['FlowLogId'])).toBe('Modifying')
    clock.advance(10_000)
    expect(await statusOf(made['FlowLogId'])).toBe('Inactive')

    await call('ModifyFlowLogAttribute', { ...id, FlowLogName: 'renamed', Interval: 60 })
    const [modifying] = await listLogs({ FlowLogId: made['FlowLogId'] })
    expect(modifying).toMatchObject({ Status: 'Modifying', FlowLogName: 'mine' })
    clock.advance(10_000)
    const [modified] = await listLogs({ FlowLogId: made['FlowLogId'] })
    expect(modified).toMatchObject({ Status: 'Inactive', FlowLogName: 'renamed' })
    expect(String(modified?.['Interval'])).toBe('60')

    await call('ActiveFlowLog', id)
    clock.advance(10_000)
    await call('DeleteFlowlog', id)
    expect(await statusOf(made['FlowLogId'])).toBe('Deleting')
    clock.advance(20_000)
    expect(await listLogs({ FlowLogId: made['FlowLogId'] })).toEqual([])
    expect((await failureOf(call('DeleteFlowlog', id))).code).toBe('InvalidFlowlogId.NotFound')
    expect(simulator.admin.clouds.alibaba.admin.goneFlowLogs()).toMatchObject([{ goneBecause: 'deleted' }])
  })

  it('gives the first answer again for a repeated client token, and refuses it for other parameters', async () => {
    const wanted = { ...world.creation(HZ, 'vpc-1'), ClientToken: 'token-1' }
    const first = await call('CreateFlowlog', wanted)
    const again = await call('CreateFlowlog', wanted)
    expect(again['FlowLogId']).toBe(first['FlowLogId'])
    const other = await failureOf(call('CreateFlowlog', { ...wanted, Interval: 60 }))
    expect(other.code).toBe('IdempotentParameterMismatch')
    expect(await listLogs({})).toHaveLength(1)
  })

  it('locks the router while one of its logs is unsettled, unless the setting says otherwise', async () => {
    await call('CreateFlowlog', world.creation(HZ, 'vpc-1'))
    expect((await failureOf(call('CreateFlowlog', world.creation(HZ, 'vpc-2')))).code).toBe('IncorrectStatus.TrFlowlog')
    simulator.admin.patchSettings({ alibaba: { routerLockEnabled: false } })
    await call('CreateFlowlog', world.creation(HZ, 'vpc-2'))
    expect(await listLogs({})).toHaveLength(2)
  })

  it('survives dump and load', async () => {
    const made = await call('CreateFlowlog', world.creation(HZ, 'vpc-1'))
    const saved = JSON.parse(JSON.stringify(simulator.admin.clouds.alibaba.dump())) as unknown
    simulator.admin.resetWorld('empty')
    simulator.admin.clouds.alibaba.load(saved)
    expect(await statusOf(made['FlowLogId'])).toBe('Creating')
    clock.advance(20_000)
    expect(await statusOf(made['FlowLogId'])).toBe('Active')
  })
})

describe('answers', () => {
  it('pages DescribeFlowlogs by number, with text counters and wrapped tags', async () => {
    const answer = await call('DescribeFlowlogs', { RegionId: 'cn-shanghai' })
    expect(answer).toMatchObject({ Success: 'true', PageNumber: '1', PageSize: '20', TotalCount: '1' })
    const [log] = (answer['FlowLogs'] as { FlowLog: Record<string, unknown>[] }).FlowLog
    expect(log).toMatchObject({ Status: 'Active', Tags: { Tag: [{ Key: 'managed-by', Value: 'terraform' }] } })
    const none = await call('DescribeFlowlogs', { RegionId: 'cn-shanghai', PageNumber: 2 })
    expect(none).toMatchObject({ TotalCount: '1', FlowLogs: { FlowLog: [] } })
  })

  it('writes owner ids as numbers of more digits than a double holds', async () => {
    const answer = await call('ListTransitRouterVpcAttachments', {
      CenId: world.router(HZ).cenId,
      RegionId: 'cn-hangzhou',
    })
    const owners = (answer['TransitRouterAttachments'] as Record<string, unknown>[]).map((one) =>
      String(one['VpcOwnerId']),
    )
    expect(owners).toContain(TEST_WORLD.strangerAccountId)
    expect(String(Number(TEST_WORLD.strangerAccountId))).not.toBe(TEST_WORLD.strangerAccountId)
  })

  it('lists a peer link at both routers, each naming the other', async () => {
    const ends = await Promise.all(
      [HZ, 'backbone-cn-shanghai'].map(async (name) => {
        const answer = await call('ListTransitRouterPeerAttachments', {
          TransitRouterId: world.router(name).transitRouterId,
        })
        return (answer['TransitRouterAttachments'] as Record<string, unknown>[])[0]
      }),
    )
    expect(ends[0]).toMatchObject({ ResourceType: 'TR', PeerTransitRouterRegionId: 'cn-shanghai' })
    expect(ends[1]).toMatchObject({ PeerTransitRouterRegionId: 'cn-hangzhou' })
    expect(ends[0]?.['TransitRouterAttachmentId']).toBe(ends[1]?.['TransitRouterAttachmentId'])
    simulator.admin.clouds.alibaba.admin.patchSwitches({ peerLinksListed: 'near-end' })
    const far = await call('ListTransitRouterPeerAttachments', {
      TransitRouterId: world.router('backbone-cn-shanghai').transitRouterId,
    })
    expect(far['TransitRouterAttachments']).toEqual([])
  })

  it('pages attachments by token', async () => {
    const query = { TransitRouterId: world.router(HZ).transitRouterId, MaxResults: 4 }
    const first = await call('ListTransitRouterVpcAttachments', query)
    expect(first['TransitRouterAttachments']).toHaveLength(4)
    const second = await call('ListTransitRouterVpcAttachments', { ...query, NextToken: first['NextToken'] })
    expect(second['TransitRouterAttachments']).toHaveLength(2)
    expect(second['NextToken']).toBe('')
  })

  it('answers the remaining reads in their own envelopes', async () => {
    const cens = await call('DescribeCens', { Filter: [{ Key: 'Name', Value: ['backbone'] }] })
    expect(cens).toMatchObject({
      Cens: { Cen: [{ Name: 'backbone', Tags: { Tag: [{ Key: 'env', Value: 'prod' }] } }] },
    })
    const routers = await call('ListTransitRouters', { CenId: world.router(HZ).cenId, Type: 'Basic' })
    expect(routers).toMatchObject({ TransitRouters: [{ Type: 'Basic', RegionId: 'ap-southeast-1' }] })
    expect(String((routers['TransitRouters'] as Record<string, unknown>[])[0]?.['AliUid'])).toBe(
      TEST_WORLD.mainAccountId,
    )
    const regions = await call('DescribeChildInstanceRegions')
    expect(regions).toMatchObject({ Regions: { Region: TEST_WORLD.regions.map((RegionId) => ({ RegionId })) } })
    expect(await call('CheckTransitRouterService')).toMatchObject({ Enabled: 'true' })
    const zones = await call('ListTransitRouterAvailableResource', { RegionId: 'cn-hangzhou' })
    expect(zones).toMatchObject({ AvailableZones: ['cn-hangzhou-a', 'cn-hangzhou-b'], SupportMulticast: false })
  })

  it('sets, replaces, lists and removes tags', async () => {
    const id = [...simulator.admin.clouds.alibaba.admin.flowLogs()][0]?.flowLogId
    const target = { RegionId: 'cn-shanghai', ResourceType: 'Flowlog', ResourceId: [id] }
    await call('TagResources', {
      ...target,
      Tag: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '' },
      ],
    })
    await call('TagResources', { ...target, ResourceType: 'flowlog', Tag: [{ Key: 'a', Value: '2' }] })
    await call('UntagResources', { ...target, TagKey: ['managed-by'] })
    const listed = await call('ListTagResources', target)
    expect(listed).toMatchObject({
      NextToken: '',
      TagResources: {
        TagResource: [
          { TagKey: 'a', TagValue: '2' },
          { TagKey: 'b', TagValue: '' },
        ],
      },
    })
    await call('UntagResources', { ...target, All: true })
    expect(await call('ListTagResources', target)).toMatchObject({ TagResources: { TagResource: [] } })
  })
})

describe('ways to call', () => {
  it('takes GET, a form body, and the older signature of the command line', async () => {
    expect(await call('CheckTransitRouterService', {}, { method: 'GET' })).toMatchObject({ Enabled: 'true' })
    const form = await call(
      'DescribeFlowlogs',
      {},
      { body: { RegionId: 'cn-shanghai', FlowLogName: "it's (a) test!*" } },
    )
    expect(form).toMatchObject({ TotalCount: '0' })
    const older = createRpcCall(simulator.url, BASE_IDENTITY, { signatureAlgorithm: 'v2' })
    expect(
      await older('DescribeFlowlogs', { RegionId: 'cn-shanghai', Description: "it's (a) + test!*~" }),
    ).toMatchObject({
      TotalCount: '0',
    })
  })

  it('assumes a role with its external id and works in that account only', async () => {
    const role = {
      RoleArn: `acs:ram::${TEST_WORLD.memberAccountId}:role/${BASE_IDENTITY.roleName}`,
      RoleSessionName: 'test',
    }
    const sts = { version: STS_VERSION }
    const refused = await failureOf(call('AssumeRole', role, sts))
    expect(refused).toMatchObject({ code: 'NoPermission', statusCode: 403 })
    const answer = await call('AssumeRole', { ...role, ExternalId: BASE_IDENTITY.externalId }, sts)
    const given = answer['Credentials'] as Record<string, string>
    const member = createRpcCall(simulator.url, {
      accessKeyId: given['AccessKeyId'] ?? '',
      accessKeySecret: given['AccessKeySecret'] ?? '',
      securityToken: given['SecurityToken'] ?? '',
    })
    expect(await member('GetCallerIdentity', {}, sts)).toMatchObject({
      AccountId: TEST_WORLD.memberAccountId,
      IdentityType: 'AssumedRoleUser',
    })
    expect(await member('DescribeCens')).toMatchObject({ Cens: { Cen: [{ Name: 'member' }] } })
    clock.advanceWall(3_600_000)
    // The signature is stamped by the real clock, so an hour later it is too old before the session is looked at.
    expect((await failureOf(member('DescribeCens'))).code).toBe('InvalidTimeStamp.Expired')
  })
})
