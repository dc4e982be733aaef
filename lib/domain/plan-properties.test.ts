import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyToModel, factsOf, type ModelWorld } from '../../test/builders/model-cloud'
import { worlds } from '../../test/builders/random-worlds'
import type { Action } from './plan'
import type { ScopeFacts } from './scope-plan'
import { buildPlan } from './build-plan'
import { planScope } from './plan-scope'

const pass = (world: ModelWorld) => planScope(factsOf(world), world.capabilities)

const actionsOf = (world: ModelWorld) => pass(world).flatMap((assessment) => assessment.action ?? [])

function touched(action: Action): readonly string[] {
  if (action.kind === 'create') return []
  return action.kind === 'replace' && action.newExternalId !== null
    ? [action.externalId, action.newExternalId]
    : [action.externalId]
}

const foreignLogs = (world: ModelWorld) =>
  [...world.logs.values()].filter((log) => log.externalId.startsWith('foreign'))

/** Passes until nothing is left to do; a replacement takes a handful. */
function converge(world: ModelWorld): ModelWorld {
  let current = world
  for (let round = 0; round < 12; round += 1) {
    const assessments = pass(current)
    const isQuiet = assessments.every(({ action, rebindExternalId }) => action === null && rebindExternalId === null)
    const next = applyToModel(current, assessments)
    if (isQuiet) return next
    current = next
  }
  throw new Error(`Not quiet after 12 passes: ${JSON.stringify(actionsOf(current))}`)
}

describe.each(['aws', 'cen'] as const)('on %s', (cloud) => {
  test('apply, then plan, is empty', () => {
    fc.assert(
      fc.property(worlds(cloud), (world) => {
        const settled = converge(world)
        expect(actionsOf(settled)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('whatever is neither blocked nor waiting ends as desired, with exactly one log', () => {
    fc.assert(
      fc.property(worlds(cloud), (world) => {
        const settled = converge(world)
        for (const assessment of pass(settled)) {
          const desired = settled.desired.find(({ id }) => id === assessment.desiredId)!
          if (desired.intent !== 'present') expect(['done', 'blocked']).toContain(assessment.verdict)
          else expect(['in-sync', 'blocked', 'waiting']).toContain(assessment.verdict)
          if (assessment.verdict !== 'in-sync') continue
          const made = [...settled.logs.values()].filter(
            (log) =>
              log.externalId.startsWith('made') &&
              log.tags['weir:configuration'] === desired.configurationId &&
              log.target?.localKey === desired.target.localKey,
          )
          expect(made.length).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('never an action on a log that is not ours, and such logs end as they began', () => {
    fc.assert(
      fc.property(worlds(cloud), (world) => {
        const facts = factsOf(world)
        for (const action of actionsOf(world)) {
          for (const externalId of touched(action)) {
            // A released record may name a log that is gone; that needs no call.
            if (action.kind === 'release') continue
            expect(facts.ownership.get(externalId)?.kind).toBe('ours')
          }
        }
        expect(foreignLogs(converge(world))).toEqual(foreignLogs(world))
      }),
      { numRuns: 300 },
    )
  })

  test('planning is stable: any order of the input gives the same plan', () => {
    fc.assert(
      fc.property(worlds(cloud), fc.infiniteStream(fc.nat()), (world, numbers) => {
        const shuffle = <Item>(items: readonly Item[]): readonly Item[] =>
          items
            .map((item) => [numbers.next().value, item] as const)
            .sort(([left], [right]) => left - right)
            .map(([, item]) => item)
        const facts = factsOf(world)
        const shuffled = {
          ...facts,
          desired: shuffle(facts.desired),
          observed: shuffle(facts.observed),
          targets: new Map(shuffle([...facts.targets])),
        }
        const generations = new Map([
          ['configuration-1', 1],
          ['configuration-2', 1],
        ])
        const reversed = new Map([...generations].reverse())
        const plan = buildPlan(planScope(facts, world.capabilities), generations)
        const byDesired = (facts: ScopeFacts) =>
          Object.fromEntries(planScope(facts, world.capabilities).map((one) => [one.desiredId, one]))
        expect(byDesired(shuffled)).toEqual(byDesired(facts))
        expect(buildPlan(planScope(shuffled, world.capabilities), reversed)).toEqual(plan)
      }),
      { numRuns: 300 },
    )
  })
})
