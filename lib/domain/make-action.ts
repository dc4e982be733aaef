import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { Action, ActionCause, ActionFacts, ActionKind, RiskClass } from './plan'
import type { PlanIndex } from './plan-index'
import type { DesiredFacts } from './scope-plan'
import { actionFingerprint, removalFingerprint } from './fingerprint'

export interface CommonParts {
  readonly why: string
  readonly because: ActionCause
  readonly risk: RiskClass
  readonly gapSeconds?: number | null
}

interface HashedParts {
  readonly kind: ActionKind
  readonly externalId: string | null
  readonly before: FlowLogSpec | null
  readonly after: FlowLogSpec | null
  readonly changes: readonly FieldChange[] | null
}

/** What every action has in common, with its hashes. Pure. */
function actionFacts(desired: DesiredFacts, index: PlanIndex, parts: CommonParts, hashed: HashedParts): ActionFacts {
  const { target, configurationId } = desired
  const { why, because, risk, gapSeconds = null } = parts
  return {
    target,
    configurationId,
    why,
    because,
    risk,
    gapSeconds,
    gapEstimateSeconds: gapSeconds === null ? null : index.facts.measuredGapSeconds,
    fingerprint: actionFingerprint({ target, configurationId, risk, gapSeconds, ...hashed }),
    precondition: index.precondition(target),
  }
}

/** A creation. `lostExternalId` names the log it makes again, so that an old approval does not cover it. Pure. */
export function createAction(
  desired: DesiredFacts,
  index: PlanIndex,
  parts: CommonParts & { readonly lostExternalId: string | null },
): Action {
  const hashed = { externalId: parts.lostExternalId, before: null, after: desired.spec, changes: null }
  return {
    kind: 'create',
    desired: desired.spec,
    ...actionFacts(desired, index, parts, { kind: 'create', ...hashed }),
  }
}

/** Changes in place. Pure. */
export function updateAction(
  desired: DesiredFacts,
  index: PlanIndex,
  parts: CommonParts & {
    readonly externalId: string
    readonly before: FlowLogSpec
    readonly changes: readonly FieldChange[]
  },
): Action {
  const { externalId, before, changes } = parts
  return {
    kind: 'update',
    externalId,
    before,
    desired: desired.spec,
    changes,
    ...actionFacts(desired, index, parts, { kind: 'update', externalId, before: null, after: desired.spec, changes }),
  }
}

type Replace = Extract<Action, { kind: 'replace' }>

/** One step of a replacement; all its steps have the same fingerprint. Pure. */
export function replaceAction(
  desired: DesiredFacts,
  index: PlanIndex,
  parts: CommonParts & Pick<Replace, 'externalId' | 'before' | 'changes' | 'order' | 'step' | 'newExternalId'>,
): Action {
  const { externalId, before, changes, order, step, newExternalId } = parts
  return {
    kind: 'replace',
    externalId,
    before,
    desired: desired.spec,
    changes,
    order,
    step,
    newExternalId,
    ...actionFacts(desired, index, parts, {
      kind: 'replace',
      externalId,
      before,
      after: desired.spec,
      changes: null,
    }),
  }
}

/** A deletion. Pure. */
export function deleteAction(
  desired: DesiredFacts,
  index: PlanIndex,
  parts: CommonParts & {
    readonly externalId: string
    readonly before: FlowLogSpec | null
    readonly leavesUncovered: boolean
  },
): Action {
  const { externalId, before, leavesUncovered } = parts
  return {
    kind: 'delete',
    externalId,
    before,
    leavesUncovered,
    removals: [parts.risk, 'reduces-coverage' as const].map((risk) => removalFingerprint({ ...desired, risk })),
    ...actionFacts(desired, index, parts, { kind: 'delete', externalId, before, after: null, changes: null }),
  }
}

/** Letting go of a log without a cloud call. Pure. */
export function releaseAction(
  desired: DesiredFacts,
  index: PlanIndex,
  parts: CommonParts & { readonly externalId: string; readonly before: FlowLogSpec | null },
): Action {
  const { externalId, before } = parts
  return {
    kind: 'release',
    externalId,
    before,
    ...actionFacts(desired, index, parts, { kind: 'release', externalId, before, after: null, changes: null }),
  }
}

/** Taking a log that exists into our record, without a cloud call. Pure. */
export function adoptAction(
  desired: DesiredFacts,
  index: PlanIndex,
  parts: CommonParts & {
    readonly externalId: string
    readonly before: FlowLogSpec
    readonly changes: readonly FieldChange[]
  },
): Action {
  const { externalId, before, changes } = parts
  return {
    kind: 'adopt',
    externalId,
    before,
    desired: desired.spec,
    changes,
    ...actionFacts(desired, index, parts, { kind: 'adopt', externalId, before, after: desired.spec, changes: null }),
  }
}
