import type { FlowLogSpec } from './flow-log-spec'
import type { ObservedFlowLog } from './flow-log'
import type { Obstacle } from './plan'
import type { PlanIndex } from './plan-index'
import type { Assessment, DesiredFacts } from './scope-plan'
import { act, blocked, inSync, NO_DRIFT, waiting, type Drift } from './assess'
import { claimKey } from './claim-key'
import { diffSpecs, NO_CONTEXT } from './diff-spec'
import { createAction } from './make-action'
import { foreignInTheWay, mixedLevels, waitingFor } from './obstacles'
import { gate } from './plan-gate'
import { createRisk } from './risk'

/** Plans a log that does not exist, or no longer. `lost` is the log that was deleted behind our back. Pure. */
export function planCreate(desired: DesiredFacts, index: PlanIndex, lost: string | null): Assessment {
  const isDrift = lost !== null && desired.settledGeneration !== null
  const drift: Drift = isDrift ? { kind: 'deleted', changes: [] } : NO_DRIFT

  const unbound = equalUnbound(desired, index)
  if (unbound !== null) {
    index.taken.add(unbound.externalId)
    const bound = { bound: unbound.externalId, rebind: unbound.externalId }
    return unbound.status === 'active' || unbound.status === 'inactive'
      ? inSync(desired, bound)
      : waiting(desired, waitingFor(desired, transientReason(unbound)), bound)
  }

  const inTheWay = claimHolder(desired, index, [])
  if (inTheWay !== null) {
    return inTheWay.kind === 'wait'
      ? waiting(desired, inTheWay.obstacle, { drift })
      : blocked(desired, inTheWay.obstacle, { drift })
  }

  const target = gate(desired, index)
  if (target.kind === 'wait') return waiting(desired, target.obstacle, { drift })
  if (target.kind === 'blocked') return blocked(desired, target.obstacle, { drift })

  const isSameSpec = desired.settledGeneration === desired.generation
  const risk = createRisk(desired, target.resource, index)
  const action = createAction(desired, index, {
    why: `${whyCreate(isDrift, lost, risk === 'second-copy')}${switchedOffAfter(desired.spec)}`,
    because: isDrift ? (isSameSpec ? 'drift' : 'changed') : 'new-target',
    risk,
    lostExternalId: isDrift ? lost : null,
  })
  return act(desired, action, { drift, warnings: levelWarnings(desired, index) })
}

function whyCreate(isDrift: boolean, lost: string | null, isSecondCopy: boolean): string {
  if (isDrift) return `${lost ?? 'Its flow log'} was deleted outside Weir; it is created again.`
  return isSecondCopy
    ? 'The target has no flow log of this Configuration yet; somebody else logs it to another destination already.'
    : 'The target has no flow log of this Configuration yet.'
}

/**
 * A cloud with a switch makes every flow log switched on: one that shall be off is switched off as soon as it is there, as part
 * of what was approved. Pure.
 * Source: Cbn 2017-09-12 API reference, CreateFlowlog (no parameter for it) and DeactiveFlowLog.
 */
export function switchedOffAfter(spec: FlowLogSpec): string {
  const isOff = spec.family === 'cen' && !spec.enabled
  return isOff ? ' The cloud makes it switched on; it is switched off as soon as it is there.' : ''
}

/** A log with our tags but no record that equals what is desired; one made for this Configuration first. */
function equalUnbound(desired: DesiredFacts, index: PlanIndex): ObservedFlowLog | null {
  const candidates = index.logsOn(desired.target).filter((log) => {
    const owner = index.ownership(log)
    if (owner.kind !== 'unbound' || index.taken.has(log.externalId)) return false
    if (log.spec === null || log.status === 'deleting') return false
    return diffSpecs(desired.spec, log.spec, NO_CONTEXT).length === 0
  })
  const rank = (log: ObservedFlowLog) => {
    const owner = index.ownership(log)
    const isMadeForUs = owner.kind === 'unbound' && owner.configurationId === desired.configurationId
    return `${isMadeForUs ? 0 : 1} ${log.externalId}`
  }
  return candidates.sort((left, right) => (rank(left) < rank(right) ? -1 : 1))[0] ?? null
}

export type ClaimHolder = { readonly kind: 'wait' | 'blocked'; readonly obstacle: Obstacle } | null

/** Who else holds the place that a desired log needs; `except` are logs of its own. Pure. */
export function claimHolder(desired: DesiredFacts, index: PlanIndex, except: readonly string[]): ClaimHolder {
  const holders = index
    .logsClaiming(claimKey(desired.target, desired.spec))
    .filter((log) => !except.includes(log.externalId))
    .sort((left, right) => (left.externalId < right.externalId ? -1 : 1))
  const foreign = holders.find((log) => index.ownership(log).kind !== 'ours')
  if (foreign !== undefined) {
    return { kind: 'blocked', obstacle: foreignInTheWay(desired, foreign, index.ownership(foreign)) }
  }
  const [own] = holders
  return own === undefined ? null : { kind: 'wait', obstacle: waitingFor(desired, 'OwnLogInTheWay', own.externalId) }
}

/** CEN: says so where a router and its attachments both have, or shall have, logs. Pure. */
export function levelWarnings(desired: DesiredFacts, index: PlanIndex): readonly Obstacle[] {
  const { type, localKey } = desired.target
  if (type !== 'TransitRouter' && type !== 'TransitRouterAttachment') return []
  return index.levelsOn(localKey.split('/')[0] ?? '').size > 1 ? [mixedLevels(desired)] : []
}

/** Which wait a log's status asks for. Pure. */
export function transientReason(log: ObservedFlowLog): 'Creating' | 'Modifying' | 'Deleting' | 'UnknownStatus' {
  switch (log.status) {
    case 'creating':
      return 'Creating'
    case 'modifying':
      return 'Modifying'
    case 'deleting':
      return 'Deleting'
    case 'active':
    case 'inactive':
    case 'unknown':
      return 'UnknownStatus'
  }
}

/** Whether a log can be compared and changed now. Pure. */
export function isSettledLog(log: ObservedFlowLog): boolean {
  return log.status === 'active' || log.status === 'inactive'
}
