import { uuidv7 } from 'uuidv7'
import type { Actor, ChangeItem } from '../domain/change-item'
import { GRANT_LIFETIME_MS } from '../domain/grant'
import { OverlayMismatch, withoutTargets, type ConfigurationState } from '../domain/overlay'
import { Refusal } from '../domain/refusal'
import { insertGrant, type StoredChangeRequest, updateChangeRequest } from '../store/change-requests'
import { configurationNamed, configurationsByIds, writeConfiguration } from '../store/configuration-rows'
import { addEvent } from '../store/events'
import { loadPlanActions, planDigestOf, startActions, type StoredAction } from '../store/plans'
import { blockingPreflights } from '../store/preflights'
import { wakeScopes } from '../store/scope-queue'
import { inTransaction, type Sql } from '../store/sql'
import { insertDesired, insertTransitions } from '../store/write-desired'
import { adoptApproved, withoutLostAdoptions } from './adopt-approved'
import { recordDecision, requireChangeRequest, requireMove } from './change-request-commands'
import { computePlan, type Proposal } from './compute-plan'
import { approvalDigest } from './plan-approval-digest'
import type { ServiceContext } from './service-context'

/** What a person decided, and on which plan. */
export interface ApprovalDecision {
  readonly digest: string
  readonly note: string
  /** The person knows that preflight is certain to be right about a failure, and goes on. */
  readonly despitePreflight?: boolean
}

/** The plan is no longer what was shown; the request is being planned again. */
class PlanChanged extends Error {
  override readonly name = 'PlanChanged'
}

/**
 * Approves and applies, in one transaction: what was shown must still be what would happen, generations rise, desired
 * flow logs come to be, grants are written, scopes become due. Approving again what is approved is no error.
 */
export async function approveChange(
  context: ServiceContext,
  actor: Actor,
  id: string,
  decision: ApprovalDecision,
): Promise<void> {
  try {
    await inTransaction(context.database.pool, async (sql) => {
      const request = await requireChangeRequest(sql, id)
      if (await isApprovedAlready(sql, request, decision.digest)) return
      requireMove(request, 'approve')
      await approveLocked(sql, context, actor, request, decision)
    })
  } catch (error) {
    if (error instanceof PlanChanged) throw await planAgain(context, id)
    if (error instanceof OverlayMismatch) throw staleRefusal()
    throw error
  }
}

async function isApprovedAlready(sql: Sql, request: StoredChangeRequest, digest: string): Promise<boolean> {
  if (!['approved', 'applying', 'applied', 'partly-applied'].includes(request.state) || request.planId === null) {
    return false
  }
  const actions = await loadPlanActions(sql, request.planId)
  return (await presentDigest(sql, request.planId, actions)) === digest
}

async function presentDigest(sql: Sql, planId: string, actions: readonly StoredAction[]): Promise<string | null> {
  const stored = await planDigestOf(sql, planId)
  const excluded = actions.filter(({ state }) => state === 'excluded').map(({ ordinal }) => ordinal)
  return stored === null ? null : approvalDigest(stored, excluded)
}

