import type { FacetCount, Page } from '../http/schemas/listing'
import {
  type ResourceFacets,
  type ResourceFilter,
  type ResourceListItem,
  type ResourceListQuery,
} from '../http/schemas/resources'
import { RUNGS } from '../http/schemas/words'
import { PROVIDER_LABELS } from '../domain/provider-labels'
import type { Database } from '../store/database/connection'
import { allOf, rawStatement, select, statement, type Statement } from '../store/statement'
import { countRows, readPage, type SortKey } from './paging'
import { resourceConditions } from './resource-filter'
import { loadOwnLogCounts, RESOURCE_ITEM_COLUMNS, type ResourceRow, toResourceItem } from './resource-rows'
import { loadScopeDirectory, type ScopeDirectory } from './scope-directory'

const RUNG_ORDER = rawStatement(`ARRAY[${RUNGS.map((rung) => `'${rung}'`).join(', ')}]`)

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  externalId: { expression: statement`r."externalId"`, type: 'text' },
  name: { expression: statement`coalesce(r."name", '')`, type: 'text' },
  type: { expression: statement`r."type"`, type: 'text' },
  account: { expression: statement`s."accountId"`, type: 'text' },
  region: { expression: statement`s."region"`, type: 'text' },
  rung: { expression: statement`coalesce(array_position(${RUNG_ORDER}, r."coverageRung"), 0)::bigint`, type: 'bigint' },
  firstSeenAt: { expression: statement`r."firstSeenAt"`, type: 'timestamptz' },
}

const ID: SortKey = { expression: statement`r."id"`, type: 'uuid' }
const NEEDS_SCOPE = new Set(['account', '-account', 'region', '-region'])

/** One page of resources, with what covers each and how fresh it is. */
export async function listResources(
  { pool }: Database,
  query: ResourceListQuery,
  now: Date,
): Promise<Page<ResourceListItem>> {
  const directory = await loadScopeDirectory(pool, now)
  const where = resourceConditions(query, directory)
  const sort = query.sort ?? 'externalId'
  const [page, total] = await Promise.all([
    readPage<ResourceRow>(pool, {
      columns: RESOURCE_ITEM_COLUMNS,
      from: NEEDS_SCOPE.has(sort) ? statement`resource r JOIN scope s ON s."id" = r."scopeId"` : statement`resource r`,
      where,
      sortKeys: SORT_KEYS,
      sort,
      id: ID,
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, statement`resource r`, where),
  ])
  const counts = await loadOwnLogCounts(pool, page.rows)
  return {
    items: page.rows.map((row) => toResourceItem(row, directory, counts(row.id))),
    nextCursor: page.nextCursor,
    total,
  }
}

interface GroupRow {
  value: string | null
  count: number
}

/** Counts per value of each filter; a facet ignores its own filter, so that its other values stay choosable. */
export async function countResourceFacets(
  { pool }: Database,
  filter: ResourceFilter,
  now: Date,
): Promise<ResourceFacets> {
  const directory = await loadScopeDirectory(pool, now)
  const groupBy = (column: Statement, without: keyof ResourceFilter) =>
    select<GroupRow>(
      pool,
      statement`SELECT ${column} AS value, count(*)::int AS count FROM resource r
        WHERE ${allOf(resourceConditions({ ...filter, [without]: undefined }, directory))} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500`,
    )
  const all = resourceConditions(filter, directory)
  const [total, failing, byScope, byProvider, byAccount, byRegion, type, rung, attachmentKind] = await Promise.all([
    countRows(pool, statement`resource r`, all),
    countRows(pool, statement`resource r`, [...all, statement`r."isDeliveryFailing"`]),
    groupByScope(pool, filter, directory),
    filter.provider === undefined ? null : groupByScope(pool, { ...filter, provider: undefined }, directory),
    filter.account === undefined ? null : groupByScope(pool, { ...filter, account: undefined }, directory),
    filter.region === undefined ? null : groupByScope(pool, { ...filter, region: undefined }, directory),
    groupBy(statement`r."type"`, 'type'),
    groupBy(statement`r."coverageRung"`, 'rung'),
    groupBy(statement`r."attachmentKind"`, 'attachmentKind'),
  ])
  const entryOf = (scopeId: string) => directory.get(scopeId)?.tag
  return {
    total,
    failing,
    provider: fold(byProvider ?? byScope, (id) => {
      const tag = entryOf(id)
      return tag === undefined ? null : [tag.provider, PROVIDER_LABELS[tag.provider]]
    }),
    account: fold(byAccount ?? byScope, (id) => {
      const tag = entryOf(id)
      return tag === undefined ? null : [tag.accountId, tag.accountName]
    }),
    region: fold(byRegion ?? byScope, (id) => {
      const tag = entryOf(id)
      return tag === undefined ? null : [tag.region, null]
    }),
    type: plain(type),
    rung: plain(rung),
    attachmentKind: plain(attachmentKind),
  }
}

/** Provider, account and region are the scope's: one grouping by scope answers all three. */
function groupByScope(pool: Database['pool'], filter: ResourceFilter, directory: ScopeDirectory): Promise<GroupRow[]> {
  return select<GroupRow>(
    pool,
    statement`SELECT r."scopeId" AS value, count(*)::int AS count FROM resource r
      WHERE ${allOf(resourceConditions(filter, directory))} GROUP BY 1`,
  )
}

/** Sums rows by what a function makes of their value. Pure. */
export function fold(
  rows: readonly GroupRow[],
  keyOf: (value: string) => readonly [value: string, label: string | null] | null,
): FacetCount[] {
  const sums = new Map<string, FacetCount>()
  for (const row of rows) {
    const key = row.value === null ? null : keyOf(row.value)
    if (key === null) continue
    const [value, label] = key
    const sum = sums.get(value)
    sums.set(value, { value, label, count: (sum?.count ?? 0) + row.count })
  }
  return [...sums.values()].sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1))
}

function plain(rows: readonly GroupRow[]): FacetCount[] {
  return rows.flatMap(({ value, count }) => (value === null ? [] : [{ value, label: null, count }]))
}
