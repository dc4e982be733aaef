import type { ConfigurationDocument, SelectorClause } from '../configuration'
import type { FlowLogSpec } from '../flow-log-spec'
import type { LogCluster } from './clusters'

/**
 * Selectors that could describe the targets of a cluster exactly, the shortest first. Pure. Each one selects every target
 * of the cluster; whether it selects anything else is for the caller to count. `commonTags` are tags that all targets carry.
 */
export function selectorCandidates(
  { accounts, regions, targetTypes }: Pick<LogCluster, 'accounts' | 'regions' | 'targetTypes'>,
  commonTags: readonly (readonly [string, string])[],
): readonly (readonly SelectorClause[])[] {
  const type: SelectorClause = { on: 'type', values: targetTypes }
  const account: SelectorClause = { on: 'account', values: accounts }
  const region: SelectorClause = { on: 'region', values: regions }
  const tags = commonTags.map(([key, value]): SelectorClause => ({ on: 'tag', key, values: [value] }))
  return [
    [type],
    [type, account],
    [type, region],
    [type, account, region],
    ...tags.map((tag) => [type, tag]),
    ...tags.map((tag) => [type, account, region, tag]),
  ]
}

const FAMILY_WORDS = {
  'aws-vpc': 'VPC flow logs',
  'aws-transit-gateway': 'Transit gateway flow logs',
  cen: 'CEN flow logs',
}

/** A name for the Configuration of a cluster: what it is and where it delivers. Pure; at most 80 characters. */
export function clusterName({ family, spec }: Pick<LogCluster, 'family' | 'spec'>): string {
  const name = `${FAMILY_WORDS[family]} to ${destinationWord(spec)}`
  return name.length <= 80 ? name : `${name.slice(0, 79)}…`
}

function destinationWord(spec: FlowLogSpec): string {
  if (spec.family === 'cen') return plain(`${spec.projectName}/${spec.logStoreName}`)
  const place = spec.logDestination.split(':').slice(5).join(':') || spec.logDestination
  return plain(place.replace(/^(log-group|deliverystream)[:/]/, '').replace(/\/$/, ''))
}

/** Braces mean something in a parameter, and nothing in a name. */
const plain = (text: string) => text.replace(/[-_/]?\{\w+\}/g, '').replace(/^[-_/]+|[-_/]+$/g, '') || 'its account'

/** The document that describes a cluster: cautious, since nothing of it was Weir's until now. Pure. */
export function adoptionDocument(
  cluster: Pick<LogCluster, 'provider' | 'family' | 'spec'>,
  chosen: Pick<ConfigurationDocument, 'name' | 'selector' | 'onDrift' | 'onRemoval'>,
): ConfigurationDocument {
  return {
    name: chosen.name,
    provider: cluster.provider,
    family: cluster.family,
    selector: chosen.selector,
    spec: cluster.spec,
    onDrift: chosen.onDrift,
    onRemoval: chosen.onRemoval,
    // What else matches is somebody's decision: nothing enters by itself because old logs were adopted.
    upkeep: chosen.onDrift === 'heal' ? 'automatic' : 'propose',
    upkeepBound: { maxNewTargets: 0 },
    paused: false,
    observeOnly: false,
    requiredTraffic: null,
  }
}