async function approveLocked(
  sql: Sql,
  context: ServiceContext,
  actor: Actor,
  request: StoredChangeRequest,
  { digest, note, despitePreflight = false }: ApprovalDecision,
): Promise<void> {
  const { planId, items } = request
  if (planId === null) throw changedRefusal()
  const actions = await loadPlanActions(sql, planId)
  if ((await presentDigest(sql, planId, actions)) !== digest) throw changedRefusal()
  const inTheWay = await blockingPreflights(sql, planId)
  if (inTheWay.length > 0 && !despitePreflight) throw preflightRefusal(inTheWay)

  // Locked before they are read for the plan: no other approval can raise a generation in between.
  await configurationsByIds(
    sql,
    items.map(({ configurationId }) => configurationId),
    { lock: true },
  )
  const now = context.clock()
  const { capabilities } = context
  const shown = await computePlan(sql, items, { now, capabilities, lockScopes: true })
  if (shown.plan.digest !== (await planDigestOf(sql, planId))) throw new PlanChanged('the world has moved')

  const approved = withoutLostAdoptions(withoutExcluded(items, actions), shown, actions)
  requireSomethingLeft(items, approved)
  const proposal =
    approved === items ? shown : await computePlan(sql, approved, { now, capabilities, lockScopes: true })
  await writeConfigurations(sql, proposal, approved, { actor, changeRequestId: request.id })
  const desired = await enterDesired(sql, proposal, now)
  await writeGrants(sql, request.id, proposal, actions, now)
  await startActions(sql, planId, desired)
  await adoptApproved(sql, proposal, approved, { planId, now })

  const granted = actions.filter(({ state, kind }) => state !== 'excluded' && kind !== 'adopt')
  await updateChangeRequest(sql, request.id, {
    state: granted.length === 0 ? 'applied' : 'applying',
    decidedBy: actor,
    decisionNote: note,
    expiresAt: new Date(now.getTime() + GRANT_LIFETIME_MS),
    isFinished: granted.length === 0,
  })
  await recordDecision(sql, request, {
    actor,
    action: 'approve',
    verb: 'Approved',
    after: {
      digest,
      ...(inTheWay.length > 0 && { despitePreflight: inTheWay.length }),
      actions: actions.filter(({ state }) => state !== 'excluded').length,
      excluded: actions.filter(({ state }) => state === 'excluded').length,
    },
  })
  for (const { configurationId } of items) await addEvent(sql, { topic: 'configuration', subject: configurationId })
  await addEvent(sql, { topic: 'flow-log', subject: null })
  const touched = proposal.scopes.filter(({ assessments }) => assessments.length > 0)
  await wakeScopes(
    sql,
    touched.map(({ loaded }) => loaded.scopeId),
  )
}

/**
 * A new target that was left out of the plan leaves the Configuration too: otherwise upkeep would log it by itself. The
 * items stay the same value where nothing of the kind was left out.
 */
function withoutExcluded(
  items: readonly ChangeItem[],
  actions: readonly Pick<StoredAction, 'kind' | 'state' | 'configurationId' | 'targetKeyText'>[],
): readonly ChangeItem[] {
  const leftOut = actions.filter(({ kind, state }) => kind === 'create' && state === 'excluded')
  if (leftOut.length === 0) return items
  return items.map((item) => {
    if (item.op !== 'create' && item.op !== 'edit') return item
    const targets = leftOut
      .filter(({ configurationId }) => configurationId === item.configurationId)
      .map(({ targetKeyText }) => targetKeyText)
    if (targets.length === 0) return item
    return { ...item, document: withoutTargets(item.document, targets) }
  })
}

function requireSomethingLeft(items: readonly ChangeItem[], approved: readonly ChangeItem[]): void {
  for (const [index, item] of approved.entries()) {
    if (item === items[index] || (item.op !== 'create' && item.op !== 'edit')) continue
    const { selector, name } = item.document
    if (selector.kind !== 'explicit' || selector.targets.length > 0) continue
    throw new Refusal({
      kind: 'invalidState',
      code: 'nothing-left',
      detail: `Everything that “${name}” selects was left out of the plan.`,
      remedy: 'Take some of it back in, or withdraw the request.',
    })
  }
}

/** What asks only for what a Configuration wants already: its generation stays. */
const LEAVES_DOCUMENT: ReadonlySet<ChangeItem['op']> = new Set(['reconcile', 'adopt', 'mark'])

async function writeConfigurations(
  sql: Sql,
  { configurations, before }: Proposal,
  items: readonly ChangeItem[],
  by: { readonly actor: Actor; readonly changeRequestId: string },
): Promise<void> {
  const changing = new Set(
    items.filter(({ op }) => !LEAVES_DOCUMENT.has(op)).map(({ configurationId }) => configurationId),
  )
  for (const state of configurations.values()) {
    if (!changing.has(state.id)) continue
    await requireFreeName(sql, state, before)
    await writeConfiguration(sql, state, by)
  }
}

async function requireFreeName(
  sql: Sql,
  { id, document, isDeleted }: ConfigurationState,
  before: Proposal['before'],
): Promise<void> {
  if (isDeleted || before.get(id)?.document.name === document.name) return
  const holder = await configurationNamed(sql, document.name)
  if (holder === null || holder.id === id) return
  throw new Refusal({
    kind: 'conflict',
    code: 'name-taken',
    detail: `There is a Configuration named “${document.name}” already.`,
    remedy: 'Withdraw this request and draft it with another name.',
  })
}

