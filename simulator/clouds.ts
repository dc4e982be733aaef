import type { SimContext, SimulatedCloud } from './core/cloud'

/** The clouds this simulator hosts. A request goes to the first one that owns it. */
export interface HostedClouds {
  readonly all: readonly SimulatedCloud[]
}

/** Creates every cloud on one shared context. */
export function createClouds(_context: SimContext): HostedClouds {
  return { all: [] }
}
