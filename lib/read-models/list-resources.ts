import type { Page } from '../http/schemas/listing'
import {
  type ResourceFacets,
  type ResourceFilter,
  type ResourceListItem,
  type ResourceListQuery,
} from '../http/schemas/resources'
import { RUNGS } from '../http/schemas/words'
import type { Database } from '../store/database/connection'
import { allOf, rawStatement, select, statement, type Statement } from '../store/statement'
import { countFacets, plainFacet, scopeFacets } from './facets'
import { countRows, readPage, type SortKey } from './paging'
import { resourceConditions } from './resource-filter'
import { loadOwnLogCounts, RESOURCE_ITEM_COLUMNS, type ResourceRow, toResourceItem } from './resource-rows'
import { loadScopeDirectory } from './scope-directory'

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
const SCOPE = statement`r."scopeId"`
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

/** Counts per value of each filter; a facet ignores its own filter, so that its other values stay choosable. */
export async function countResourceFacets(
  { pool }: Database,
  filter: ResourceFilter,
  now: Date,
): Promise<ResourceFacets> {
  const directory = await loadScopeDirectory(pool, now)
  const facet = (column: Statement, own: keyof ResourceFilter) => ({
    column,
    rows: statement`resource r WHERE ${allOf(resourceConditions({ ...filter, [own]: undefined }, directory))}`,
  })
  const [[all], counts] = await Promise.all([
    select<{ total: number; failing: number }>(
      pool,
      statement`SELECT count(*)::int AS total, (count(*) FILTER (WHERE r."isDeliveryFailing"))::int AS failing
        FROM resource r WHERE ${allOf(resourceConditions(filter, directory))}`,
    ),
    countFacets(pool, {
      provider: facet(SCOPE, 'provider'),
      account: facet(SCOPE, 'account'),
      region: facet(SCOPE, 'region'),
      type: facet(statement`r."type"`, 'type'),
      rung: facet(statement`r."coverageRung"`, 'rung'),
      attachmentKind: facet(statement`r."attachmentKind"`, 'attachmentKind'),
    }),
  ])
  return {
    total: all?.total ?? 0,
    failing: all?.failing ?? 0,
    ...scopeFacets(counts, directory),
    type: plainFacet(counts.type),
    rung: plainFacet(counts.rung),
    attachmentKind: plainFacet(counts.attachmentKind),
  }
}
