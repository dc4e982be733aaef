import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import type { FaultEffect } from '../../simulator/core/faults'
import { named } from './cloud-gate'
import { CrashWorld } from './crash-world'
import { awsFleet, cenFleet } from './fleet'
import { dieAtEach, MOMENTS } from './moments'

const CASES = [
  { cloud: 'aws', fleet: awsFleet, desired: 24 },
  { cloud: 'alibaba', fleet: cenFleet, desired: 13 },
] as const

describe.each(CASES)('bad weather on $cloud', ({ cloud, fleet, desired }) => {
  let world: CrashWorld
  beforeAll(async () => {
    world = await CrashWorld.open({ fleet })
    await world.startWorker()
    await world.onboard()
  })
  afterEach(() => world.tidyUp(), 90_000)
  afterAll(() => world.close())

  /** Posts a fault for calls of one operation, or of all. */
  function fault(effect: FaultEffect, times: number, operation?: string): void {
    world.simulator.admin.postFault({ match: { cloud, ...(operation !== undefined && { operation }) }, effect, times })
  }

  it.each<{ readonly why: string; readonly effects: readonly FaultEffect[] }>([
    { why: 'replies are lost', effects: [{ kind: 'loseReply' }] },
    { why: 'requests are lost', effects: [{ kind: 'loseRequest' }] },
    { why: 'answers end in the middle', effects: [{ kind: 'truncatedBody' }] },
    { why: 'a proxy answers instead', effects: [{ kind: 'htmlError', status: 502 }] },
    {
      why: 'a fresh log is not listed for a while',
      effects: [{ kind: 'loseReply' }, { kind: 'hideFresh', ms: 40_000 }],
    },
  ])('makes one of each while $why', { timeout: 90_000 }, async ({ effects }) => {
    await world.begin()
    for (const effect of effects) fault(effect, 3, world.fleet.create)
    await world.declare()
    await world.expectInvariant({ desired })
  })

  it('makes one of each although the cloud forgets tokens at once', { timeout: 90_000 }, async () => {
    // What the cloud then knows of an earlier attempt is only that there is such a log already.
    world.simulator.admin.patchSettings({
      aws: { clientTokenMemoryMs: 0, duplicateMode: 'destination-only' },
      alibaba: { clientTokenMemoryMs: 0 },
    })
    await world.begin()
    fault({ kind: 'loseReply' }, 3, world.fleet.create)
    await world.declare()
    await world.expectInvariant({ desired })
  })

  it.runIf(cloud === 'aws')('makes the other half of a batch that failed by half', { timeout: 90_000 }, async () => {
    await world.begin()
    fault({ kind: 'partial', code: 'InternalError', message: 'An internal error has occurred.' }, 7)
    await dieAtEach(world, [[MOMENTS.afterEffect, named(world.fleet.create)]], () => world.declare())
    await world.expectInvariant({ desired })
  })

  it('makes one of each in all of it together, and dies in the middle', { timeout: 120_000 }, async () => {
    await world.begin()
    const { create } = world.fleet
    fault({ kind: 'throttle' }, 15)
    fault({ kind: 'loseReply' }, 2, create)
    fault({ kind: 'loseRequest' }, 2, create)
    fault({ kind: 'truncatedBody' }, 2)
    fault({ kind: 'htmlError', status: 502 }, 3)
    fault({ kind: 'hideFresh', ms: 30_000 }, 5, create)
    await dieAtEach(
      world,
      [
        [MOMENTS.afterEffect, named(create)],
        [MOMENTS.beforeResult, named(create)],
      ],
      () => world.declare(),
    )
    await world.expectInvariant({ desired })
  })
})
