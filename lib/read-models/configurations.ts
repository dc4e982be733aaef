import type { ConfigurationDocument } from '../domain/configuration'
import type { Actor } from '../domain/change-item'
import { PHASES, type Phase } from '../domain/lifecycle'
import { notFound } from '../domain/refusal'
import type { TargetFamily } from '../domain/resource'
import { describeSelector } from '../domain/selector'
import type {
  ConfigurationDetail,
  ConfigurationListItem,
  ConfigurationListQuery,
  ConfigurationVersionView,
  PhaseCounts,
} from '../http/schemas/configurations'
import type { Page } from '../http/schemas/listing'
import { RUNGS } from '../http/schemas/words'
import type { Database } from '../store/database/connection'
import { destinationText } from '../store/observed-flow-logs'
import { likeText, select, statement, type Statement } from '../store/statement'
import { DESIRED_NEEDS_ATTENTION } from './flow-log-filter'
import { countRows, readPage, type SortKey } from './paging'
import { rungOf } from './resource-rows'
import { providerOf } from './scope-directory'

interface Row {
  id: string
  name: string
  provider: string
  family: TargetFamily
  generation: number
  isPaused: boolean
  isObserveOnly: boolean
  document: ConfigurationDocument
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

const COLUMNS = statement`c."id", c."name", c."provider", c."family", c."generation", c."isPaused", c."isObserveOnly",
  c."document", c."createdAt", c."updatedAt", c."deletedAt"`
const FROM = statement`configuration c`

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  name: { expression: statement`c."name"`, type: 'text' },
  createdAt: { expression: statement`c."createdAt"`, type: 'timestamptz' },
  updatedAt: { expression: statement`c."updatedAt"`, type: 'timestamptz' },
}

