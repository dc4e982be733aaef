import { uuidv7 } from 'uuidv7'
import { buildPlan } from '../domain/build-plan'
import type { Capabilities } from '../domain/capabilities'
import type { ChangeItem } from '../domain/change-item'
import { changeWishes, type ChangeWishes } from '../domain/change-wishes'
import type { EnteringMember } from '../domain/membership'
import { epochKey } from '../domain/membership'
import { type ConfigurationState, overlayConfigurations } from '../domain/overlay'
import type { Plan } from '../domain/plan'
import { planScope } from '../domain/plan-scope'
import type { ProviderId } from '../domain/provider-id'
import { parseResourceKey } from '../domain/resource-key'
import { resourceKeyText, type ResourceType } from '../domain/resource'
import { scopeKey } from '../domain/scope'
import type { Assessment } from '../domain/scope-plan'
import { FAMILIES } from '../domain/target-family'
import { configurationsByIds } from '../store/configuration-rows'
import { planningFacts } from '../store/planning-facts'
import { type LoadedScope, loadScopeFacts, membershipOf } from '../store/scope-facts'
import { desiredTypesOf, planningScopes, type PlanningScope } from '../store/planning-scopes'
import type { Sql } from '../store/sql'

/** One scope of a proposal: what was known, who would enter, and what would be done. */
export interface ProposedScope {
  readonly loaded: LoadedScope
  /** With the ids their desired flow logs will have. */
  readonly entering: readonly (EnteringMember & { readonly id: string })[]
  /** Only those of the proposal's Configurations. */
  readonly assessments: readonly Assessment[]
}

/** What a change request would do to the world as it was last seen. */
export interface Proposal {
  readonly plan: Plan
  readonly scopes: readonly ProposedScope[]
  /** The proposal's Configurations as they would be. */
  readonly configurations: ReadonlyMap<string, ConfigurationState>
  /** As they are; one that is to be created is missing. */
  readonly before: ReadonlyMap<string, ConfigurationState>
  readonly inSync: number
}

export interface ComputeOptions {
  readonly now: Date
  readonly capabilities: (provider: ProviderId) => Capabilities
  /** Approval locks the scopes, so that no pass writes between planning and storing. */
  readonly lockScopes?: boolean
}

/**
 * Plans a proposal on stored facts: Configurations as they would be, membership as it would follow, one assessment per
 * desired flow log. Reads only. Throws `OverlayMismatch` where an item was drafted on another generation.
 */
export async function computePlan(sql: Sql, items: readonly ChangeItem[], options: ComputeOptions): Promise<Proposal> {
  const before = await configurationsByIds(
    sql,
    items.map(({ configurationId }) => configurationId),
  )
  const configurations = new Map(overlayConfigurations([...before.values()], items).map((state) => [state.id, state]))
  const types = await concernedTypes(sql, [...configurations.values()])
  const scopes: ProposedScope[] = []
  for (const scope of await affectedScopes(sql, [...configurations.values()], options.lockScopes ?? false)) {
    scopes.push(await planOneScope(sql, scope, configurations, types, { ...options, wishes: changeWishes(items) }))
  }
  const assessments = scopes.flatMap((scope) => scope.assessments)
  const bases = new Map([...configurations.keys()].map((id) => [id, before.get(id)?.generation ?? 0]))
  return {
    plan: buildPlan(assessments, bases),
    scopes,
    configurations,
    before,
    inSync: assessments.filter(({ verdict }) => verdict === 'in-sync').length,
  }
}

