import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { changesSomething, named } from './cloud-gate'
import { CrashWorld } from './crash-world'
import { awsFleet, cenFleet } from './fleet'
import { dieAtEach, MOMENTS } from './moments'

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
          // The first creation is refused, the old log goes, and only then the new one can be made. (A death during that
          // first call is the one that takes longer than a test: whether the refusal was because of the call's own lost
          // effect shows only when a fresh log must be listed, two minutes later.)
          [MOMENTS.afterEffect, named(remove)],
          [MOMENTS.beforeCall, named(create)],
          [MOMENTS.afterEffect, named(create)],
        ],
        () => world.respecify({ ...spec, maxAggregationIntervalSeconds: 60 }),
      )
      await world.expectInvariant({ desired, madePerTarget: 2 })
    },
  )
})
