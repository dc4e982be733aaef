import { uuidv7 } from 'uuidv7'
import type { Capabilities } from '../domain/capabilities'
import { nextChangeRequestState } from '../domain/change-request'
import type { CommandRequest } from '../domain/command-request'
import { OverlayMismatch } from '../domain/overlay'
import { RISK_CLASSES, type Action, type Plan } from '../domain/plan'
import type { Problem } from '../domain/problem'
import type { ProviderId } from '../domain/provider-id'
import { resourceKeyText, type Resource } from '../domain/resource'
import { updateSteps } from '../domain/update-steps'
import { lockChangeRequest, updateChangeRequest } from '../store/change-requests'
import type { Database } from '../store/database/connection'
import { addEvent } from '../store/events'
import { type ActionContext, insertPlan } from '../store/plans'
import { inTransaction, type Sql } from '../store/sql'
import { computePlan, type Proposal } from './compute-plan'

export interface PlanningContext {
  readonly database: Database
  readonly clock: () => Date
  readonly capabilities: (provider: ProviderId) => Capabilities
  /** What a person would type for a request. */
  readonly renderCommand: (request: CommandRequest) => string
  /** What a new plan causes, in the transaction that makes it: the clouds are asked what it rests on. */
  readonly planned?: (sql: Sql, planId: string) => Promise<void>
}

/**
 * Makes the plan of a request that waits for one, and opens it. Run again it does no harm: a request that is not waiting
 * stays as it is. What cannot be planned says why.
 */
export async function planChangeRequest(context: PlanningContext, changeRequestId: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await lockChangeRequest(sql, changeRequestId)
    if (request?.state !== 'planning') return
    try {
      const now = context.clock()
      const proposal = await computePlan(sql, request.items, { now, capabilities: context.capabilities })
      const planId = await storePlan(sql, context, changeRequestId, proposal)
      await updateChangeRequest(sql, changeRequestId, {
        state: nextChangeRequestState(request.state, 'planned') ?? 'open',
        planId,
        planProblem: null,
      })
      await context.planned?.(sql, planId)
    } catch (error) {
      if (!(error instanceof OverlayMismatch)) throw error
      await updateChangeRequest(sql, changeRequestId, {
        state: 'stale',
        planProblem: staleProblem(error),
      })
    }
    await addEvent(sql, { topic: 'change-request', subject: changeRequestId })
  })
}

function staleProblem(error: OverlayMismatch): Problem {
  return {
    reason: 'Stale',
    message:
      error.reason === 'AlreadyExists'
        ? 'The Configuration exists already.'
        : error.reason === 'Missing'
          ? 'The Configuration was deleted meanwhile.'
          : 'The Configuration was changed meanwhile by another request.',
    cause: 'This change was drafted on an earlier generation.',
    remedy: 'Withdraw it and draft it again on the present generation.',
    vendorCode: null,
    vendorMessage: null,
    requestId: null,
  }
}

/** Stores a proposal's plan with commands and names. Answers its id. */
async function storePlan(
  sql: Sql,
  context: PlanningContext,
  changeRequestId: string,
  proposal: Proposal,
): Promise<string> {
  const id = uuidv7()
  const { plan } = proposal
  const known = knownTargets(proposal)
  await insertPlan(sql, {
    id,
    changeRequestId,
    plan,
    summary: summaryOf(plan, proposal),
    computedAt: context.clock(),
    contexts: plan.actions.map((action) => contextOf(action, known, proposal, context)),
    resourceIdOf: (obstacle) => known.get(resourceKeyText(obstacle.target))?.resourceId ?? null,
    targetKeyTextOf: ({ target }) => resourceKeyText(target),
  })
  return id
}

function summaryOf(plan: Plan, proposal: Proposal): object {
  const gaps = plan.actions.flatMap(({ gapSeconds }) => gapSeconds ?? [])
  const { actions } = plan
  return {
    risks: Object.fromEntries(
      RISK_CLASSES.flatMap((risk) => {
        const count = actions.filter((action) => action.risk === risk).length
        return count === 0 ? [] : [[risk, count]]
      }),
    ),
    longestGapSeconds: gaps.length === 0 ? null : gaps.reduce((left, right) => Math.max(left, right)),
    accounts: new Set(actions.map(({ target: { scope } }) => `${scope.provider} ${scope.accountId}`)).size,
    regions: new Set(actions.map(({ target: { scope } }) => `${scope.provider} ${scope.region}`)).size,
    obstacles: plan.obstacles.length,
    warnings: plan.warnings.length,
    inSync: proposal.inSync,
  }
}

interface KnownTarget {
  readonly scopeId: string
  readonly resourceId: string
  readonly resource: Resource | null
}

/** Everything the plan may speak of, by resource key text; a target that is gone still has its row. */
function knownTargets({ scopes }: Proposal): ReadonlyMap<string, KnownTarget> {
  const known = new Map<string, KnownTarget>()
  for (const { loaded } of scopes) {
    for (const { targetKeyText, resourceId } of loaded.desired) {
      known.set(targetKeyText, { scopeId: loaded.scopeId, resourceId, resource: null })
    }
    for (const { keyText, id, resource } of loaded.resources) {
      known.set(keyText, { scopeId: loaded.scopeId, resourceId: id, resource })
    }
  }
  return known
}

function contextOf(
  action: Action,
  known: ReadonlyMap<string, KnownTarget>,
  proposal: Proposal,
  { renderCommand }: PlanningContext,
): ActionContext {
  const target = known.get(resourceKeyText(action.target))
  if (target === undefined) throw new Error(`a plan names an unknown target: ${resourceKeyText(action.target)}`)
  return {
    scopeId: target.scopeId,
    resourceId: target.resourceId,
    targetExternalId: target.resource?.externalId ?? action.target.localKey.split('/').at(-1) ?? action.target.localKey,
    targetName: target.resource?.name ?? null,
    configurationName: proposal.configurations.get(action.configurationId)?.document.name ?? 'unknown',
    command: commandsOf(action, target.resource).map(renderCommand).join('\n'),
  }
}

/** The calls an action comes to, in their order. Pure. */
function commandsOf(action: Action, resource: Resource | null): readonly CommandRequest[] {
  const { scope } = action.target
  const create = (): CommandRequest[] =>
    resource === null || !('desired' in action)
      ? []
      : [{ kind: 'create', scope, targets: [resource], spec: action.desired }]
  const remove = (externalId: string): CommandRequest => ({ kind: 'delete', scope, externalIds: [externalId] })
  switch (action.kind) {
    case 'create':
      return create()
    case 'update':
      return updateSteps(action.changes, action.desired).map((step) => ({
        kind: 'update',
        scope,
        externalId: action.externalId,
        step,
      }))
    case 'replace':
      return action.order === 'delete-first'
        ? [remove(action.externalId), ...create()]
        : [...create(), remove(action.externalId)]
    case 'delete':
      return [remove(action.externalId)]
    case 'release':
    case 'adopt':
      return []
  }
}