async function planOneScope(
  sql: Sql,
  scope: PlanningScope,
  proposed: ReadonlyMap<string, ConfigurationState>,
  types: readonly ResourceType[],
  { now, capabilities, wishes }: ComputeOptions & { readonly wishes: ChangeWishes },
): Promise<ProposedScope> {
  const loaded = withRetained(await loadScopeFacts(sql, scope.id, now, types), wishes)
  const own = [...proposed.values()].filter(({ document }) => document.provider === scope.provider)
  const configurations = [...loaded.configurations.filter(({ id }) => !proposed.has(id)), ...own]
  const membership = membershipOf(loaded, configurations)
  const ids = new Map<string, string>()
  const idOf = (member: EnteringMember) => {
    const key = epochKey(member.configurationId, member.targetKeyText)
    const id = ids.get(key) ?? uuidv7()
    ids.set(key, id)
    return id
  }
  const of = capabilities(scope.provider)
  const facts = planningFacts(loaded, membership, {
    capabilities: of,
    now,
    idOf,
    configurations,
    looksAhead: true,
    wishes,
  })
  const concerned = new Set(
    facts.desired.flatMap(({ id, configurationId, target }) =>
      proposed.has(configurationId) && wishes.isConcerned(configurationId, resourceKeyText(target)) ? [id] : [],
    ),
  )
  return {
    loaded,
    entering: membership.entering
      .filter(({ configurationId }) => proposed.has(configurationId))
      .map((member) => ({ ...member, id: idOf(member) })),
    assessments: planScope(facts, of).filter(({ desiredId }) => concerned.has(desiredId)),
  }
}

/** Targets that the proposal lets go of, as they are once it is approved. */
function withRetained(loaded: LoadedScope, wishes: ChangeWishes): LoadedScope {
  const desired = loaded.desired.map((row) =>
    wishes.isRetained(row.configurationId, row.targetKeyText) ? { ...row, onRemoval: 'retain' as const } : row,
  )
  return { ...loaded, desired }
}

/** Scopes where the proposal's Configurations have something, or could select something. */
async function affectedScopes(
  sql: Sql,
  configurations: readonly ConfigurationState[],
  lock: boolean,
): Promise<readonly PlanningScope[]> {
  const providers = [...new Set(configurations.map(({ document }) => document.provider))]
  const known = await planningScopes(sql, {
    providers,
    configurationIds: configurations.map(({ id }) => id),
    lock,
  })
  const reaches = configurations.map(reachOf)
  return known.filter((scope) => scope.hasDesired || reaches.some((reach) => reach(scope)))
}

/**
 * Every type a target of these Configurations can have: what they select, and what they have already (it may have to
 * leave). Other types need not be loaded: a region holds ten interfaces for every VPC.
 */
async function concernedTypes(
  sql: Sql,
  configurations: readonly ConfigurationState[],
): Promise<readonly ResourceType[]> {
  const present = await desiredTypesOf(
    sql,
    configurations.map(({ id }) => id),
  )
  return [...new Set([...configurations.flatMap(selectableTypes), ...present])]
}

/** The types a Configuration can select. Pure. */
function selectableTypes({ document }: ConfigurationState): readonly ResourceType[] {
  const { selector, family } = document
  if (selector.kind === 'explicit') {
    return [...new Set(selector.targets.flatMap((target) => parseResourceKey(target)?.type ?? []))]
  }
  const named = selector.clauses.find((clause) => clause.on === 'type')
  return named === undefined ? FAMILIES[family].targetTypes : named.values
}

/** Which scopes a selector can reach at all, so that the others need not be loaded. Pure. */
function reachOf({ document, isDeleted }: ConfigurationState): (scope: PlanningScope) => boolean {
  if (isDeleted) return () => false
  const { provider, selector } = document
  if (selector.kind === 'explicit') {
    const keys = new Set(
      selector.targets.flatMap((target) => {
        const key = parseResourceKey(target)
        return key === null ? [] : [scopeKey(key.scope)]
      }),
    )
    return (scope) => scope.provider === provider && keys.has(scopeKey(scope))
  }
  const accounts = selector.clauses.flatMap((clause) => (clause.on === 'account' ? [new Set(clause.values)] : []))
  const regions = selector.clauses.flatMap((clause) => (clause.on === 'region' ? [new Set(clause.values)] : []))
  return (scope) =>
    scope.provider === provider &&
    accounts.every((values) => values.has(scope.accountId)) &&
    regions.every((values) => values.has(scope.region))
}
