import type { Manager } from '../flow-log'
import type { FlowLogSpec } from '../flow-log-spec'
import type { ProviderId } from '../provider-id'
import type { ResourceType, TargetFamily } from '../resource'
import type { ScopeRef } from '../scope'
import type { Violation } from '../problem'
import { sha256Hex } from '../digest'
import { validateSpec } from '../rules'
import { parametersOf } from '../normalise'
import { specText } from '../spec-text'
import { templateOf, textUses } from './templates'

/** Foreign logs of one scope with one manager, one kind of target and the same literal parameters. */
export interface LogGroup {
  readonly scopeId: string
  readonly scope: ScopeRef
  readonly manager: Manager
  readonly targetType: ResourceType
  /** Without people's tags. */
  readonly spec: FlowLogSpec
  readonly count: number
}

/** Logs that one Configuration would describe exactly. */
export interface LogCluster<Group extends LogGroup = LogGroup> {
  /** SHA-256 over manager and template: the same logs keep it. */
  readonly key: string
  readonly provider: ProviderId
  readonly family: TargetFamily
  readonly manager: Manager
  /** Template of a Configuration, without tags. */
  readonly spec: FlowLogSpec
  readonly groups: readonly Group[]
  readonly count: number
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  readonly targetTypes: readonly ResourceType[]
  /** Rules that the parameters break, so that no Configuration can describe them; empty where one can. */
  readonly violations: readonly Violation[]
}

export interface Clusters<Group extends LogGroup = LogGroup> {
  /** Most logs first. */
  readonly clusters: readonly LogCluster<Group>[]
  /** Logs whose parameters no template gives back. */
  readonly indescribable: number
}

/**
 * Groups existing logs by equal parameters, whatever account or region they stand in. Pure; the order of the input does
 * not matter. One manager per cluster, because adopting from a manager needs a word of its own.
 */
export function clusterLogs<Group extends LogGroup>(groups: readonly Group[]): Clusters<Group> {
  const uses = textUses(groups)
  const byKey = new Map<string, { readonly spec: FlowLogSpec; readonly groups: Group[] }>()
  let indescribable = 0
  for (const group of groups) {
    const template = templateOf(group, uses)
    const spec = template === null ? null : parametersOf(template)
    if (spec === null) {
      indescribable += group.count
      continue
    }
    const key = clusterKey(group.manager, spec)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { spec, groups: [group] })
    else known.groups.push(group)
  }
  const clusters = [...byKey].map(([key, { spec, groups: members }]) => toCluster(key, spec, members))
  clusters.sort((left, right) => right.count - left.count || (left.key < right.key ? -1 : 1))
  return { clusters, indescribable }
}

function clusterKey(manager: Manager, spec: FlowLogSpec): string {
  return sha256Hex(`${manager} ${specText(spec)}`)
}

function toCluster<Group extends LogGroup>(
  key: string,
  spec: FlowLogSpec,
  groups: readonly Group[],
): LogCluster<Group> {
  const distinct = <Value extends string>(values: readonly Value[]) => [...new Set(values)].sort()
  const [first] = groups
  if (first === undefined) throw new Error('a cluster has at least one group')
  return {
    key,
    provider: first.scope.provider,
    family: spec.family,
    manager: first.manager,
    spec,
    groups,
    count: groups.reduce((sum, { count }) => sum + count, 0),
    accounts: distinct(groups.map(({ scope }) => scope.accountId)),
    regions: distinct(groups.map(({ scope }) => scope.region)),
    targetTypes: distinct(groups.map(({ targetType }) => targetType)),
    violations: violationsOf(groups),
  }
}

/** The first group that breaks rules speaks for the cluster: what was made once may break rules of today. */
function violationsOf(groups: readonly LogGroup[]): readonly Violation[] {
  for (const { spec, targetType, scope } of groups) {
    const violations = validateSpec(spec, targetType, scope)
    if (violations.length > 0) return violations
  }
  return []
}
