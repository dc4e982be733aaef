import { parseArn } from '../domain/aws/arn'
import type { ConfigurationDocument } from '../domain/configuration'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { canonicalJson } from '../domain/json'
import { FAMILIES } from '../domain/target-family'
import type { ConfigurationDraft, ImportedFlowLogs, NamedTarget } from './imported'
import type { Notes } from './notes'

/** How a Configuration behaves when its document says nothing: as the console's form begins. */
export const DEFAULT_BEHAVIOUR = {
  onDrift: 'heal',
  onRemoval: 'delete',
  upkeep: 'automatic',
  upkeepBound: { maxNewTargets: 50 },
  paused: false,
  observeOnly: false,
  requiredTraffic: null,
} as const satisfies Partial<ConfigurationDocument>

const MAX_NAME = 120

/**
 * Configurations that describe imported flow logs: those with equal parameters become one. Pure. Names come from the
 * document and are made unique. A target that comes twice with equal parameters is one target, and that is said.
 */
export function draftsOf(logs: readonly ImportedFlowLogs[], notes: Notes): readonly ConfigurationDraft[] {
  const groups = new Map<string, ImportedFlowLogs[]>()
  for (const one of logs) {
    const key = canonicalJson(one.spec)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  const taken = new Set<string>()
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { spec } = first
    const name = freeName(first.name ?? nameOfSpec(spec), taken)
    return [
      {
        document: { name, provider: FAMILIES[spec.family].provider, family: spec.family, spec, ...DEFAULT_BEHAVIOUR },
        selector: { kind: 'named', targets: distinctTargets(group, notes) },
        withoutTarget: group.reduce((sum, one) => sum + one.withoutTarget, 0),
        existing: group.flatMap(({ existing }) => existing ?? []),
        lines: group.map(({ at }) => at.line),
      },
    ]
  })
}

function distinctTargets(group: readonly ImportedFlowLogs[], notes: Notes): readonly NamedTarget[] {
  const distinct = new Map<string, NamedTarget>()
  for (const { targets, at } of group) {
    for (const target of targets) {
      const { flowLogId: _log, ...place } = target
      const key = canonicalJson(place)
      if (distinct.has(key)) {
        notes.info(
          `${target.externalId} is logged twice with the same parameters; one flow log is enough.`,
          at,
          target.externalId,
        )
      } else distinct.set(key, target)
    }
  }
  return [...distinct.values()]
}

/** A name for parameters that have none: where the records go. Pure. */
function nameOfSpec(spec: FlowLogSpec): string {
  if (spec.family === 'cen') return `cen-to-${spec.projectName}-${spec.logStoreName}`
  const kind = spec.family === 'aws-vpc' ? 'vpc' : 'transit-gateway'
  const resource = parseArn(spec.logDestination)?.resource ?? spec.logDestination
  // The bucket without its prefix; the group or stream without the word before it.
  const place = spec.logDestinationType === 's3' ? resource.split('/')[0] : resource.split(/[:/]/).at(-1)
  return `${kind}-to-${place === undefined || place === '' ? spec.logDestinationType : place}`
}

function freeName(wanted: string, taken: Set<string>): string {
  const base = wanted.trim().slice(0, MAX_NAME) || 'imported'
  let name = base
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
    name = `${base.slice(0, MAX_NAME - 6)}-${count}`
  }
  taken.add(name.toLowerCase())
  return name
}
