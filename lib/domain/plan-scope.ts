import type { Capabilities } from './capabilities'
import type { Assessment, DesiredFacts, ScopeFacts } from './scope-plan'
import { indexFacts } from './plan-index'
import { planTarget } from './plan-target'

/**
 * What to do about every desired flow log of one scope: exactly one assessment each, in the order given. Pure and total;
 * the same facts in any order give the same assessments. Never proposes anything on a log that is not ours.
 */
export function planScope(facts: ScopeFacts, capabilities: Capabilities): readonly Assessment[] {
  const index = indexFacts(facts, capabilities)
  const assessments = new Map<string, Assessment>()
  // An unbound log is given away once; who gets it must not depend on the order of the input.
  for (const desired of [...facts.desired].sort(byId)) assessments.set(desired.id, planTarget(desired, index))
  return facts.desired.flatMap((desired) => assessments.get(desired.id) ?? [])
}

const byId = (left: DesiredFacts, right: DesiredFacts) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
