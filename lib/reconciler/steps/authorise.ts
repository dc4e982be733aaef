import type { Action } from '../../domain/plan'
import { authorise as authoriseActions, grantPrints } from '../../domain/authorise'
import { judgeSafety } from '../../domain/plan-safety'
import { countUpkeepEntries } from '../../store/cloud-operations'
import type { Begun } from '../../store/desired-flow-logs'
import { loadGrants } from '../../store/grants'
import type { Hold, HoldReason, ReadyAction } from '../authorised'
import { isSwitchingOff } from '../authorised'
import type { Draft, Pass } from '../pass'

/**
 * What may be carried out now: actions that were approved, or that lie inside the upkeep approved with their
 * Configuration, and that nothing else stands against. The rest is held, each with its reason.
 */
export async function authorise(pass: Pass): Promise<void> {
  const { facts } = pass
  if (facts === null) return
  const held = new Map<string, Hold>()
  const byAction = new Map<Action, string>()
  for (const { desiredId, action } of pass.assessments) if (action !== null) byAction.set(action, desiredId)
  const begun = new Map<Action, Begun>()
  const open: Action[] = []
  for (const [action, desiredId] of byAction) {
    const earlier = pass.draft(desiredId)?.begun ?? null
    if (earlier !== null && continues(earlier, action)) begun.set(action, earlier)
    else open.push(action)
  }

  const { grants, spentFingerprints } = await loadGrants(pass.lease.read, open.flatMap(grantPrints))
  const verdict = authoriseActions(open, grants, facts.configurations, {
    now: pass.now(),
    newTargetsUsed: await newTargetsUsed(pass, open),
    spentFingerprints,
    failedFingerprints: failedFingerprints(pass, byAction),
  })
  const ready: ReadyAction[] = []
  const idOf = (action: Action) => byAction.get(action) ?? ''
  const isSwitchedOff = (action: Action) => {
    const configuration = facts.configurations.get(action.configurationId)
    return configuration?.paused === true || configuration?.observeOnly === true
  }
  for (const [action, { grantId, authority }] of begun) {
    if (isSwitchedOff(action)) hold(held, idOf(action), 'ObserveOnly', action)
    else ready.push({ desiredId: idOf(action), action, grantId, authority })
  }
  for (const { action, grant } of verdict.granted) {
    ready.push({ desiredId: idOf(action), action, grantId: grant.id, authority: 'grant' })
  }
  for (const action of verdict.withinUpkeep) {
    const authority = action.because === 'new-target' ? 'upkeep-new-target' : 'upkeep-drift'
    ready.push({ desiredId: idOf(action), action, grantId: null, authority })
  }
  for (const action of verdict.needsApproval) hold(held, idOf(action), 'NeedsApproval', action)
  for (const { action, reason } of verdict.withheld) hold(held, idOf(action), reason, action)
  pass.authorised = { held, ready: standAgainst(pass, ready, held) }
}

/** A later step of what was authorised before: the same replacement, or what is left of the same update. */
function continues(begun: Begun, action: Action): boolean {
  if (begun.fingerprint === action.fingerprint) return true
  if (begun.kind !== 'update' && isSwitchingOff(action)) return true
  if (begun.kind !== 'update' || action.kind !== 'update') return false
  const allowed = new Set(begun.changes.map(changeText))
  return action.changes.every((change) => allowed.has(changeText(change)))
}

const changeText = ({ field, before, after }: Begun['changes'][number]) => JSON.stringify([field, before, after])

/** Actions that failed for good, until a person asks for another attempt or the conflict behind it has changed. */
function failedFingerprints(pass: Pass, byAction: ReadonlyMap<Action, string>): ReadonlySet<string> {
  const failed = new Set<string>()
  for (const [action, desiredId] of byAction) {
    const draft = pass.draft(desiredId)
    if (draft?.failedFingerprint !== action.fingerprint || draft.retryRequestedAt !== null) continue
    if (!hasChangedSinceConflict(draft, action)) failed.add(action.fingerprint)
  }
  return failed
}

function hasChangedSinceConflict(draft: Readonly<Draft>, action: Action): boolean {
  const { failedFingerprint, failedPrecondition } = draft
  return (
    failedFingerprint === action.fingerprint &&
    failedPrecondition !== null &&
    failedPrecondition !== action.precondition
  )
}

