import { PROVIDER_LABELS } from '../domain/provider-labels'
import type { FlowLogFacets, FlowLogFilter, FlowLogListItem, FlowLogListQuery } from '../http/schemas/flow-logs'
import type { FacetCount, Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import { rawStatement, select, statement, type Statement } from '../store/statement'
import { flowLogTable } from './flow-log-filter'
import { type FlowLogRow, loadRowNames, toFlowLogItem } from './flow-log-rows'
import { fold } from './list-resources'
import { countRows, readPage, type SortKey } from './paging'
import { loadScopeDirectory } from './scope-directory'

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  firstSeenAt: { expression: statement`f."firstSeenAt"`, type: 'timestamptz' },
  phaseSince: {
    expression: statement`coalesce(f."phaseSince", f."deliverySince", f."firstSeenAt")`,
    type: 'timestamptz',
  },
  externalId: { expression: statement`coalesce(f."externalId", '')`, type: 'text' },
  target: { expression: statement`f."targetExternalId"`, type: 'text' },
  destination: { expression: statement`coalesce(f."destination", '')`, type: 'text' },
}
const ID: SortKey = { expression: statement`f."id"`, type: 'uuid' }

/** One page of the unified list of flow logs. */
export async function listFlowLogs(
  { pool }: Database,
  query: FlowLogListQuery,
  now: Date,
): Promise<Page<FlowLogListItem>> {
  const directory = await loadScopeDirectory(pool, now)
  const from = flowLogTable(query, directory)
  const [page, total] = await Promise.all([
    readPage<FlowLogRow>(pool, {
      columns: statement`f.*`,
      from,
      where: [],
      sortKeys: SORT_KEYS,
      sort: query.sort ?? '-firstSeenAt',
      id: ID,
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, from, []),
  ])
  const names = await loadRowNames(pool, page.rows)
  return {
    items: page.rows.map((row) => toFlowLogItem(row, directory, names)),
    nextCursor: page.nextCursor,
    total,
  }
}

interface GroupRow {
  value: string | null
  count: number
}

const FACETS = {
  phase: 'phase',
  status: 'status',
  delivery: 'deliveryState',
  ownership: 'ownership',
  manager: 'manager',
  type: 'targetType',
  configuration: 'configurationId',
} as const satisfies Partial<Record<keyof FlowLogFilter, string>>

/**
 * Counts per value of each filter. Facets whose own filter is not set share one scan; each other one needs its own, for
 * it ignores its own filter.
 */
export async function countFlowLogFacets({ pool }: Database, filter: FlowLogFilter, now: Date): Promise<FlowLogFacets> {
  const directory = await loadScopeDirectory(pool, now)
  const group = async (column: Statement, without: keyof FlowLogFilter) =>
    select<GroupRow>(
      pool,
      statement`SELECT ${column}::text AS value, count(*)::int AS count
        FROM ${flowLogTable({ ...filter, [without]: undefined }, directory)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500`,
    )
  const facet = (name: keyof typeof FACETS) => group(rawStatement(`f."${FACETS[name]}"`), name)
  const scopes = (without: 'provider' | 'account' | 'region') => group(statement`f."scopeId"`, without)
  const [
    total,
    attention,
    phase,
    status,
    delivery,
    ownership,
    manager,
    type,
    configuration,
    provider,
    account,
    region,
  ] = await Promise.all([
    countRows(pool, flowLogTable(filter, directory), []),
    countRows(pool, flowLogTable({ ...filter, attention: 'true' }, directory), []),
    facet('phase'),
    facet('status'),
    facet('delivery'),
    facet('ownership'),
    facet('manager'),
    facet('type'),
    facet('configuration'),
    scopes('provider'),
    scopes('account'),
    scopes('region'),
  ])
  const names = await configurationNames(pool, configuration)
  const tagOf = (id: string) => directory.get(id)?.tag
  return {
    total,
    attention,
    phase: plain(phase),
    status: plain(status),
    delivery: plain(delivery),
    ownership: plain(ownership),
    manager: plain(manager),
    type: plain(type),
    configuration: configuration.flatMap(({ value, count }) =>
      value === null ? [] : [{ value, label: names.get(value) ?? null, count }],
    ),
    provider: fold(provider, (id) => {
      const tag = tagOf(id)
      return tag === undefined ? null : [tag.provider, PROVIDER_LABELS[tag.provider]]
    }),
    account: fold(account, (id) => {
      const tag = tagOf(id)
      return tag === undefined ? null : [tag.accountId, tag.accountName]
    }),
    region: fold(region, (id) => {
      const tag = tagOf(id)
      return tag === undefined ? null : [tag.region, null]
    }),
  }
}

async function configurationNames(
  pool: Database['pool'],
  rows: readonly GroupRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ value }) => value ?? [])
  if (ids.length === 0) return new Map()
  const found = await select<{ id: string; name: string }>(
    pool,
    statement`SELECT "id", "name" FROM configuration WHERE "id" = ANY(${ids}::uuid[])`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

function plain(rows: readonly GroupRow[]): FacetCount[] {
  return rows.flatMap(({ value, count }) => (value === null ? [] : [{ value, label: null, count }]))
}
