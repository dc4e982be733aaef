import type { ConfigurationState } from './overlay'
import type { FlowLogSpec } from './flow-log-spec'
import type { Resource, ResourceType } from './resource'
import type { ScopeRef } from './scope'
import { allotClaims } from './claims'
import { claimKey } from './claim-key'
import { sha256Hex } from './digest'
import { canonicalJson } from './json'
import { resolveSpec } from './resolve-spec'
import { parseResourceKey } from './resource-key'
import type { ResourceTest } from './selector'
import { compileSelector } from './selector'

/** A desired flow log that has not ended, as far as membership decides about it. */
export interface DesiredMember {
  readonly id: string
  readonly configurationId: string
  readonly generation: number
  readonly targetKeyText: string
  readonly epoch: number
  readonly intent: 'present' | 'absent' | 'released'
  readonly spec: FlowLogSpec
  readonly specHash: string
  readonly claimKey: string
  readonly holdsClaim: boolean
  readonly formerTagKeys: readonly string[]
  /** This one target is let go of when it leaves, whatever its Configuration says. */
  readonly onRemoval?: 'retain' | null
}

/** Everything that membership looks at, for one scope. */
export interface MembershipInput {
  readonly scope: ScopeRef
  readonly configurations: readonly ConfigurationState[]
  /** By key text: everything of the scope that is not gone. */
  readonly resources: ReadonlyMap<string, Resource>
  readonly desired: readonly DesiredMember[]
  /** The highest epoch ever used, ended ones included, by `epochKey`. */
  readonly lastEpochs: ReadonlyMap<string, number>
  /**
   * Types whose last listing was complete and recent. For any other type nothing leaves because a filter stopped
   * matching: a look that failed says nothing.
   */
  readonly freshTypes: ReadonlySet<ResourceType>
}

/** A target that a Configuration selects and that has no desired flow log yet. */
export interface EnteringMember extends Omit<DesiredMember, 'id'> {
  readonly target: Resource
}

export type LeavingReason = 'ConfigurationDeleted' | 'Excluded' | 'Unselected'

/** A desired flow log whose membership changes: all of it as it becomes, and what happened. */
export interface ChangedMember extends DesiredMember {
  readonly change: 'kept' | 'respecified' | 'leaving' | 'returning' | 'claim'
  readonly leavingReason: LeavingReason | null
}

/** Who belongs to what now. */
export interface Membership {
  readonly entering: readonly EnteringMember[]
  /** Only those that differ from what is stored. */
  readonly changed: readonly ChangedMember[]
  /** Every desired flow log of the scope that has not ended, as it is now; entering ones are not in it. */
  readonly members: readonly DesiredMember[]
}

/** Key of `lastEpochs`. Pure. */
export function epochKey(configurationId: string, targetKeyText: string): string {
  return `${configurationId} ${targetKeyText}`
}

/** The hash by which two resolved specs are told apart quickly. Pure. */
export function specHash(spec: FlowLogSpec): string {
  return sha256Hex(canonicalJson(spec))
}

interface Compiled {
  readonly state: ConfigurationState
  /** Named one by one; null where clauses select. */
  readonly named: ReadonlySet<string> | null
  readonly excluded: ReadonlySet<string>
  readonly matches: ResourceTest
  readonly enters: ResourceTest
  readonly spec: FlowLogSpec
  readonly hash: string
}

/**
 * Which targets each Configuration covers now: who enters, who stays with which spec, who leaves. Pure. Entering needs a
 * target that exists; leaving needs a reason that is not "we could not look": the Configuration went, it excludes or no
 * longer names the target, or a filter stopped matching in a fresh, complete listing. A paused Configuration stands still.
 */
export function decideMembership(input: MembershipInput): Membership {
  const compiled = new Map(input.configurations.map((state) => [state.id, compile(state, input.scope)]))
  const present = new Set<string>()
  const decided = input.desired.map((member) => {
    present.add(epochKey(member.configurationId, member.targetKeyText))
    return decideOne(member, compiled.get(member.configurationId), input)
  })
  const entering = [...compiled.values()].flatMap((configuration) => enteringOf(configuration, input, present))

  const holders = allotClaims(decided, entering)
  const members = decided.map(({ member }) => withClaim(member, holders.has(member)))
  const changed = decided.flatMap(({ before, change, leavingReason }, index): readonly ChangedMember[] => {
    const member = members[index]
    if (member === undefined) return []
    if (change !== null) return [{ ...member, change, leavingReason }]
    return member.holdsClaim === before.holdsClaim ? [] : [{ ...member, change: 'claim', leavingReason: null }]
  })
  return { members, changed, entering: entering.map((member) => withClaim(member, holders.has(member))) }
}

