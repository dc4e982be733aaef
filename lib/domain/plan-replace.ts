import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { ObservedFlowLog } from './flow-log'
import type { Action, ActionCause, Obstacle, RiskClass } from './plan'
import type { PlanIndex } from './plan-index'
import type { Assessment, DesiredFacts } from './scope-plan'
import { act, blocked, waiting, type Drift } from './assess'
import { claimKey } from './claim-key'
import { describeGap, gapBoundSeconds } from './gap'
import { replaceAction } from './make-action'
import { claimHolder, switchedOffAfter } from './plan-create'
import { changeRisk, worstRisk } from './risk'

export type ReplaceOrder = Extract<Action, { kind: 'replace' }>['order']

/**
 * In which order a log can be replaced. Pure. Clouds that allow one log per target need the old one gone first; where
 * another destination makes a second log, the new one comes first; with the same destination nobody documents whether
 * both may exist, so creating is tried first and the gap is stated in case it is refused.
 */
export function replaceOrder(
  desired: DesiredFacts,
  before: FlowLogSpec,
  index: Pick<PlanIndex, 'capabilities'>,
): ReplaceOrder {
  if (index.capabilities.coexistence === 'never' || isRefused(desired)) return 'delete-first'
  const isSamePlace = claimKey(desired.target, desired.spec) === claimKey(desired.target, before)
  return isSamePlace ? 'create-first-else-delete-first' : 'create-first'
}

function isRefused({ createFirstRefused = null }: DesiredFacts): boolean {
  return createFirstRefused !== null
}

/** Plans the first step of a replacement. Pure. */
export function beginReplacement(
  desired: DesiredFacts,
  log: ObservedFlowLog,
  before: FlowLogSpec,
  changes: readonly FieldChange[],
  context: { readonly because: ActionCause; readonly drift: Drift; readonly warnings: readonly Obstacle[] },
  index: PlanIndex,
): Assessment {
  const { because, drift, warnings } = context
  const extra = { bound: log.externalId, drift, warnings }
  const holder = claimHolder(desired, index, [log.externalId])
  if (holder !== null) {
    return holder.kind === 'wait' ? waiting(desired, holder.obstacle, extra) : blocked(desired, holder.obstacle, extra)
  }
  const order = replaceOrder(desired, before, index)
  const gapSeconds = order === 'create-first' ? null : gapBoundSeconds(index.capabilities)
  const action = replaceAction(desired, index, {
    externalId: log.externalId,
    before,
    changes,
    order,
    step: order === 'delete-first' ? 'delete-old' : 'create-new',
    newExternalId: null,
    because,
    risk: replaceRisk(before, desired.spec, changes, gapSeconds),
    gapSeconds,
    why: `${whyReplace(desired, changes, order, gapSeconds, index.facts.measuredGapSeconds)}${switchedOffAfter(desired.spec)}`,
  })
  return act(desired, action, extra)
}

/** The worse of what the change does and what the gap does. Pure. */
function replaceRisk(
  before: FlowLogSpec,
  after: FlowLogSpec,
  changes: readonly FieldChange[],
  gapSeconds: number | null,
): RiskClass {
  const change = changeRisk(before, after, changes)
  return gapSeconds === null ? change : worstRisk([change, 'opens-gap'])
}

function whyReplace(
  desired: DesiredFacts,
  changes: readonly FieldChange[],
  order: ReplaceOrder,
  gapSeconds: number | null,
  estimateSeconds: number | null,
): string {
  const fields = changes.filter((change) => change.change === 'replace').map((change) => change.field)
  const because = `The cloud cannot change ${fields.join(', ')} of a flow log`
  if (gapSeconds === null) return `${because}: the new one is confirmed before the old one goes, without a gap.`
  const gap = describeGap(gapSeconds, estimateSeconds)
  if (isRefused(desired)) {
    return `${because}, and its quota leaves no room for a second one (${desired.createFirstRefused ?? ''}): the old one goes first, which opens a gap of ${gap}.`
  }
  return order === 'delete-first'
    ? `${because} and allows one per target: the old one goes first, which opens a gap of ${gap}.`
    : `${because}: no gap, or ${gap} if the cloud refuses both at once.`
}