/** How much of the upkeep bound of each Configuration is used, where this pass has new targets for it. */
async function newTargetsUsed(pass: Pass, actions: readonly Action[]): Promise<ReadonlyMap<string, number>> {
  const wanted = new Map<string, number>()
  for (const { kind, because, configurationId } of actions) {
    if (kind === 'create' && because === 'new-target')
      wanted.set(configurationId, (wanted.get(configurationId) ?? 0) + 1)
  }
  const used = new Map<string, number>()
  for (const [id, count] of wanted) {
    const { generation = 0, upkeepBound } = pass.facts?.configurations.get(id) ?? {}
    const enough = (upkeepBound?.maxNewTargets ?? 0) - count
    used.set(id, await countUpkeepEntries(pass.lease.read, id, generation, enough))
  }
  return used
}

/** What stands against an action that is allowed as such. */
function standAgainst(pass: Pass, allowed: readonly ReadyAction[], held: Map<string, Hold>): readonly ReadyAction[] {
  const inFlight = new Set(pass.openOperations.flatMap((operation) => operation.pendingItems))
  const tooMany = tooManyDeletes(pass, allowed)
  return allowed.filter(({ desiredId, action }) => {
    const draft = pass.draft(desiredId)
    const reason = draft === null ? 'InFlight' : reasonAgainst(pass, draft, action, inFlight, tooMany !== null)
    if (reason === null) return true
    hold(held, desiredId, reason, action, reason === 'TooManyDeletes' ? tooMany : null)
    return false
  })
}

function reasonAgainst(
  pass: Pass,
  draft: Readonly<Draft>,
  action: Action,
  inFlight: ReadonlySet<string>,
  tooManyDeletes: boolean,
): HoldReason | null {
  if (pass.lookOnly !== null) return pass.lookOnly
  if (inFlight.has(draft.id)) return 'InFlight'
  if (tooManyDeletes && action.kind === 'delete') return 'TooManyDeletes'
  if (draft.retryRequestedAt !== null) return null
  return draft.retryAt !== null && draft.retryAt > pass.now() ? 'RetryLater' : null
}

/** The ceiling on deletions holds whatever was approved: a person raises it first, or removes fewer. */
function tooManyDeletes(pass: Pass, allowed: readonly ReadyAction[]): string | null {
  const actions = allowed.map(({ action }) => action)
  const managed = [...pass.desired.values()].filter(({ externalId }) => externalId !== null).length
  const safety = judgeSafety(actions, managed, {
    maxDeletes: pass.installation.maxDeletesPerPass,
    maxDeleteShare: 1,
    shareAppliesFrom: Number.POSITIVE_INFINITY,
  })
  return safety.kind === 'safe' ? null : safety.reasons.map(({ message, wayOut }) => `${message} ${wayOut}`).join(' ')
}

const HOLD_MESSAGES: Readonly<Record<HoldReason, string>> = {
  InFlight: 'An earlier call for it is not settled yet.',
  RetryLater: 'It is tried again a little later.',
  Failed: 'It failed before and nothing has changed since; a person can ask for another attempt.',
  NeedsApproval: 'Nobody has approved this yet.',
  ObserveOnly: 'Its Configuration is only observed: what would be done is shown, nothing is.',
  Paused: 'Its Configuration is paused.',
  NotifyOnly: 'Its Configuration asks to be told of drift, not to have it undone.',
  Ignored: 'Somebody answers for leaving this drift until a date.',
  Flapping: 'Healing has stopped: another manager undoes it again and again.',
  TooManyDeletes: 'More deletions at once than the ceiling allows.',
  StopAllChanges: 'All changes are stopped for this installation.',
  LookOnly: 'This installation only looks until a person confirms it.',
  EndpointChanged: 'Calls for this account go elsewhere than when it was added.',
}

function hold(
  held: Map<string, Hold>,
  desiredId: string,
  reason: HoldReason,
  action: Action,
  message: string | null = null,
): void {
  held.set(desiredId, { reason, action, message: message ?? HOLD_MESSAGES[reason] })
}
