import type { WorldName } from '../../core/cloud'
import { AlibabaWorld } from '../world'
import { makeBenchWorld } from './bench-world'
import { WorldBuilder } from './builder'
import { makeDemoFleet } from './demo-fleet'
import { makeTestWorld, TEST_WORLD } from './test-world'

const MAKERS: Readonly<Record<WorldName, (world: AlibabaWorld) => void>> = {
  demo: makeDemoFleet,
  test: makeTestWorld,
  'bench-cen': makeBenchWorld,
  'bench-aws': () => undefined,
  empty: (world) => {
    const base = TEST_WORLD.mainAccountId
    new WorldBuilder(world, 'empty').account(base, 'empty', TEST_WORLD.regions, { base })
  },
}

/** Replaces the whole world by a named one. The same name always makes the same world. */
export function populateWorld(world: AlibabaWorld, name: WorldName): void {
  const fresh = new AlibabaWorld()
  MAKERS[name](fresh)
  world.fromState(fresh.toState())
}
