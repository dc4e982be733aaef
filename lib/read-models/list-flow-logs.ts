import type { FlowLogFacets, FlowLogFilter, FlowLogListItem, FlowLogListQuery } from '../http/schemas/flow-logs'
import type { Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import { rawStatement, select, statement } from '../store/statement'
import { flowLogTable } from './flow-log-filter'
import { type FlowLogRow, loadRowNames, toFlowLogItem } from './flow-log-rows'
import { countFacets, plainFacet, scopeFacets, type ValueCount } from './facets'
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

const FACETS = {
  phase: 'phase',
  status: 'status',
  delivery: 'deliveryState',
  ownership: 'ownership',
  manager: 'manager',
  type: 'targetType',
  configuration: 'configurationId',
  provider: 'scopeId',
  account: 'scopeId',
  region: 'scopeId',
} as const satisfies Partial<Record<keyof FlowLogFilter, string>>

/** Counts per value of each filter; a facet ignores its own filter, so that its other values stay choosable. */
export async function countFlowLogFacets({ pool }: Database, filter: FlowLogFilter, now: Date): Promise<FlowLogFacets> {
  const directory = await loadScopeDirectory(pool, now)
  const facet = (own: keyof typeof FACETS) => ({
    column: rawStatement(`f."${FACETS[own]}"`),
    rows: flowLogTable({ ...filter, [own]: undefined }, directory),
  })
  const [total, attention, counts] = await Promise.all([
    countRows(pool, flowLogTable(filter, directory), []),
    countRows(pool, flowLogTable({ ...filter, attention: 'true' }, directory), []),
    countFacets(pool, {
      phase: facet('phase'),
      status: facet('status'),
      delivery: facet('delivery'),
      ownership: facet('ownership'),
      manager: facet('manager'),
      type: facet('type'),
      configuration: facet('configuration'),
      provider: facet('provider'),
      account: facet('account'),
      region: facet('region'),
    }),
  ])
  return {
    total,
    attention,
    phase: plainFacet(counts.phase),
    status: plainFacet(counts.status),
    delivery: plainFacet(counts.delivery),
    ownership: plainFacet(counts.ownership),
    manager: plainFacet(counts.manager),
    type: plainFacet(counts.type),
    configuration: plainFacet(counts.configuration, await configurationNames(pool, counts.configuration)),
    ...scopeFacets(counts, directory),
  }
}

async function configurationNames(
  pool: Database['pool'],
  rows: readonly ValueCount[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ value }) => value ?? [])
  if (ids.length === 0) return new Map()
  const found = await select<{ id: string; name: string }>(
    pool,
    statement`SELECT "id", "name" FROM configuration WHERE "id" = ANY(${ids}::uuid[])`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
