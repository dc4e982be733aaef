import type { Selector } from '../domain/configuration'
import { clusterLogs, type LogCluster } from '../domain/adoption/clusters'
import { clusterName, selectorCandidates } from '../domain/adoption/describe'
import { whatManagerWillSee } from '../domain/managers'
import { notFound } from '../domain/refusal'
import { parseResourceKey } from '../domain/resource-key'
import { describeSelector } from '../domain/selector'
import { MAX_EXPLICIT_TARGETS } from '../domain/validate-configuration'
import type {
  AdoptionCluster,
  AdoptionClusterDetail,
  AdoptionClusterQuery,
  AdoptionClusters,
} from '../http/schemas/adoption'
import {
  type AdoptableGroup,
  countNotAdoptable,
  loadAdoptableGroups,
  loadCommonTags,
  loadGroupLogs,
} from '../store/adoptable-logs'
import type { Database } from '../store/database/connection'
import { destinationText } from '../store/observed-flow-logs'
import type { Sql } from '../store/sql'
import { mutableSpec } from './get-flow-log'
import { countSelected } from './preview-selector'
import { loadScopeDirectory, type ScopeDirectory, scopeEntryOf } from './scope-directory'

const SAMPLE_SIZE = 10

/** A cluster whose groups can be found again in the database. */
export type AdoptableCluster = LogCluster<AdoptableGroup>

/** Every cluster of the fleet, most logs first. What belongs together is judged over the whole fleet, never over a filter. */
export async function loadClusters(
  sql: Sql,
): Promise<{ readonly clusters: readonly AdoptableCluster[]; readonly indescribable: number }> {
  return clusterLogs(await loadAdoptableGroups(sql))
}

/** Existing flow logs that Weir could manage, clustered by equal parameters. */
export async function listClusters(
  { pool }: Database,
  query: AdoptionClusterQuery,
  now: Date,
): Promise<AdoptionClusters> {
  const [{ clusters, indescribable }, others, directory] = await Promise.all([
    loadClusters(pool),
    countNotAdoptable(pool),
    loadScopeDirectory(pool, now),
  ])
  const isAsked = ({ provider, manager, accounts }: LogCluster) =>
    (query.provider?.includes(provider) ?? true) &&
    (query.manager?.includes(manager) ?? true) &&
    (query.account === undefined || accounts.some((account) => query.account?.includes(account)))
  const items = clusters.filter(isAsked).map((cluster) => toView(cluster, directory))
  return {
    items,
    total: items.reduce((sum, { count }) => sum + count, 0),
    leftOut: [
      left(
        'InTheWay',
        'where a Configuration wants its own: adopted from the page of the one it blocks',
        others.inTheWay,
      ),
      left('OtherInstallation', 'of another installation of Weir', others.otherInstallation),
      left('WithoutTarget', 'on a target that is shared with this account, or not known', others.withoutTarget),
      left('Unreadable', 'with parameters Weir cannot read', others.unreadable),
      left('Indescribable', 'with names that no Configuration can hold', indescribable),
    ].filter(({ count }) => count > 0),
  }
}

const left = (reason: string, message: string, count: number) => ({ reason, message, count })

/** One cluster with some of its logs, and a selector that selects exactly its targets where there is one. */
export async function getCluster({ pool }: Database, key: string, now: Date): Promise<AdoptionClusterDetail> {
  const [{ clusters }, directory] = await Promise.all([loadClusters(pool), loadScopeDirectory(pool, now)])
  const cluster = clusters.find((one) => one.key === key)
  if (cluster === undefined) throw notFound('cluster', key)
  const logs = await loadGroupLogs(pool, cluster.groups, MAX_EXPLICIT_TARGETS)
  const matching = await exactSelector(
    pool,
    cluster,
    logs.map(({ targetKeyText }) => targetKeyText),
  )
  return {
    ...toView(cluster, directory),
    sample: logs.slice(0, SAMPLE_SIZE).map(({ observedId, externalId, targetKeyText, targetName, scopeId }) => {
      const { tag } = scopeEntryOf(directory, scopeId)
      const target = parseResourceKey(targetKeyText)?.localKey.split('/').at(-1) ?? targetKeyText
      return {
        id: observedId,
        externalId,
        targetExternalId: target,
        targetName,
        accountName: tag.accountName,
        region: tag.region,
      }
    }),
    matching:
      matching === null
        ? null
        : {
            selector: structuredClone(matching) as NonNullable<AdoptionClusterDetail['matching']>['selector'],
            sentence: describeSelector(matching, cluster.family),
          },
  }
}

/**
 * The shortest selector that selects exactly these targets today; null where there is none. Every candidate selects all of
 * them by construction, so that equal numbers mean the same targets.
 */
export async function exactSelector(
  sql: Sql,
  cluster: AdoptableCluster,
  targets: readonly string[],
): Promise<Selector | null> {
  const tags = await loadCommonTags(sql, cluster.groups, targets)
  for (const clauses of selectorCandidates(cluster, tags)) {
    const selector: Selector = { kind: 'clauses', clauses, excludes: [] }
    if ((await countSelected(sql, selector, cluster)) === targets.length) return selector
  }
  return null
}

function toView(cluster: AdoptableCluster, directory: ScopeDirectory): AdoptionCluster {
  const { key, provider, family, manager, spec, count, groups, targetTypes, violations } = cluster
  const byAccount = new Map<string, { accountId: string; accountName: string; count: number }>()
  const byRegion = new Map<string, { region: string; count: number }>()
  for (const group of groups) {
    const { tag } = scopeEntryOf(directory, group.scopeId)
    const account = byAccount.get(tag.accountId)
    if (account === undefined) {
      byAccount.set(tag.accountId, { accountId: tag.accountId, accountName: tag.accountName, count: group.count })
    } else account.count += group.count
    const region = byRegion.get(tag.region)
    if (region === undefined) byRegion.set(tag.region, { region: tag.region, count: group.count })
    else region.count += group.count
  }
  const mostFirst = <Item extends { count: number }>(items: Iterable<Item>): Item[] =>
    [...items].sort((one, other) => other.count - one.count)
  return {
    key,
    provider,
    family,
    manager,
    managerNote: manager === 'unknown' ? null : whatManagerWillSee(manager),
    suggestedName: clusterName(cluster),
    spec: mutableSpec(spec),
    destination: destinationText(spec),
    count,
    accounts: mostFirst(byAccount.values()),
    regions: mostFirst(byRegion.values()),
    types: [...targetTypes],
    violations: violations.map(({ field, message, remedy }) => ({ field, message, remedy })),
  }
}
