import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { named } from './cloud-gate'
import { CrashWorld } from './crash-world'
import { awsFleet, cenFleet } from './fleet'
import { ALL_MOMENTS, dieAtEach, madeBy, MOMENTS } from './moments'

describe.each([
  { cloud: 'AWS', fleet: awsFleet, desired: 24 },
  { cloud: 'CEN', fleet: cenFleet, desired: 13 },
])('creating on $cloud', ({ fleet, desired }) => {
  let world: CrashWorld
  beforeAll(async () => {
    world = await CrashWorld.open({ fleet })
    await world.startWorker()
    await world.onboard()
  })
  afterEach(() => world.tidyUp(), 90_000)
  afterAll(() => world.close())

  const creation = () => named(world.fleet.create)

  it('survives a kill at every step of a call, one after the other', { timeout: 120_000 }, async () => {
    await world.begin()
    const steps = ALL_MOMENTS.map((moment) => [moment, creation()] as const)
    await dieAtEach(world, steps, () => world.declare())
    await world.expectInvariant({ desired })
  })

  it('survives a kill between two calls of one scope', { timeout: 120_000 }, async () => {
    await world.begin()
    // The first call of every scope goes through; the second is not even begun.
    let seen = 0
    const second = () => (seen += 1) > world.fleet.accounts.length
    await dieAtEach(world, [[MOMENTS.beforeEffect, (call) => creation()(call) && second()]], () => world.declare())
    await world.expectInvariant({ desired })
  })

  it('survives a kill while what it made is not settled yet', { timeout: 120_000 }, async () => {
    // AWS does not list a fresh log for a while, CEN shows it as Creating: both for about three seconds.
    world.simulator.admin.patchSettings({
      aws: { visibilityDelayMs: 150_000 },
      alibaba: { createDuration: { minMs: 150_000, maxMs: 150_000 } },
    })
    await world.begin()
    await world.declare()
    const made = () => world.fleet.logs(world.simulator).filter((log) => log.isAlive && log.operationId !== null)
    await world.until('something was made', () => Promise.resolve(made().length > 0))
    await world.until('its answer was stored', async () => (await world.resultsStored()) > 0)
    await world.killWorkers()
    expect(made().length).toBeGreaterThan(0)
    expect(await world.activePhases(), 'none is Active yet').toBe(0)
    world.simulator.admin.patchSettings({ alibaba: { createDuration: { minMs: 3_000, maxMs: 20_000 } } })
    await world.startWorker()
    await world.expectInvariant({ desired })
  })

  it('is not fooled by a request that arrives when its sender is long dead', { timeout: 120_000 }, async () => {
    await world.begin()
    const catching = world.cloud.hold('before', creation())
    await world.declare()
    const late = await catching
    await world.killWorkers()
    await world.startWorker()
    await world.expectInvariant({ desired })
    const before = madeBy(world, late.call.clientToken)
    await late.release()
    expect(madeBy(world, late.call.clientToken)).toBe(before)
    await world.expectInvariant({ desired })
  })
})
