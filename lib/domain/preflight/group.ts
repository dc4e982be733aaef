import { canonicalJson } from '../json'
import type { FlowLogSpec } from '../flow-log-spec'
import type { ResourceType } from '../resource'
import { scopeKey, type ScopeRef } from '../scope'

/** One target that a plan would make a flow log on, as far as preflight looks at it. */
export interface PreflightTarget {
  readonly ordinal: number
  readonly scope: ScopeRef
  readonly type: ResourceType
  readonly externalId: string
  readonly name: string | null
  /** The cloud's own word, as discovery last saw it. */
  readonly state: string
  readonly isSettled: boolean
  readonly notCoverable: string | null
  /** CEN: the edition and state of its router; null elsewhere or when the router was not seen. */
  readonly router: { readonly externalId: string; readonly edition: string | null; readonly state: string } | null
  /** Living flow logs on the target now, whoever made them. */
  readonly logsOnTarget: number
  /** CEN: living logs of the other level on the same router. */
  readonly logsOfOtherLevel: number
  readonly desired: FlowLogSpec
}

/**
 * Targets that share everything the cloud is asked about: account, region, destination and roles. Each is asked about
 * once, however many targets there are.
 */
export interface PreflightGroup {
  readonly key: string
  readonly scope: ScopeRef
  /** Of the first target; what differs between the targets of a group is not asked about. */
  readonly spec: FlowLogSpec
  /** As people know it. */
  readonly destination: string
  readonly targets: readonly PreflightTarget[]
}

/** Groups targets, in the order in which groups first appear. Pure. */
export function preflightGroups(targets: readonly PreflightTarget[]): readonly PreflightGroup[] {
  const groups = new Map<string, PreflightTarget[]>()
  for (const target of targets) {
    const key = `${scopeKey(target.scope)} ${canonicalJson(sharedPart(target.desired))}`
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [target])
    else members.push(target)
  }
  return [...groups].flatMap(([key, members]) => {
    const [first] = members
    if (first === undefined) return []
    const { scope, desired: spec } = first
    return [{ key, scope, spec, destination: destinationOf(spec), targets: members }]
  })
}

/** The parts of a spec that the answers of the cloud depend on. */
function sharedPart(spec: FlowLogSpec): unknown {
  if (spec.family === 'cen') return [spec.projectName, spec.logStoreName]
  return [
    spec.family,
    spec.logDestinationType,
    spec.logDestination,
    spec.deliverLogsPermissionArn,
    spec.deliverCrossAccountRole,
    spec.destinationOptions?.hiveCompatiblePartitions ?? false,
    (spec.logFormat ?? '').includes('${ecs-'),
    spec.tagFieldSpecifications.length > 0,
  ]
}

function destinationOf(spec: FlowLogSpec): string {
  return spec.family === 'cen' ? `${spec.projectName}/${spec.logStoreName}` : spec.logDestination
}

/** The first target of each kind: a dry run speaks for its kind, since permissions differ between kinds. Pure. */
export function samplesOf(group: PreflightGroup): readonly PreflightTarget[] {
  return [...new Map([...group.targets].reverse().map((target) => [target.type, target])).values()].reverse()
}