/** One page of Configurations with the phases of what they yield. */
export async function listConfigurations(
  { pool }: Database,
  query: ConfigurationListQuery,
): Promise<Page<ConfigurationListItem>> {
  const where: Statement[] = [
    query.deleted === 'true' ? statement`c."deletedAt" IS NOT NULL` : statement`c."deletedAt" IS NULL`,
  ]
  if (query.provider !== undefined) where.push(statement`c."provider" = ANY(${query.provider}::text[])`)
  if (query.family !== undefined) where.push(statement`c."family" = ANY(${query.family}::text[])`)
  if (query.q !== undefined) where.push(statement`c."name" ILIKE ${likeText(query.q)}`)
  if (query.paused !== undefined) where.push(statement`c."isPaused" = ${query.paused === 'true'}`)
  const [page, total] = await Promise.all([
    readPage<Row>(pool, {
      columns: COLUMNS,
      from: FROM,
      where,
      sortKeys: SORT_KEYS,
      sort: query.sort ?? 'name',
      id: { expression: statement`c."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  const ids = page.rows.map(({ id }) => id)
  const [counts, requests] = await Promise.all([loadPhaseCounts(pool, ids), loadOpenRequests(pool, ids)])
  return {
    items: page.rows.map((row) => toItem(row, counts(row.id), requests(row.id))),
    nextCursor: page.nextCursor,
    total,
  }
}

/** One Configuration with its document and the ladder of its targets. */
export async function getConfiguration({ pool }: Database, id: string): Promise<ConfigurationDetail> {
  const [row] = await select<Row>(pool, statement`SELECT ${COLUMNS} FROM ${FROM} WHERE c."id" = ${id}::uuid`)
  if (row === undefined) throw notFound('Configuration', id)
  const [counts, requests, rungs] = await Promise.all([
    loadPhaseCounts(pool, [id]),
    loadOpenRequests(pool, [id]),
    select<{ rung: string; count: number }>(
      pool,
      statement`SELECT r."coverageRung" AS rung, count(*)::int AS count FROM desired_flow_log d
        JOIN resource r ON r."id" = d."resourceId"
        WHERE d."configurationId" = ${id}::uuid AND d."endedAt" IS NULL AND r."goneAt" IS NULL GROUP BY 1`,
    ),
  ])
  return {
    ...toItem(row, counts(id), requests(id)),
    document: structuredClone(row.document) as ConfigurationDetail['document'],
    ladder: RUNGS.flatMap((rung) => {
      const count = rungs.filter((found) => rungOf(found.rung) === rung).reduce((sum, found) => sum + found.count, 0)
      return count === 0 ? [] : [{ rung, count }]
    }),
  }
}

interface VersionRow {
  generation: number
  document: ConfigurationDocument
  actor: Actor
  createdAt: Date
  requestId: string | null
  number: number | null
  title: string | null
}

/** Every approved version, newest first. */
export async function listConfigurationVersions(
  { pool }: Database,
  id: string,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ConfigurationVersionView>> {
  const from = statement`configuration_version v LEFT JOIN change_request q ON q."id" = v."changeRequestId"`
  const where = [statement`v."configurationId" = ${id}::uuid`]
  const [known] = await select<{ id: string }>(pool, statement`SELECT "id" FROM configuration WHERE "id" = ${id}::uuid`)
  if (known === undefined) throw notFound('Configuration', id)
  const [found, total] = await Promise.all([
    readPage<VersionRow>(pool, {
      columns: statement`v."generation", v."document", v."actor", v."createdAt", q."id" AS "requestId", q."number", q."title"`,
      from,
      where,
      sortKeys: { generation: { expression: statement`v."generation"::bigint`, type: 'bigint' } },
      sort: '-generation',
      id: { expression: statement`v."generation"::bigint`, type: 'bigint' },
      limit: page.limit,
      cursor: page.cursor,
    }),
    countRows(pool, from, where),
  ])
  return {
    items: found.rows.map(({ generation, document, actor, createdAt, requestId, number, title }) => ({
      generation,
      document: structuredClone(document) as ConfigurationVersionView['document'],
      changeRequest: requestId === null ? null : { id: requestId, number: number ?? 0, title: title ?? '' },
      actor: { ...actor },
      createdAt: createdAt.toISOString(),
    })),
    nextCursor: found.nextCursor,
    total,
  }
}

const NO_COUNTS: PhaseCounts = { total: 0, byPhase: [], attention: 0, deliveryFailing: 0, delivering: 0 }

async function loadPhaseCounts(pool: Database['pool'], ids: readonly string[]): Promise<(id: string) => PhaseCounts> {
  if (ids.length === 0) return () => NO_COUNTS
  const rows = await select<{
    configurationId: string
    phase: Phase
    count: number
    attention: number
    failing: number
    delivering: number
  }>(
    pool,
    statement`SELECT d."configurationId", d."phase", count(*)::int AS count,
        count(*) FILTER (WHERE ${DESIRED_NEEDS_ATTENTION})::int AS attention,
        count(*) FILTER (WHERE d."conditions" @> '[{"type":"DeliveryFailed"}]')::int AS failing,
        count(*) FILTER (WHERE r."coverageRung" = 'delivering')::int AS delivering
      FROM desired_flow_log d JOIN resource r ON r."id" = d."resourceId"
      WHERE d."configurationId" = ANY(${ids}::uuid[]) AND d."endedAt" IS NULL GROUP BY 1, 2`,
  )
  const sum = (of: typeof rows, member: 'count' | 'attention' | 'failing' | 'delivering') =>
    of.reduce((total, row) => total + row[member], 0)
  return (id) => {
    const own = rows.filter((row) => row.configurationId === id)
    return {
      total: sum(own, 'count'),
      byPhase: PHASES.flatMap((phase) => {
        const row = own.find((found) => found.phase === phase)
        return row === undefined ? [] : [{ phase, count: row.count }]
      }),
      attention: sum(own, 'attention'),
      deliveryFailing: sum(own, 'failing'),
      delivering: sum(own, 'delivering'),
    }
  }
}

type OpenRequests = ConfigurationListItem['openChangeRequests']

async function loadOpenRequests(pool: Database['pool'], ids: readonly string[]): Promise<(id: string) => OpenRequests> {
  if (ids.length === 0) return () => []
  const rows = await select<{ id: string; number: number; configurationId: string }>(
    pool,
    statement`SELECT q."id", q."number", item->>'configurationId' AS "configurationId"
      FROM change_request q, jsonb_array_elements(q."items") item
      WHERE q."state" IN ('planning', 'open', 'applying') AND item->>'configurationId' = ANY(${ids}::text[])
      ORDER BY q."number"`,
  )
  return (id) => rows.filter((row) => row.configurationId === id).map((row) => ({ id: row.id, number: row.number }))
}

function toItem(row: Row, flowLogs: PhaseCounts, openChangeRequests: OpenRequests): ConfigurationListItem {
  return {
    id: row.id,
    name: row.name,
    provider: providerOf(row.provider),
    family: row.family,
    generation: row.generation,
    isPaused: row.isPaused || row.document.paused,
    isObserveOnly: row.isObserveOnly || row.document.observeOnly,
    selects: describeSelector(row.document.selector, row.family),
    destination: destinationText(row.document.spec),
    flowLogs,
    openChangeRequests,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  }
}
