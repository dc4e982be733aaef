import { createAlibabaCloud, type AlibabaCloud } from './alibaba/cloud'
import type { SimContext, SimulatedCloud } from './core/cloud'

/** The clouds this simulator hosts. A request goes to the first one that owns it. */
export interface HostedClouds {
  readonly all: readonly SimulatedCloud[]
  readonly alibaba: AlibabaCloud
}

/** Creates every cloud on one shared context. */
export function createClouds(context: SimContext): HostedClouds {
  const alibaba = createAlibabaCloud(context)
  return { all: [alibaba], alibaba }
}
