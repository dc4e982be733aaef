import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { attachmentConfiguration, vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'

/* Invariant 5: no gap where the cloud allows none, and where it needs one, the plan said so. */

const database = useTestDatabase()
const ELSEWHERE = 'arn:aws:s3:::other-logs/vpc/'

beforeEach(() => database.empty())

/** Runs the passes and answers the fewest logs that a target had at any moment. */
async function settleWatching(world: EngineWorld, limit = 200): Promise<number> {
  const targets = new Set(world.cloud.logs().map(({ targetExternalId }) => targetExternalId))
  let fewest = Number.POSITIVE_INFINITY
  const look = (): void => {
    for (const target of targets) {
      fewest = Math.min(fewest, world.cloud.logs().filter(({ targetExternalId }) => targetExternalId === target).length)
    }
  }
  world.cloud.intercept((moment) => {
    if (moment === 'after-effect') look()
  })
  await world.settle({ limit })
  world.cloud.intercept(null)
  return fewest
}

describe('like AWS', () => {
  async function aWorld(duplicateMode: 'destination-only' | 'full-config', vpcs = 5): Promise<[EngineWorld, string]> {
    const world = await createEngineWorld(database, {
      like: 'aws-ec2',
      resources: awsResources(undefined, vpcs),
      settings: { duplicateMode },
    })
    await world.pass()
    const id = await world.approve(vpcConfiguration())
    await world.settle()
    world.cloud.clearCalls()
    return [world, id]
  }

  it('another destination: the new log is confirmed before the old one goes', async () => {
    const [world, id] = await aWorld('destination-only')
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    expect(await settleWatching(world)).toBe(1)
    const desired = await world.desired()
    expect(desired.map(({ phase, replacement }) => [phase, replacement])).toEqual(desired.map(() => ['Active', null]))
    expect(world.cloud.logs().map(({ spec }) => 'logDestination' in spec && spec.logDestination)).toEqual(
      desired.map(() => ELSEWHERE),
    )
    expect(world.mutations(), 'two calls for five replacements').toEqual(['CreateFlowLogs', 'DeleteFlowLogs'])
  })

  it('only the format, and the cloud lets both exist: no gap', async () => {
    const [world, id] = await aWorld('full-config')
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    expect(await settleWatching(world)).toBe(1)
    expect(world.cloud.logs()).toHaveLength(5)
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(Array.from({ length: 5 }, () => 'Active'))
  })

  it('only the format, and the cloud refuses both at once: one probe, then the stated gap for all', async () => {
    const [world, id] = await aWorld('destination-only')
    const before = world.cloud.logs().map(({ externalId }) => externalId)
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    await settleWatching(world)
    expect(world.mutations()).toEqual(['CreateFlowLogs', 'DeleteFlowLogs', 'CreateFlowLogs'])
    expect(world.cloud.logs()).toHaveLength(5)
    expect(world.cloud.logs().filter(({ externalId }) => before.includes(externalId))).toEqual([])
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(Array.from({ length: 5 }, () => 'Active'))
  })

  it('the new log fails to deliver: it goes, the old one stays, and it is not tried again by itself', async () => {
    const [world, id] = await aWorld('destination-only', 1)
    const [old] = world.cloud.logs()
    world.cloud.postFault({
      match: { operation: 'CreateFlowLogs' },
      effect: { kind: 'failDelivery', message: 'Access error' },
    })
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    expect(await settleWatching(world)).toBe(1)
    expect(world.cloud.logs().map(({ externalId }) => externalId)).toEqual([old!.externalId])
    const [desired] = await world.desired()
    expect(desired).toMatchObject({ phase: 'Failed', externalId: old!.externalId, replacement: null })
    expect(desired!.problem).toMatchObject({ reason: 'ReplacementFailed', remedy: expect.any(String) as string })
    const calls = world.mutations().length
    world.clock.advance(10 * 60_000)
    await world.pass()
    expect(world.mutations()).toHaveLength(calls)
  })

  it('a silent new log is confirmed after fifteen minutes without a failure, not sooner', async () => {
    const [world, id] = await aWorld('destination-only', 1)
    world.cloud.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'noDelivery' } })
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    await world.pass()
    for (let minute = 0; minute < 14; minute += 1) {
      world.clock.advance(60_000)
      await world.pass()
    }
    expect(world.cloud.logs()).toHaveLength(2)
    world.clock.advance(2 * 60_000)
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(1)
  })

  it('somebody takes the change back half-way: the new log goes and the old one stays', async () => {
    const [world, id] = await aWorld('destination-only', 1)
    const [old] = world.cloud.logs()
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    await world.pass()
    world.clock.advance(5_000)
    await world.pass()
    expect(world.cloud.logs()).toHaveLength(2)
    await world.approve(vpcConfiguration(), id)
    await world.settle()
    expect(world.cloud.logs().map(({ externalId }) => externalId)).toEqual([old!.externalId])
    expect((await world.desired())[0]).toMatchObject({
      phase: 'Active',
      replacement: null,
      externalId: old!.externalId,
    })
  })
})

describe('like CEN', () => {
  async function aWorld(): Promise<[EngineWorld, string]> {
    const world = await createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(undefined, 2, 2) })
    await world.pass('global')
    await world.pass()
    const id = await world.approve(attachmentConfiguration())
    await world.settle()
    world.cloud.clearCalls()
    return [world, id]
  }

  it('interval, name and tags change in place: the log keeps its id', async () => {
    const [world, id] = await aWorld()
    const before = world.cloud.logs().map(({ externalId }) => externalId)
    await world.approve(
      attachmentConfiguration({ spec: { intervalSeconds: 60, flowLogName: 'renamed', tags: { team: 'network' } } }),
      id,
    )
    await world.settle()
    expect(world.cloud.logs().map(({ externalId }) => externalId)).toEqual(before)
    expect(
      world.cloud.logs().map(({ spec, tags }) => ['intervalSeconds' in spec && spec.intervalSeconds, tags.team]),
    ).toEqual(before.map(() => [60, 'network']))
    expect(new Set(world.mutations())).toEqual(new Set(['TagResources', 'ModifyFlowLogAttribute']))
    expect(world.cloud.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  })

  it('several steps that the cloud takes time for stay covered by the one approval', async () => {
    const [world, id] = await aWorld()
    await world.approve(attachmentConfiguration({ spec: { intervalSeconds: 60, enabled: false } }), id)
    await world.settle()
    const logs = world.cloud.logs()
    expect(logs.map(({ state }) => state)).toEqual(logs.map(() => 'inactive'))
    expect(new Set((await world.operations()).map(({ authority }) => authority))).toEqual(new Set(['grant']))
  })

  it('another Logstore: deleted, absent, created, one router step at a time', async () => {
    const [world, id] = await aWorld()
    await world.approve(attachmentConfiguration({ spec: { logStoreName: 'elsewhere' } }), id)
    await world.settle({ limit: 300 })
    const logs = world.cloud.logs()
    expect(logs.map(({ spec }) => 'logStoreName' in spec && spec.logStoreName)).toEqual(logs.map(() => 'elsewhere'))
    expect(logs).toHaveLength(4)
    expect(world.cloud.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(Array.from({ length: 4 }, () => 'Active'))
  })
})
