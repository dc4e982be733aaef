import { beforeEach, describe, expect, it } from 'vitest'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import { AWS_SCOPE, awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { attachmentConfiguration, vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'
import { rowsWritten } from '../../test/engine/rows'

/* Invariants 4, 6, 9 and 10: what is not ours stays, a quiet pass is quiet, failures stay small, and absence is certain. */

const database = useTestDatabase()
const MINUTE_MS = 60_000
const BUCKET = aVpcSpec().logDestination

beforeEach(() => database.empty())

async function aWorld(vpcs = 6, settings = {}): Promise<EngineWorld> {
  const world = await createEngineWorld(database, {
    like: 'aws-ec2',
    resources: awsResources(undefined, vpcs),
    settings,
  })
  await world.pass()
  return world
}

const vpcId = (number: number): string => awsResources(undefined, 40)[number]!.externalId
const phases = async (world: EngineWorld): Promise<readonly string[]> =>
  (await world.desired()).map(({ phase }) => phase)

async function retry(world: EngineWorld): Promise<void> {
  await database.pool.query(
    `UPDATE "desired_flow_log" SET "retryRequestedAt" = clock_timestamp(), "retryAt" = NULL WHERE "phase" IN ('Failed', 'Blocked')`,
  )
  await world.settle()
}

describe('failures stay small', () => {
  it('half a batch fails: the others are made, the failed say cause, remedy and raw code, and a retry works', async () => {
    const world = await aWorld()
    for (const number of [1, 4]) {
      world.cloud.postFault({
        match: { operation: 'CreateFlowLogs', resource: vpcId(number) },
        effect: { kind: 'partial', errorKind: 'quotaExceeded', code: 'FlowLogsLimitExceeded', message: 'too many' },
      })
    }
    await world.approve(vpcConfiguration())
    await world.settle()
    expect(await phases(world)).toEqual(['Active', 'Failed', 'Active', 'Active', 'Failed', 'Active'])
    const failed = (await world.desired())[1]!
    expect(failed.problem).toMatchObject({ vendorCode: 'FlowLogsLimitExceeded' })
    expect(failed.conditions.map(({ type }) => type)).toEqual(expect.arrayContaining(['Stalled', 'ApplyFailed']))
    const calls = world.mutations().length
    world.clock.advance(10 * MINUTE_MS)
    await world.pass()
    expect(world.mutations(), 'nobody asked for another attempt').toHaveLength(calls)
    await retry(world)
    expect(new Set(await phases(world))).toEqual(new Set(['Active']))
    expect(world.cloud.logs()).toHaveLength(6)
  })

  it('a whole request is refused because of one member: it is taken out and the rest is sent', async () => {
    const world = await aWorld()
    const target = awsResources(undefined, 6)[2]!
    // The listing before the call does not show it yet.
    const foreign = world.cloud.addForeignLog({ target, spec: aVpcSpec() })
    const hidden = world.cloud.logs().find(({ externalId }) => externalId === foreign)!
    Object.assign(hidden, { visibleFromMs: world.clock.now().getTime() + 1_000 })
    await world.approve(vpcConfiguration())
    await world.settle()
    expect(await phases(world)).toEqual(['Active', 'Active', 'Blocked', 'Active', 'Active', 'Active'])
    expect(world.cloud.logs()).toHaveLength(6)
    expect((await world.desired())[2]).toMatchObject({ phaseReason: 'ForeignLogInTheWay' })
    // Its owner takes it away: nothing else stands in the way.
    world.cloud.deleteLog(foreign)
    await world.pass()
    world.clock.advance(MINUTE_MS)
    await world.pass()
    await world.settle()
    expect(new Set(await phases(world))).toEqual(new Set(['Active']))
  })

  it('the destination is missing: everything says so, and after the world is mended a retry works', async () => {
    const world = await aWorld(3)
    world.cloud.setDestination(BUCKET, 'missing')
    await world.approve(vpcConfiguration())
    await world.settle()
    expect(await phases(world)).toEqual(['Failed', 'Failed', 'Failed'])
    world.cloud.setDestination(BUCKET, 'fine')
    await retry(world)
    expect(await phases(world)).toEqual(['Active', 'Active', 'Active'])
  })

  it('a permission that is still spreading is tried again for a while, then a person is asked', async () => {
    const world = await aWorld(1)
    world.cloud.setDestination(BUCKET, 'denied')
    await world.approve(vpcConfiguration())
    await world.pass()
    expect(await phases(world)).toEqual(['Creating'])
    world.clock.advance(10_000)
    world.cloud.setDestination(BUCKET, 'fine')
    await world.settle()
    expect(await phases(world)).toEqual(['Active'])
    await database.empty()
    const other = await aWorld(1)
    other.cloud.setDestination(BUCKET, 'denied')
    await other.approve(vpcConfiguration())
    await other.settle({ limit: 100 })
    expect(await phases(other)).toEqual(['Failed'])
    expect(other.mutations().length).toBeGreaterThan(3)
  })

  it('one region that cannot be looked at never blocks another', async () => {
    const other = { ...AWS_SCOPE, region: 'eu-north-1' }
    const world = await createEngineWorld(database, {
      like: 'aws-ec2',
      resources: [...awsResources(undefined, 2), ...awsResources(other, 2)],
    })
    await world.pass()
    await world.pass(other.region)
    await world.approve(vpcConfiguration())
    world.cloud.postFault({
      match: { operation: 'DescribeFlowLogs', region: AWS_SCOPE.region },
      effect: { kind: 'refuse', errorKind: 'denied', code: 'UnauthorizedOperation', message: 'no' },
      times: null,
    })
    expect(await world.pass()).toMatchObject({ outcome: 'failed' })
    await world.settle({ region: other.region })
    expect(world.cloud.logs().map(({ scope }) => scope.region)).toEqual([other.region, other.region])
  })
})

describe('two Configurations that want the same flow log', () => {
  it('the first holds it, the second says who does, and takes over when the first moves away', async () => {
    const world = await aWorld(2)
    const first = await world.approve(vpcConfiguration())
    await world.settle()
    const second = await world.approve(vpcConfiguration({ name: 'Second' }))
    await world.settle()
    const of = async (id: string) => (await world.desired()).filter(({ configurationId }) => configurationId === id)
    expect((await of(second)).map(({ phase, phaseReason }) => [phase, phaseReason])).toEqual([
      ['Blocked', 'ClaimedBy'],
      ['Blocked', 'ClaimedBy'],
    ])
    await world.approve(vpcConfiguration({ spec: { logDestination: 'arn:aws:s3:::elsewhere/' } }), first)
    await world.pass()
    await world.grant(second)
    await world.settle({ limit: 100 })
    expect(new Set(await phases(world))).toEqual(new Set(['Active']))
    expect(world.cloud.logs()).toHaveLength(4)
  })
})

describe('what is not ours', () => {
  it('is never changed or deleted, whatever it looks like', async () => {
    const world = await aWorld(4)
    const targets = awsResources(undefined, 4)
    const spec = aVpcSpec({ logDestination: 'arn:aws:s3:::somebody-else/' })
    for (const [number, tags] of [{ ManagedBy: 'terraform' }, { 'weir:installation': 'another' }, {}].entries()) {
      world.cloud.addForeignLog({ target: targets[number]!, spec, tags })
    }
    const before = JSON.stringify(world.cloud.logs())
    const id = await world.approve(vpcConfiguration())
    await world.settle()
    await world.remove(id)
    await world.settle()
    expect(JSON.stringify(world.cloud.logs())).toBe(before)
  })
})

describe('absence is certain', () => {
  it('a failed look is a condition, and nothing is concluded from it', async () => {
    const world = await aWorld(2)
    await world.approve(vpcConfiguration())
    await world.settle()
    world.cloud.postFault({
      match: { operation: 'DescribeFlowLogs' },
      effect: { kind: 'refuse', errorKind: 'denied', code: 'UnauthorizedOperation', message: 'no' },
      times: 3,
    })
    for (let look = 0; look < 3; look += 1) {
      world.clock.advance(5 * MINUTE_MS)
      expect(await world.pass()).toMatchObject({ outcome: 'failed' })
    }
    const [desired] = await world.desired()
    expect(desired!.phase).toBe('Active')
    expect(desired!.conditions.map(({ type }) => type)).toEqual(expect.arrayContaining(['ObserveFailed', 'Ready']))
    await world.pass()
    expect((await world.desired())[0]!.conditions.map(({ type }) => type)).toEqual(['Ready'])
    expect(world.mutations()).toHaveLength(1)
  })

  it('a log that one listing lacked and the next one has was never gone', async () => {
    const world = await aWorld(1)
    await world.approve(vpcConfiguration())
    await world.settle()
    const log = world.cloud.logs()[0]!
    Object.assign(log, { visibleFromMs: world.clock.now().getTime() + 30_000 })
    await world.pass()
    world.clock.advance(MINUTE_MS)
    await world.settle()
    expect(world.mutations()).toHaveLength(1)
    expect(await phases(world)).toEqual(['Active'])
  })

  it('the target vanishes: the desired log ends without a call, and a target that returns begins a new epoch', async () => {
    const world = await aWorld(2)
    await world.approve(vpcConfiguration())
    await world.settle()
    const [target] = awsResources(undefined, 2)
    world.cloud.removeResource(target!.key)
    world.clock.advance(15 * MINUTE_MS)
    await world.pass()
    expect(await phases(world)).toEqual(['Active', 'Active'])
    world.clock.advance(MINUTE_MS)
    await world.pass()
    expect((await world.desired())[0]).toMatchObject({ phase: 'Deleted', phaseReason: 'TargetGone', epoch: 1 })
    expect(world.mutations()).toHaveLength(1)
    world.cloud.addResources(target!)
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    await world.settle()
    expect((await world.desired())[1]).toMatchObject({ phase: 'Active', epoch: 2 })
    expect(world.cloud.logs()).toHaveLength(2)
  })
})

describe('a quiet pass', () => {
  it.each([
    { like: 'AWS', make: () => aWorld(20), configuration: vpcConfiguration() },
    {
      like: 'CEN',
      make: async () => {
        const world = await createEngineWorld(database, {
          like: 'alibaba-cen',
          resources: cenResources(undefined, 2, 3),
        })
        await world.pass('global')
        await world.pass()
        return world
      },
      configuration: attachmentConfiguration(),
    },
  ])(
    'writes nothing but scope and watch interval, and calls nothing but listings ($like)',
    async ({ make, configuration }) => {
      const world = await make()
      await world.approve(configuration)
      await world.settle()
      world.clock.advance(20 * MINUTE_MS)
      await world.settle()
      const before = await rowsWritten(database.pool)
      world.cloud.clearCalls()
      world.clock.advance(5 * MINUTE_MS)
      expect(await world.pass()).toMatchObject({ outcome: 'done', rowsWritten: 0 })
      expect(await rowsWritten(database.pool)).toBe(before)
      expect(world.cloud.calls.map(({ operation }) => operation)).toEqual([
        configuration.provider === 'aws-ec2' ? 'DescribeFlowLogs' : 'DescribeFlowlogs',
      ])
    },
  )
})