function withClaim<Member extends { readonly holdsClaim: boolean }>(member: Member, holdsClaim: boolean): Member {
  return member.holdsClaim === holdsClaim ? member : { ...member, holdsClaim }
}

function compile(state: ConfigurationState, scope: ScopeRef): Compiled {
  const { selector, family, spec: template } = state.document
  const { matches, selects } = compileSelector(selector, family)
  const spec = resolveSpec(template, scope)
  // A target named one by one enters even when it cannot carry a log, so that the plan says why; a filter passes it by.
  const enters: ResourceTest =
    selector.kind === 'explicit' ? matches : (resource) => resource.notCoverable === null && selects(resource)
  return {
    state,
    named: selector.kind === 'explicit' ? new Set(selector.targets) : null,
    excluded: new Set(selector.kind === 'clauses' ? selector.excludes : []),
    matches,
    enters,
    spec,
    hash: specHash(spec),
  }
}

interface Decision {
  readonly before: DesiredMember
  readonly member: DesiredMember
  readonly change: ChangedMember['change'] | null
  readonly leavingReason: LeavingReason | null
}

function decideOne(before: DesiredMember, configuration: Compiled | undefined, input: MembershipInput): Decision {
  const same: Decision = { before, member: before, change: null, leavingReason: null }
  if (configuration === undefined) return same
  const { state } = configuration
  const reason = leavingReason(before, configuration, input)
  if (reason !== null) {
    if (before.intent !== 'present') return same
    // What leaves keeps the spec it was made with: it is what the log in the cloud looks like.
    const isRetained = before.onRemoval === 'retain' || state.document.onRemoval === 'retain'
    const intent = isRetained ? 'released' : 'absent'
    const member: DesiredMember = { ...before, intent, generation: state.generation }
    return { before, member, change: 'leaving', leavingReason: reason }
  }
  if (state.document.paused) return same
  const isReturning = before.intent !== 'present'
  if (!isReturning && before.generation === state.generation && before.specHash === configuration.hash) return same
  const member = respecify(before, configuration)
  const change = isReturning ? 'returning' : before.specHash === configuration.hash ? 'kept' : 'respecified'
  return { before, member, change, leavingReason: null }
}

function respecify(before: DesiredMember, { state, spec, hash }: Compiled): DesiredMember {
  const formerTagKeys = [...new Set([...before.formerTagKeys, ...Object.keys(before.spec.tags)])]
    .filter((key) => !(key in spec.tags))
    .sort()
  return {
    ...before,
    intent: 'present',
    generation: state.generation,
    spec,
    specHash: hash,
    claimKey: before.specHash === hash ? before.claimKey : claimOf(before, spec),
    formerTagKeys,
  }
}

function claimOf(member: DesiredMember, spec: FlowLogSpec): string {
  const target = parseResourceKey(member.targetKeyText)
  return target === null ? member.claimKey : claimKey(target, spec)
}

/** Why a target no longer belongs; null while it does, and whenever nobody can tell. */
function leavingReason(member: DesiredMember, configuration: Compiled, input: MembershipInput): LeavingReason | null {
  const { state, matches, named, excluded } = configuration
  if (state.isDeleted) return 'ConfigurationDeleted'
  if (state.document.paused) return null
  if (named !== null) return named.has(member.targetKeyText) ? null : 'Excluded'
  if (excluded.has(member.targetKeyText)) return 'Excluded'
  const resource = input.resources.get(member.targetKeyText)
  // A target that is missing or gone is told apart from one that no longer matches: the planner ends it, or waits.
  if (resource === undefined || !input.freshTypes.has(resource.key.type)) return null
  return matches(resource) ? null : 'Unselected'
}

function enteringOf(configuration: Compiled, input: MembershipInput, present: ReadonlySet<string>): EnteringMember[] {
  const { state, enters, spec, hash } = configuration
  if (state.isDeleted || state.document.paused) return []
  const entering: EnteringMember[] = []
  for (const [targetKeyText, target] of input.resources) {
    const key = epochKey(state.id, targetKeyText)
    if (present.has(key) || !enters(target)) continue
    entering.push({
      configurationId: state.id,
      generation: state.generation,
      targetKeyText,
      target,
      epoch: (input.lastEpochs.get(key) ?? 0) + 1,
      intent: 'present',
      spec,
      specHash: hash,
      claimKey: claimKey(target.key, spec),
      holdsClaim: false,
      formerTagKeys: [],
    })
  }
  return entering
}
