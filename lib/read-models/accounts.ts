import { notFound } from '../domain/refusal'
import { HEADLINE_TYPES } from '../domain/coverage-counts'
import type { AccountDetail, AccountListItem, AccountListQuery, ConnectionCheckView } from '../http/schemas/accounts'
import type { Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import { joinStatements, likeText, rawStatement, select, statement, type Statement } from '../store/statement'
import { isStale, scopesOfAccount } from './list-scopes'
import { countRows, readPage, type SortKey } from './paging'
import { providerOf } from './scope-directory'

interface Row {
  id: string
  revision: number
  provider: string
  partition: string
  accountId: string
  name: string
  roleArn: string | null
  externalId: string | null
  labels: Record<string, string>
  regions: string[]
  features: string[]
  isPaused: boolean
  endpointFingerprint: string | null
  testState: AccountListItem['test']['state']
  testChecks: ConnectionCheckView[]
  testedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

const COLUMNS = statement`a."id", a."revision", a."provider", a."partition", a."accountId", a."name", a."roleArn", a."externalId",
  a."labels", a."regions", a."features", a."isPaused", a."endpointFingerprint", a."testState", a."testChecks", a."testedAt", a."createdAt",
  a."updatedAt"`
const FROM = statement`account a`
const LIVING = statement`a."removedAt" IS NULL`

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  name: { expression: statement`a."name"`, type: 'text' },
  accountId: { expression: statement`a."accountId"`, type: 'text' },
  createdAt: { expression: statement`a."createdAt"`, type: 'timestamptz' },
}

/** One page of accounts with what is known of each. */
export async function listAccounts(
  { pool }: Database,
  query: AccountListQuery,
  now: Date,
): Promise<Page<AccountListItem>> {
  const where: Statement[] = [LIVING]
  if (query.provider !== undefined) where.push(statement`a."provider" = ANY(${query.provider}::text[])`)
  if (query.paused !== undefined) where.push(statement`a."isPaused" = ${query.paused === 'true'}`)
  if (query.test !== undefined) where.push(statement`a."testState" = ANY(${query.test}::text[])`)
  if (query.q !== undefined) {
    where.push(statement`(a."name" ILIKE ${likeText(query.q)} OR a."accountId" ILIKE ${likeText(query.q)})`)
  }
  const [page, total] = await Promise.all([
    readPage<Row>(pool, {
      columns: COLUMNS,
      from: FROM,
      where,
      sortKeys: SORT_KEYS,
      sort: query.sort ?? 'name',
      id: { expression: statement`a."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  const figures = await loadFigures(
    pool,
    page.rows.map(({ id }) => id),
    now,
  )
  return { items: page.rows.map((row) => toItem(row, figures(row.id))), nextCursor: page.nextCursor, total }
}

/** One account with its scopes and what the connection test found. */
export async function getAccount(database: Database, id: string, now: Date): Promise<AccountDetail> {
  const { pool } = database
  const [row] = await select<Row>(
    pool,
    statement`SELECT ${COLUMNS} FROM ${FROM} WHERE a."id" = ${id}::uuid AND ${LIVING}`,
  )
  if (row === undefined) throw notFound('account', id)
  const [figures, scopeList] = await Promise.all([loadFigures(pool, [id], now), scopesOfAccount(database, id, now)])
  return { ...toItem(row, figures(id)), checks: row.testChecks, scopeList }
}

interface Figures {
  scopes: number
  failing: number
  stale: number
  oldestObservedAt: Date | null
  resources: number
  ours: number
  others: number
  delivering: number
  countable: number
}

const NO_FIGURES: Figures = {
  scopes: 0,
  failing: 0,
  stale: 0,
  oldestObservedAt: null,
  resources: 0,
  ours: 0,
  others: 0,
  delivering: 0,
  countable: 0,
}

async function loadFigures(
  pool: Database['pool'],
  ids: readonly string[],
  now: Date,
): Promise<(id: string) => Figures> {
  if (ids.length === 0) return () => NO_FIGURES
  const headline = joinStatements(HEADLINE_TYPES.map((type) => statement`${type}`))
  const rows = await select<Figures & { id: string }>(
    pool,
    statement`SELECT a."id",
        count(s."id")::int AS scopes,
        count(*) FILTER (WHERE s."problem" IS NOT NULL AND s."state" <> 'NotEnabled')::int AS failing,
        count(*) FILTER (WHERE ${isStale(now)})::int AS stale,
        CASE WHEN bool_or(s."discoveredAt" IS NULL AND s."state" <> 'NotEnabled') THEN NULL
             ELSE min(coalesce(s."flowLogsObservedAt", s."discoveredAt")) END AS "oldestObservedAt",
        coalesce(sum((SELECT sum(c."count") FROM coverage_count c WHERE c."scopeId" = s."id")), 0)::int AS resources,
        coalesce(sum((SELECT count(*) FROM desired_flow_log d WHERE d."scopeId" = s."id" AND d."endedAt" IS NULL)), 0)::int AS ours,
        coalesce(sum((SELECT count(*) FROM observed_flow_log o WHERE o."scopeId" = s."id" AND o."goneAt" IS NULL
          AND o."desiredFlowLogId" IS NULL)), 0)::int AS others,
        coalesce(sum((SELECT sum(c."count") FROM coverage_count c WHERE c."scopeId" = s."id" AND c."rung" = 'delivering'
          AND c."resourceType" IN (${headline}))), 0)::int AS delivering,
        coalesce(sum((SELECT sum(c."count") FROM coverage_count c WHERE c."scopeId" = s."id"
          AND c."rung" NOT IN ('not-coverable', 'not-ours') AND c."resourceType" IN (${headline}))), 0)::int AS countable
      FROM account a LEFT JOIN scope s ON s."accountRef" = a."id" AND s."state" <> ${rawStatement("'Removed'")}
      WHERE a."id" = ANY(${ids}::uuid[]) GROUP BY a."id"`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (id) => byId.get(id) ?? NO_FIGURES
}

function toItem(row: Row, figures: Figures): AccountListItem {
  const failed = row.testChecks.filter(({ state }) => state === 'failed').length
  const passed = row.testChecks.filter(({ state }) => state === 'passed').length
  return {
    id: row.id,
    revision: row.revision,
    provider: providerOf(row.provider),
    partition: row.partition,
    accountId: row.accountId,
    name: row.name,
    roleArn: row.roleArn,
    externalId: row.externalId,
    labels: row.labels,
    regions: row.regions,
    features: row.features,
    isPaused: row.isPaused,
    endpointFingerprint: row.endpointFingerprint,
    test: { state: row.testState, testedAt: row.testedAt?.toISOString() ?? null, failed, passed },
    scopes: { total: figures.scopes, failing: figures.failing, stale: figures.stale },
    oldestObservedAt: figures.oldestObservedAt?.toISOString() ?? null,
    resources: figures.resources,
    flowLogs: { ours: figures.ours, others: figures.others },
    coverage: { delivering: figures.delivering, countable: figures.countable },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
