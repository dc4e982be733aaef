import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { named } from './cloud-gate'
import { CrashWorld, sleep } from './crash-world'
import { awsFleet, cenFleet } from './fleet'
import { LEASE_TTL_MS, type WorkerProcess } from './worker-process'

const CASES = [
  { cloud: 'AWS', fleet: awsFleet, desired: 24 },
  { cloud: 'CEN', fleet: cenFleet, desired: 13 },
] as const

describe.each(CASES)('two workers on $cloud', ({ fleet, desired }) => {
  let world: CrashWorld
  let frozen: WorkerProcess | null = null
  beforeAll(async () => {
    world = await CrashWorld.open({ fleet })
    await world.startWorker()
    await world.onboard()
  })
  afterEach(async () => {
    frozen?.thaw()
    frozen = null
    await world.tidyUp()
  }, 90_000)
  afterAll(() => world.close())

  it('make, replace and delete together what one would alone', { timeout: 120_000 }, async () => {
    await world.begin()
    await world.startWorker()
    await world.declare()
    await world.expectInvariant({ desired })
    await world.respecify(world.fleet.elsewhere)
    await world.expectInvariant({ desired, madePerTarget: 2 })
    await world.undeclare()
    await world.expectInvariant({ desired: 0 })
  })

  it('the one that stood still between intent and call sends nothing late', { timeout: 120_000 }, async () => {
    // A cloud that has forgotten the token by then would take the late call for a new one.
    world.simulator.admin.patchSettings({
      aws: { clientTokenMemoryMs: 8_000 },
      alibaba: { clientTokenMemoryMs: 8_000 },
    })
    const sleeper = await world.begin()
    const stopping = world.databaseGate.hold('after-commit', 'cloud_operation')
    await world.declare()
    const held = await stopping
    sleeper.freeze()
    frozen = sleeper
    held.release()
    await world.startWorker()
    await world.expectInvariant({ desired })
    await sleep(8_000)
    const callsBefore = world.cloud.calls.filter(named(world.fleet.create)).length
    sleeper.thaw()
    frozen = null
    await sleep(2_000)
    expect(world.cloud.calls.filter(named(world.fleet.create))).toHaveLength(callsBefore)
    await world.expectInvariant({ desired })
  })

  it('the one that stood still during a call writes nothing about it', { timeout: 120_000 }, async () => {
    const sleeper = await world.begin()
    const stopping = world.cloud.hold('after', named(world.fleet.create))
    await world.declare()
    const held = await stopping
    sleeper.freeze()
    frozen = sleeper
    await held.release()
    await world.startWorker()
    await world.expectInvariant({ desired })
    const resultsBefore = await world.resultsStored()
    sleeper.thaw()
    frozen = null
    await sleep(2_000)
    expect(await world.resultsStored()).toBe(resultsBefore)
    await world.expectInvariant({ desired })
  })

  it('the one that stood still inside a transaction does not keep its scope', { timeout: 120_000 }, async () => {
    const sleeper = await world.begin()
    const stopping = world.databaseGate.hold('before-commit', 'cloud_operation')
    await world.declare()
    await stopping
    sleeper.freeze()
    frozen = sleeper
    await world.startWorker()
    await world.expectInvariant({ desired }, 20_000 + LEASE_TTL_MS)
  })
})
