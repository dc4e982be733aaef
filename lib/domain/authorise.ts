import type { ConfigurationDocument } from './configuration'
import type { Grant } from './grant'
import type { Action } from './plan'
import { isGrantValid } from './grant'

/** What else decides whether an action may go through. */
export interface AuthoriseContext {
  readonly now: Date
  /** New targets that entered by upkeep since the last approval, by Configuration. */
  readonly newTargetsUsed: ReadonlyMap<string, number>
  /** Fingerprints carried out to their last step since they were granted: one approval, one time. */
  readonly spentFingerprints: ReadonlySet<string>
  /** Fingerprints whose last attempt ended terminally: a person must ask for another. None when left out. */
  readonly failedFingerprints?: ReadonlySet<string>
}

export interface WithheldAction {
  readonly action: Action
  /** `ObserveOnly`, `Paused`: nothing is applied. `Failed`: a person must retry. `NotifyOnly`: drift is shown and left. */
  readonly reason: 'ObserveOnly' | 'Paused' | 'Failed' | 'NotifyOnly'
}

export interface Authorisation {
  readonly granted: readonly { readonly action: Action; readonly grant: Grant }[]
  readonly withinUpkeep: readonly Action[]
  readonly needsApproval: readonly Action[]
  readonly withheld: readonly WithheldAction[]
}

type Configurations = ReadonlyMap<string, ConfigurationDocument & { readonly generation: number }>

/**
 * Which actions of a pass may be carried out. Pure. An action goes through when a valid grant holds its fingerprint, or
 * when it lies inside the upkeep that was approved with its Configuration: entering, retagging, re-enabling, making the
 * same spec again; never what reduces coverage. Everything else waits for a person.
 */
export function authorise(
  actions: readonly Action[],
  grants: readonly Grant[],
  configurations: Configurations,
  context: AuthoriseContext,
): Authorisation {
  const grantOf = indexGrants(grants, configurations, context)
  const used = new Map(context.newTargetsUsed)
  const granted: { action: Action; grant: Grant }[] = []
  const withinUpkeep: Action[] = []
  const needsApproval: Action[] = []
  const withheld: WithheldAction[] = []

  for (const action of actions) {
    const configuration = configurations.get(action.configurationId)
    const grant = grantOf(action)
    if (configuration?.paused === true) withheld.push({ action, reason: 'Paused' })
    else if (configuration?.observeOnly === true) withheld.push({ action, reason: 'ObserveOnly' })
    else if (context.failedFingerprints?.has(action.fingerprint) === true) withheld.push({ action, reason: 'Failed' })
    else if (grant !== null) granted.push({ action, grant })
    else if (isDriftTo(action, configuration, 'notify')) withheld.push({ action, reason: 'NotifyOnly' })
    else if (configuration !== undefined && isUpkeep(action, configuration, used)) withinUpkeep.push(action)
    else needsApproval.push(action)
  }
  return { granted, withinUpkeep, needsApproval, withheld }
}

/**
 * Everything under which an approval can have let an action through. Pure. A removal also goes through under what was approved
 * of any log of ours on its target.
 */
export function grantPrints(action: Action): readonly string[] {
  return action.kind === 'delete' ? [action.fingerprint, ...action.removals] : [action.fingerprint]
}

function indexGrants(
  grants: readonly Grant[],
  configurations: Configurations,
  { now, spentFingerprints }: AuthoriseContext,
) {
  const byFingerprint = new Map<string, Grant[]>()
  for (const grant of grants) {
    const generation = configurations.get(grant.configurationId)?.generation ?? null
    if (!isGrantValid(grant, generation, now)) continue
    for (const fingerprint of grant.fingerprints) {
      byFingerprint.set(fingerprint, [...(byFingerprint.get(fingerprint) ?? []), grant])
    }
  }
  return (action: Action): Grant | null =>
    grantPrints(action)
      .filter((print) => !spentFingerprints.has(print))
      .flatMap((print) => byFingerprint.get(print) ?? [])
      .find((grant) => grant.configurationId === action.configurationId) ?? null
}

function isDriftTo(
  action: Action,
  configuration: ConfigurationDocument | undefined,
  onDrift: ConfigurationDocument['onDrift'],
): boolean {
  return action.because === 'drift' && configuration?.onDrift === onDrift
}

/** Whether upkeep covers an action; counts a new target it lets in. */
function isUpkeep(action: Action, configuration: ConfigurationDocument, used: Map<string, number>): boolean {
  if (configuration.upkeep !== 'automatic' || action.risk === 'reduces-coverage') return false
  if (action.because === 'drift') return configuration.onDrift === 'heal' && isHealing(action)
  if (action.kind !== 'create' || action.because !== 'new-target') return false
  const entered = used.get(action.configurationId) ?? 0
  if (entered >= configuration.upkeepBound.maxNewTargets) return false
  used.set(action.configurationId, entered + 1)
  return true
}

/** Making the same spec again, retagging and re-enabling: what upkeep may do about drift. */
function isHealing(action: Action): boolean {
  if (action.kind === 'create') return true
  if (action.kind !== 'update') return false
  return action.changes.every(
    (change) =>
      (change.field.startsWith('tags.') && change.after !== null) ||
      (change.field === 'enabled' && change.after === 'true'),
  )
}
