import { describe, expect, it, onTestFinished } from 'vitest'
import type { FlowLogSpec } from '../../lib/domain/flow-log-spec'
import type { FaultEffect } from '../../simulator/core/faults'
import { createRandom, type SimRandom } from '../../simulator/core/random'
import { CrashWorld, sleep } from './crash-world'
import { awsFleet, cenFleet } from './fleet'

/** How long one run goes on before it has to come to rest; WEIR_MONKEY_SECONDS makes it longer. */
const RUN_MS = Number(process.env.WEIR_MONKEY_SECONDS ?? '25') * 1_000
/** The same run again: WEIR_MONKEY_SEED of the message of one that failed. */
const SEED = Number(process.env.WEIR_MONKEY_SEED ?? Date.now() % 1_000_000)

const FAULTS: readonly FaultEffect[] = [
  { kind: 'throttle' },
  { kind: 'loseReply' },
  { kind: 'loseRequest' },
  { kind: 'truncatedBody' },
  { kind: 'htmlError', status: 502 },
  { kind: 'hideFresh', ms: 30_000 },
  { kind: 'delay', ms: 40_000 },
]

const CASES = [
  { cloud: 'aws', fleet: awsFleet, desired: 24 },
  { cloud: 'alibaba', fleet: cenFleet, desired: 13 },
] as const

describe.each(CASES)('whatever happens on $cloud', ({ cloud, fleet, desired }) => {
  it('ends with exactly one of each', { timeout: RUN_MS + 180_000 }, async () => {
    const random = createRandom(SEED).fork(cloud)
    const story: string[] = []
    const world = await CrashWorld.open({ fleet })
    onTestFinished(() => world.close())
    await world.startWorker()
    await world.onboard()
    await world.begin()
    const { crowds } = world.watchTargets()
    try {
      await world.declare()
      await rage(world, cloud, random, story)
      world.simulator.admin.clearFaults()
      await world.killWorkers()
      await world.startWorker()
      // A person may have replaced everything a few times; what counts is what is left.
      await world.expectInvariant({ desired, madePerTarget: Number.POSITIVE_INFINITY }, 120_000)
      expect([...crowds], 'never more than the old one and the new one').toEqual([])
    } catch (error) {
      const told = `WEIR_MONKEY_SEED=${SEED} tells this story again:\n${story.join('\n')}`
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${told}`, { cause: error })
    }
  })
})

/** Kills, freezes, disturbs and changes its mind, for a while. */
async function rage(world: CrashWorld, cloud: 'aws' | 'alibaba', random: SimRandom, story: string[]): Promise<void> {
  const until = Date.now() + RUN_MS
  const { document, elsewhere, changed } = world.fleet
  const specs: readonly FlowLogSpec[] = [document.spec, elsewhere, changed]
  let spec = document.spec
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[random.int(0, items.length - 1)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  while (Date.now() < until) {
    const deed = pick(['fault', 'fault', 'kill', 'kill', 'second worker', 'change of mind'] as const)
    switch (deed) {
      case 'fault': {
        const effect = pick(FAULTS)
        const times = random.int(1, 4)
        story.push(`${times} × ${effect.kind}`)
        world.simulator.admin.postFault({ match: { cloud }, effect, times })
        break
      }
      case 'kill':
        story.push('kill')
        await world.killWorkers()
        await world.startWorker()
        break
      case 'second worker':
        story.push(deed)
        if (world.workersAlive() < 2) await world.startWorker()
        break
      case 'change of mind': {
        const next = pick(specs)
        // An approval holds for the world it was given in: whoever changes it half-way is asked again, by design.
        if (next === spec || !(await world.isAtRest())) break
        story.push(`the spec becomes number ${specs.indexOf(next)}`)
        await world.respecify(next)
        spec = next
      }
    }
    const pauseMs = random.int(50, 3_000)
    story.push(`${pauseMs} ms`)
    await sleep(pauseMs)
  }
}
