import type { PlanIndex } from './plan-index'
import type { Assessment, DesiredFacts } from './scope-plan'
import { blocked, done, waiting } from './assess'
import { claimedBy, targetGone, targetPaused, waitingFor } from './obstacles'
import { planAdoption } from './plan-adoption'
import { planBound } from './plan-bound'
import { planCreate } from './plan-create'
import { planRemoval } from './plan-removal'
import { planReplacement } from './plan-replacement'
import { resourceKeyText } from './resource'

/** What to do about one desired flow log. Pure and total. */
export function planTarget(desired: DesiredFacts, index: PlanIndex): Assessment {
  const assessment = assess(desired, index)
  const isPaused = desired.isPaused === true || index.facts.configurations.get(desired.configurationId)?.paused === true
  if (!isPaused || assessment.action === null) return assessment
  return waiting(desired, desired.isPaused === true ? targetPaused(desired) : waitingFor(desired, 'Paused'), {
    bound: assessment.boundExternalId,
    drift: { kind: assessment.driftKind, changes: assessment.drift },
  })
}

function assess(desired: DesiredFacts, index: PlanIndex): Assessment {
  if (index.facts.goneTargets.has(resourceKeyText(desired.target))) return done(desired, targetGone(desired))
  if (desired.intent !== 'present') return planRemoval(desired, index)
  if (desired.claimedBy !== null) {
    return blocked(desired, claimedBy(desired, desired.claimedBy.configurationName), {
      bound: desired.record?.externalId ?? null,
    })
  }
  if (desired.replacement !== null) return planReplacement(desired, desired.replacement, index)
  if (desired.adoption !== undefined && (desired.record === null || desired.record.presence === 'gone')) {
    return planAdoption(desired, desired.adoption, index)
  }
  if (desired.record === null) return planCreate(desired, index, null)
  return planBound(desired, desired.record, index)
}
