import type { AwsFlowLogSpec, CenFlowLogSpec, FieldChange, FlowLogSpec } from './flow-log-spec'
import type { ObservedFlowLog } from './flow-log'
import type { PlanIndex } from './plan-index'
import type { AdoptionWish, Assessment, DesiredFacts } from './scope-plan'
import { act, blocked, waiting } from './assess'
import { diffSpecs, type DiffContext } from './diff-spec'
import { adoptAction } from './make-action'
import { managerName, recogniseManager } from './managers'
import { adoptionGone, managerNotAcknowledged, notAdoptable, unreadable, waitingFor } from './obstacles'
import { isSettledLog, transientReason } from './plan-create'
import { gate } from './plan-gate'
import { resourceKeyText } from './resource'

/**
 * Plans taking a log that exists into our record. Pure. Nothing is ever created here: when the named log cannot be had,
 * that is an obstacle. What differs from the Configuration is shown and stays as it is until a plan of its own is approved.
 */
export function planAdoption(desired: DesiredFacts, wish: AdoptionWish, index: PlanIndex): Assessment {
  const { externalId } = wish
  const log = index.log(externalId)
  if (log === null || !isOn(log, desired)) return blocked(desired, adoptionGone(desired, externalId))

  const owner = index.ownership(log)
  if (owner.kind === 'ours' || owner.kind === 'otherInstallation') {
    return blocked(desired, notAdoptable(desired, externalId, owner))
  }
  const manager = recogniseManager(log)
  if (manager !== 'unknown' && !wish.acknowledged.includes(manager)) {
    return blocked(desired, managerNotAcknowledged(desired, externalId, manager))
  }
  if (log.spec === null) return blocked(desired, unreadable(desired, externalId))
  if (!isSettledLog(log)) return waiting(desired, waitingFor(desired, transientReason(log)))
  const target = gate(desired, index)
  if (target.kind === 'wait') return waiting(desired, target.obstacle)
  if (target.kind === 'blocked') return blocked(desired, target.obstacle)

  const changes = diffSpecs(desired.spec, log.spec, adoptedFormats(desired.spec, log.spec))
  const action = adoptAction(desired, index, {
    externalId,
    before: log.spec,
    changes,
    because: 'new-target',
    risk: 'neutral',
    why: whyAdopt(externalId, changes, manager === 'unknown' ? null : managerName(manager)),
  })
  return act(desired, action, { bound: null })
}

function isOn(log: ObservedFlowLog, desired: DesiredFacts): boolean {
  return log.target !== null && resourceKeyText(log.target) === resourceKeyText(desired.target)
}

function whyAdopt(externalId: string, changes: readonly FieldChange[], manager: string | null): string {
  const found =
    changes.length === 0
      ? `${externalId} exists and is as desired: Weir takes it into its records, without any call to the cloud.`
      : `${externalId} exists: Weir takes it into its records as it is, without any call to the cloud. It differs in ${changes
          .map(({ field }) => field)
          .join(', ')}, which nothing changes before somebody approves that too.`
  return manager === null ? found : `${found} It seems to be managed by ${manager} as well.`
}

/**
 * The formats that a record of an adopted log keeps. Pure. Which fields make up a cloud's default format is not documented:
 * a CEN Configuration that leaves the format out takes what it adopts for the default.
 */
export function adoptedFormats(desired: FlowLogSpec, observed: FlowLogSpec): DiffContext {
  if (!isCen(desired) || !isCen(observed)) return { sentFormat: null, echoedFormat: null }
  const echoedFormat = observed.logFormatString
  return { sentFormat: desired.logFormatString === null ? null : echoedFormat, echoedFormat }
}

const isCen = (spec: AwsFlowLogSpec | CenFlowLogSpec): spec is CenFlowLogSpec => spec.family === 'cen'
