import type { FlowLogSpec } from './flow-log-spec'
import type { ObservedFlowLog } from './flow-log'
import type { ResourceKey } from './resource'
import { normaliseDestination } from './aws/normalise'
import { resourceKeyText } from './resource'
import { scopeKey } from './scope'

/**
 * What two flow logs cannot both have, as one text. Pure. On AWS the target with the normalised destination; on CEN the
 * account, region, router and attachment (or none), wherever it delivers.
 * Source: Amazon EC2 API reference, FlowLogAlreadyExists; Alibaba Cloud Cbn API reference, Flowlog.AlreayExist [sic]
 */
export function claimKey(target: ResourceKey, spec: FlowLogSpec): string {
  if (spec.family === 'cen') {
    const [router = '', attachment = '-'] = target.localKey.split('/')
    return `${scopeKey(target.scope)}|${router}|${attachment}`
  }
  const destination = normaliseDestination(spec.logDestinationType, spec.logDestination, target.scope)
  return `${resourceKeyText(target)}|${destination}`
}

/** The claim of a flow log that exists; null where it names nothing we can compare. Pure. */
export function observedClaimKey(log: Pick<ObservedFlowLog, 'target' | 'spec'>): string | null {
  if (log.target === null) return null
  if (log.spec !== null) return claimKey(log.target, log.spec)
  // A CEN log takes its place whatever it says of itself; an AWS log without a destination cannot be compared.
  if (log.target.scope.provider !== 'alibaba-cen') return null
  const [router = '', attachment = '-'] = log.target.localKey.split('/')
  return `${scopeKey(log.target.scope)}|${router}|${attachment}`
}
