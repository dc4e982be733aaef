import { createAlibabaCloud } from './alibaba/cloud'
import { createAwsCloud, type AwsCloud } from './aws/cloud'
import type { SimContext, SimulatedCloud } from './core/cloud'

/** The clouds this simulator hosts. A request goes to the first one that owns it. */
export interface HostedClouds {
  readonly aws: AwsCloud
  readonly alibaba: ReturnType<typeof createAlibabaCloud>
  readonly all: readonly SimulatedCloud[]
}

/** Creates every cloud on one shared context. */
export function createClouds(context: SimContext): HostedClouds {
  const alibaba = createAlibabaCloud(context)
  const aws = createAwsCloud(context)
  // AWS also takes unsigned form posts, to refuse them in its own words, so the more particular one is asked first.
  return { aws, alibaba, all: [alibaba, aws] }
}