/** Inserts the desired flow logs that enter, Pending, so that they can be seen at once. The rest is the next pass's. */
async function enterDesired(sql: Sql, { scopes }: Proposal, now: Date) {
  const entered: { configurationId: string; targetKeyText: string; id: string }[] = []
  for (const { loaded, entering, assessments } of scopes) {
    const resourceIds = new Map(loaded.resources.map(({ keyText, id }) => [keyText, id]))
    const rows = entering.flatMap((member) => {
      const resourceId = resourceIds.get(member.targetKeyText)
      return resourceId === undefined
        ? []
        : [{ ...member, resourceId, scopeId: loaded.scopeId, targetType: member.target.key.type, createdAt: now }]
    })
    await insertDesired(
      sql,
      rows.map(({ target: _target, intent: _intent, formerTagKeys: _formerTagKeys, ...row }) => row),
    )
    const adopted = new Set(assessments.flatMap(({ desiredId, action }) => (action?.kind === 'adopt' ? desiredId : [])))
    await insertTransitions(
      sql,
      rows
        .filter(({ id }) => !adopted.has(id))
        .map(({ id }) => ({
          desiredFlowLogId: id,
          at: now,
          fromPhase: null,
          toPhase: 'Pending' as const,
          reason: 'Approved',
          message: 'Declared and approved; the next pass makes it.',
          externalId: null,
          vendorCode: null,
          requestId: null,
          operationId: null,
        })),
    )
    entered.push(...rows)
    entered.push(...loaded.desired)
  }
  return entered.map(({ configurationId, targetKeyText, id }) => ({ configurationId, targetKeyText, id }))
}

async function writeGrants(
  sql: Sql,
  changeRequestId: string,
  { configurations, plan }: Proposal,
  actions: readonly StoredAction[],
  now: Date,
): Promise<void> {
  // Whichever log a change under way leaves there: that none is left is what was approved.
  const removals = new Map(
    plan.actions.flatMap((action) =>
      action.kind === 'delete' ? [[action.fingerprint, action.removals.slice(0, 1)] as const] : [],
    ),
  )
  for (const { id: configurationId, generation, document } of configurations.values()) {
    await insertGrant(sql, {
      id: uuidv7(),
      changeRequestId,
      configurationId,
      generation,
      upkeepBound: document.upkeepBound,
      expiresAt: new Date(now.getTime() + GRANT_LIFETIME_MS),
      fingerprints: actions
        .filter((action) => action.configurationId === configurationId && action.state !== 'excluded')
        .flatMap(({ fingerprint }) => [fingerprint, ...(removals.get(fingerprint) ?? [])]),
    })
  }
}

function changedRefusal(): Refusal {
  return new Refusal({
    kind: 'conflict',
    code: 'plan-changed',
    detail: 'The plan is not the one you approved.',
    remedy: 'Read the request again, look at its plan, and approve that one.',
  })
}

function preflightRefusal(inTheWay: readonly { readonly destination: string; readonly message: string }[]): Refusal {
  const [first] = inTheWay
  const others = inTheWay.length > 1 ? ` ${inTheWay.length - 1} more like it.` : ''
  return new Refusal({
    kind: 'conflict',
    code: 'preflight-failed',
    detail: `The clouds are certain to refuse part of this: ${first?.message ?? ''}${others}`,
    remedy: 'Mend it and check again, leave those actions out, or approve with `despitePreflight: true`.',
  })
}

function staleRefusal(): Refusal {
  return new Refusal({
    kind: 'conflict',
    code: 'stale',
    detail: 'A Configuration of this request was changed meanwhile by another request.',
    remedy: 'Withdraw it and draft it again on the present generation.',
  })
}

/** The world moved since the plan was made: nothing was approved, and a new plan is asked for. */
async function planAgain(context: ServiceContext, id: string): Promise<Refusal> {
  await inTransaction(context.database.pool, async (sql) => {
    const request = await requireChangeRequest(sql, id)
    if (request.state !== 'open') return
    await updateChangeRequest(sql, id, { state: requireMove(request, 'replan') })
    await context.jobs.send(sql, 'plan-change-request', { changeRequestId: id })
    await addEvent(sql, { topic: 'change-request', subject: id })
  })
  return new Refusal({
    kind: 'conflict',
    code: 'plan-changed',
    detail: 'What the clouds hold has changed since the plan was made; nothing was approved.',
    remedy: 'A new plan is being made. Look at it, and approve that one.',
  })
}
