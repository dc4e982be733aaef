import type { PlanIndex } from './plan-index'
import type { Resource } from './resource'
import type { Obstacle } from './plan'
import type { DesiredFacts } from './scope-plan'
import { notCoverable, notOwned, specInvalid, waitingFor } from './obstacles'
import { resourceKeyText } from './resource'
import { isOwned } from './selector'

/** Whether the desired log may be made or changed on its target now, and if not, why. */
export type Gate =
  | { readonly kind: 'open'; readonly resource: Resource }
  | { readonly kind: 'wait'; readonly obstacle: Obstacle }
  | { readonly kind: 'blocked'; readonly obstacle: Obstacle }

/** Judges target and spec before an action that would send the spec. Pure. */
export function gate(desired: DesiredFacts, index: PlanIndex): Gate {
  const resource = index.facts.targets.get(resourceKeyText(desired.target))
  if (resource === undefined) return { kind: 'wait', obstacle: waitingFor(desired, 'TargetNotSeen') }
  if (!isOwned(resource)) return { kind: 'blocked', obstacle: notOwned(desired, resource.ownerAccountId) }
  if (resource.notCoverable !== null && resource.notCoverable !== 'TransientState') {
    return { kind: 'blocked', obstacle: notCoverable(desired, resource.notCoverable) }
  }
  if (!resource.isSettled || resource.notCoverable === 'TransientState') {
    return { kind: 'wait', obstacle: waitingFor(desired, 'NotSettled') }
  }
  const violations = index.violations(desired.spec, desired.target.type, desired.target)
  if (violations.length > 0) return { kind: 'blocked', obstacle: specInvalid(desired, violations) }
  return { kind: 'open', resource }
}
