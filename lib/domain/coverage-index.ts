import type { ObservedFlowLog } from './flow-log'
import type { FlowLogSpec, TrafficType } from './flow-log-spec'
import type { Resource, ResourceKey } from './resource'
import { resourceKeyText } from './resource'

/** A flow log with what we know of its delivery over time. */
export interface CoverageLog {
  readonly log: ObservedFlowLog
  /** Since when we have seen it capturing; null when it does not. */
  readonly activeSince: Date | null
  /** Where a reader is set up for its destination: what it saw. Null without one. */
  readonly reader: {
    readonly lastRecordAt: Date | null
    /** Whether the target is known to carry traffic: only then does silence say something. */
    readonly trafficIsKnown: boolean
  } | null
}

/** A desired flow log that shall exist, whether or not it does. */
export interface CoverageWish {
  readonly target: ResourceKey
  readonly spec: FlowLogSpec
}

/** Everything coverage is worked out from. For peer links it must hold both regions. */
export interface CoverageFacts {
  readonly resources: Iterable<Resource>
  readonly logs: Iterable<CoverageLog>
  readonly wishes: Iterable<CoverageWish>
  /** Scope keys whose flow logs or resources could not be looked at. */
  readonly scopesNotSeen: ReadonlySet<string>
  /** Which traffic a resource must have logged. */
  readonly requiredTraffic: (resource: Resource) => TrafficType
  readonly now: Date
}

export interface CoverageIndex {
  readonly facts: Omit<CoverageFacts, 'resources' | 'logs' | 'wishes'>
  readonly logsOn: (key: ResourceKey) => readonly CoverageLog[]
  readonly wishesOn: (key: ResourceKey) => readonly CoverageWish[]
  readonly resource: (key: ResourceKey) => Resource | null
  /** Peer links by attachment id: the same link as each of its regions lists it. */
  readonly peerEnds: (attachmentId: string) => readonly Resource[]
}

const NOTHING: readonly never[] = []

/** Indexes the facts once; every question afterwards costs a few look-ups. Pure. */
export function indexCoverage(facts: CoverageFacts): CoverageIndex {
  const resources = new Map<string, Resource>()
  const peers = new Map<string, Resource[]>()
  for (const resource of facts.resources) {
    resources.set(resourceKeyText(resource.key), resource)
    if (resource.links.peerRegion !== undefined) push(peers, resource.externalId, resource)
  }
  const logs = new Map<string, CoverageLog[]>()
  for (const entry of facts.logs) {
    if (entry.log.target !== null) push(logs, resourceKeyText(entry.log.target), entry)
  }
  const wishes = new Map<string, CoverageWish[]>()
  for (const wish of facts.wishes) push(wishes, resourceKeyText(wish.target), wish)
  const { scopesNotSeen, requiredTraffic, now } = facts
  return {
    facts: { scopesNotSeen, requiredTraffic, now },
    logsOn: (key) => logs.get(resourceKeyText(key)) ?? NOTHING,
    wishesOn: (key) => wishes.get(resourceKeyText(key)) ?? NOTHING,
    resource: (key) => resources.get(resourceKeyText(key)) ?? null,
    peerEnds: (attachmentId) => peers.get(attachmentId) ?? NOTHING,
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
