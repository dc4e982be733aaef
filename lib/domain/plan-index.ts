import type { Capabilities } from './capabilities'
import type { ObservedFlowLog, Ownership } from './flow-log'
import type { ResourceKey, ResourceType } from './resource'
import type { DesiredFacts, ScopeFacts } from './scope-plan'
import type { Violation } from './problem'
import type { FlowLogSpec } from './flow-log-spec'
import { observedClaimKey } from './claim-key'
import { preconditionHash } from './fingerprint'
import { resourceKeyText } from './resource'
import { validateSpec } from './rules'
import { specText } from './spec-text'

const NO_OWNER: Ownership = { kind: 'foreign', manager: 'unknown' }

/** The facts of one scope, indexed once so that every target is planned without searching. */
export interface PlanIndex {
  readonly facts: ScopeFacts
  readonly capabilities: Capabilities
  readonly log: (externalId: string) => ObservedFlowLog | null
  readonly logsOn: (target: ResourceKey) => readonly ObservedFlowLog[]
  readonly logsClaiming: (claim: string) => readonly ObservedFlowLog[]
  /** Desired flow logs that shall exist, or stay (released), on a target. */
  readonly keptOn: (target: ResourceKey) => readonly DesiredFacts[]
  readonly ownership: (log: ObservedFlowLog) => Ownership
  readonly isKept: (desiredId: string) => boolean
  readonly precondition: (target: ResourceKey) => string
  readonly violations: (spec: FlowLogSpec, type: ResourceType, target: ResourceKey) => readonly Violation[]
  /** CEN: kinds of target on one router (itself, or attachments) that have a log or shall have one. */
  readonly levelsOn: (router: string) => ReadonlySet<'router' | 'attachment'>
  /** Unbound logs that were given to a desired flow log earlier in this pass. */
  readonly taken: Set<string>
}

/** Indexes the facts of one scope. Its work grows with their number only. */
export function indexFacts(facts: ScopeFacts, capabilities: Capabilities): PlanIndex {
  const byId = new Map<string, ObservedFlowLog>()
  const byTarget = new Map<string, ObservedFlowLog[]>()
  const byClaim = new Map<string, ObservedFlowLog[]>()
  const levels = new Map<string, Set<'router' | 'attachment'>>()
  for (const log of facts.observed) {
    byId.set(log.externalId, log)
    if (log.target === null) continue
    push(byTarget, resourceKeyText(log.target), log)
    const claim = observedClaimKey(log)
    if (claim !== null) push(byClaim, claim, log)
    noteLevel(levels, log.target)
  }
  const keptByTarget = new Map<string, DesiredFacts[]>()
  const kept = new Set<string>()
  for (const desired of facts.desired) {
    if (desired.intent === 'absent') continue
    kept.add(desired.id)
    push(keptByTarget, resourceKeyText(desired.target), desired)
    noteLevel(levels, desired.target)
  }
  const ownership = (log: ObservedFlowLog) => facts.ownership.get(log.externalId) ?? NO_OWNER
  const logsOn = (target: ResourceKey) => byTarget.get(resourceKeyText(target)) ?? []
  const violationsBySpec = new Map<string, readonly Violation[]>()
  return {
    facts,
    capabilities,
    log: (externalId) => byId.get(externalId) ?? null,
    logsOn,
    logsClaiming: (claim) => byClaim.get(claim) ?? [],
    keptOn: (target) => keptByTarget.get(resourceKeyText(target)) ?? [],
    ownership,
    isKept: (desiredId) => kept.has(desiredId),
    precondition: (target) =>
      preconditionHash(
        logsOn(target).map((log) => ({ externalId: log.externalId, spec: log.spec, ownership: ownership(log).kind })),
      ),
    violations: (spec, type, target) => {
      const key = `${type} ${specText(spec)}`
      const known = violationsBySpec.get(key)
      if (known !== undefined) return known
      const violations = validateSpec(spec, type, target.scope)
      violationsBySpec.set(key, violations)
      return violations
    },
    levelsOn: (router) => levels.get(router) ?? new Set(),
    taken: new Set(),
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

function noteLevel(levels: Map<string, Set<'router' | 'attachment'>>, target: ResourceKey): void {
  if (target.type !== 'TransitRouter' && target.type !== 'TransitRouterAttachment') return
  const router = target.localKey.split('/')[0] ?? ''
  const found = levels.get(router) ?? new Set()
  found.add(target.type === 'TransitRouter' ? 'router' : 'attachment')
  levels.set(router, found)
}
