import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { changesSomething, named } from './cloud-gate'
import { CrashWorld } from './crash-world'
import { awsFleet, cenFleet } from './fleet'
import { dieAtEach, type Moment, MOMENTS } from './moments'

/** After the cloud has said no, and before anybody heard it. */
const REFUSED: Moment = {
  name: 'after the refusal and before the answer',
  async stop(world, matches) {
    const held = await world.cloud.hold('after', matches)
    return { letGo: () => held.drop(), check: () => Promise.resolve() }
  },
}

const CASES = [
  { cloud: 'AWS', fleet: awsFleet, desired: 24, steps: ['DeleteTags', 'CreateTags'] },
  { cloud: 'CEN', fleet: cenFleet, desired: 13, steps: ['TagResources', 'ModifyFlowLogAttribute'] },
] as const

describe.each(CASES)('what exists on $cloud', ({ cloud, fleet, desired, steps }) => {
  let world: CrashWorld
  beforeAll(async () => {
    world = await CrashWorld.open({ fleet })
    await world.startWorker()
    await world.onboard()
  })
  afterEach(() => world.tidyUp(), 90_000)
  afterAll(() => world.close())

  async function declared(): Promise<void> {
    await world.begin()
    await world.declare()
    await world.expectInvariant({ desired })
  }

  it('is changed in place to the end, whichever step dies', { timeout: 120_000 }, async () => {
    await declared()
    await dieAtEach(
      world,
      [
        [MOMENTS.afterEffect, named(steps[0])],
        [MOMENTS.beforeCall, changesSomething],
        [MOMENTS.afterEffect, named(steps[1])],
      ],
      () => world.respecify(world.fleet.changed),
    )
    await world.expectInvariant({ desired })
  })

  it('is replaced once, whichever step dies', { timeout: 150_000 }, async () => {
    await declared()
    const { gaps, crowds } = world.watchTargets()
    const { create, remove, elsewhere } = world.fleet
    const make = [
      [MOMENTS.beforeEffect, named(create)],
      [MOMENTS.afterEffect, named(create)],
    ] as const
    const take = [
      [MOMENTS.beforeEffect, named(remove)],
      [MOMENTS.afterEffect, named(remove)],
    ] as const
    // CEN lets only one log stand on an attachment: there the old one goes first.
    const order = cloud === 'AWS' ? [...make, ...take] : [...take, ...make]
    await dieAtEach(world, [...order, [MOMENTS.beforeResult, changesSomething]], () => world.respecify(elsewhere))
    await world.expectInvariant({ desired, madePerTarget: 2 })
    expect([...crowds]).toEqual([])
    if (cloud === 'AWS') expect([...gaps], 'AWS lets both stand: nobody was without').toEqual([])
  })

  it('is deleted and stays deleted, whichever step dies', { timeout: 120_000 }, async () => {
    await declared()
    const { remove } = world.fleet
    await dieAtEach(
      world,
      [
        [MOMENTS.beforeEffect, named(remove)],
        [MOMENTS.afterEffect, named(remove)],
        [MOMENTS.beforeResult, named(remove)],
      ],
      () => world.undeclare(),
    )
    await world.expectInvariant({ desired: 0 })
  })

  it.runIf(cloud === 'AWS')(
    'is replaced the other way round where the cloud refuses two alike, whichever step dies',
    { timeout: 150_000 },
    async () => {
      world.simulator.admin.patchSettings({ aws: { duplicateMode: 'destination-only' } })
      await declared()
      const { create, remove, document } = world.fleet
      const { spec } = document
      if (spec.family === 'cen') throw new Error('not a spec of AWS')
      await dieAtEach(
        world,
        [
          // The first creation is refused, the old log goes, and only then the new one can be made.
          [MOMENTS.afterEffect, named(remove)],
          [MOMENTS.beforeCall, named(create)],
          [MOMENTS.afterEffect, named(create)],
        ],
        () => world.respecify({ ...spec, maxAggregationIntervalSeconds: 60 }),
      )
      await world.expectInvariant({ desired, madePerTarget: 2 })
    },
  )

  it.runIf(cloud === 'AWS')(
    'is settled by the next listing where it dies before it hears the refusal, and the real gap is measured',
    { timeout: 120_000 },
    async () => {
      world.simulator.admin.patchSettings({ aws: { duplicateMode: 'destination-only' } })
      await declared()
      const { spec } = world.fleet.document
      if (spec.family === 'cen') throw new Error('not a spec of AWS')
      await dieAtEach(world, [[REFUSED, named(world.fleet.create)]], () =>
        world.respecify({ ...spec, maxAggregationIntervalSeconds: 60 }),
      )
      // A fresh log may be missing from listings for two minutes; nothing waits for that here.
      await world.expectInvariant({ desired, madePerTarget: 2 }, 45_000)
      const gaps = await world.measuredGaps()
      expect(gaps).toHaveLength(desired)
      expect(gaps.every((seconds) => seconds !== null && seconds > 0)).toBe(true)
    },
  )

  it(
    'goes the other way round where a quota leaves no room: at once, or when somebody has approved the gap',
    { timeout: 120_000 },
    async () => {
      await declared()
      const { fleet, simulator } = world
      const ours = () => fleet.logs(simulator).filter((log) => log.isAlive && log.operationId !== null)
      const gapsOf = async () => (await world.measuredGaps()).map((seconds) => seconds ?? -1)
      if (cloud === 'AWS') {
        // Two targets of each account carry somebody else's flow log too: there a third one would be one too many.
        simulator.admin.patchSettings({ aws: { flowLogsPerResource: 2 } })
      } else {
        // Not one more than there are.
        const counts = new Map<string, number>()
        for (const { accountId } of simulator.admin.clouds.alibaba.admin.flowLogs())
          counts.set(accountId, (counts.get(accountId) ?? 0) + 1)
        simulator.admin.patchSettings({ alibaba: { flowLogsPerAccount: Math.max(...counts.values()) } })
      }
      await world.respecify(fleet.elsewhere)
      const full = 2 * fleet.accounts.length
      if (cloud === 'AWS') {
        await world.until('the full ones wait for a person', async () => {
          return (await world.phaseReasons()).get('FlowLogQuota') === full && (await gapsOf()).length === desired - full
        })
        expect(ours(), 'their old ones stay').toHaveLength(desired)
        expect(new Set(await gapsOf()), 'the others had no gap').toEqual(new Set([0]))
        await world.approveFollowUp()
      }
      await world.until('all are replaced', async () => (await gapsOf()).length === desired)
      expect(ours()).toHaveLength(desired)
      const withGap = (await gapsOf()).filter((seconds) => seconds > 0)
      expect(withGap).toHaveLength(cloud === 'AWS' ? full : desired)
    },
  )
})
