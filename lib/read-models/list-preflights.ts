import { PREFLIGHT_STATES, type PreflightState } from '../domain/preflight/check'
import type { Page } from '../http/schemas/listing'
import type { PreflightGroupView, PreflightListQuery, PreflightSummary } from '../http/schemas/preflight'
import type { Database } from '../store/database/connection'
import type { Sql } from '../store/sql'
import { select, statement, type Statement } from '../store/statement'
import { countRows, readPage, type SortKey } from './paging'

interface Row {
  ordinal: number
  scopeId: string
  accountId: string
  accountName: string
  region: string
  destination: string
  roles: string[]
  targetTypes: PreflightGroupView['targetTypes']
  targets: number
  state: PreflightGroupView['state']
  blocks: boolean
  checks: PreflightGroupView['checks']
  calls: number
  checkedAt: Date | null
}

/** What blocks first, then by how bad it is; a group that waits stands before those that are in order. */
const RANK: SortKey = {
  expression: statement`(CASE WHEN f."blocks" THEN 0 ELSE 1 END * 10
    + CASE f."state" WHEN 'failed' THEN 0 WHEN 'unknown' THEN 1 WHEN 'warning' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END)::bigint`,
  type: 'bigint',
}
const ORDINAL: SortKey = { expression: statement`f."ordinal"::bigint`, type: 'bigint' }
const FROM = statement`plan_preflight f JOIN change_request q ON q."planId" = f."planId"
  JOIN scope s ON s."id" = f."scopeId" JOIN account a ON a."id" = s."accountRef"`

/** One page of what preflight found for the present plan of a request, what needs a person first. */
export async function listPreflights(
  { pool }: Database,
  requestId: string,
  query: PreflightListQuery,
): Promise<Page<PreflightGroupView>> {
  const where: Statement[] = [statement`q."id" = ${requestId}::uuid`]
  if (query.state !== undefined) where.push(statement`f."state" = ANY(${query.state}::text[])`)
  const [page, total] = await Promise.all([
    readPage<Row>(pool, {
      columns: statement`f."ordinal", f."scopeId", s."accountId", a."name" AS "accountName", s."region", f."destination",
        f."roles", f."targetTypes", cardinality(f."actionOrdinals") AS "targets", f."state", f."blocks", f."checks",
        f."calls", f."checkedAt"`,
      from: FROM,
      where,
      sortKeys: { rank: RANK },
      sort: 'rank',
      id: ORDINAL,
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  return { items: page.rows.map(toView), nextCursor: page.nextCursor, total }
}

function toView(row: Row): PreflightGroupView {
  const { scopeId: id, accountId, accountName, region, checkedAt, ...rest } = row
  return {
    ordinal: rest.ordinal,
    scope: { id, accountId, accountName, region },
    destination: rest.destination,
    roles: rest.roles,
    targetTypes: rest.targetTypes,
    targets: rest.targets,
    state: rest.state,
    blocks: rest.blocks,
    checks: rest.checks,
    calls: rest.calls,
    checkedAt: checkedAt?.toISOString() ?? null,
  }
}

interface CountRow {
  planId: string
  state: string
  count: number
  blocking: number
  calls: number
  checkedAt: Date | null
}

/** Figures of the preflights of some plans. */
export async function loadPreflightSummaries(
  sql: Sql,
  planIds: readonly string[],
): Promise<(planId: string) => PreflightSummary> {
  const rows = await select<CountRow>(
    sql,
    statement`SELECT f."planId", f."state", count(*)::int AS count, sum(f."calls")::int AS calls, max(f."checkedAt") AS "checkedAt",
        count(*) FILTER (WHERE f."blocks" AND EXISTS (SELECT 1 FROM plan_action p WHERE p."planId" = f."planId"
          AND p."ordinal" = ANY(f."actionOrdinals") AND p."state" <> 'excluded'))::int AS blocking
      FROM plan_preflight f WHERE f."planId" = ANY(${planIds}::uuid[]) GROUP BY 1, 2`,
  )
  return (planId) => summaryOf(rows.filter((row) => row.planId === planId))
}

function summaryOf(rows: readonly CountRow[]): PreflightSummary {
  const countOf = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  const sum = (pick: (row: CountRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const newest = rows.reduce<Date | null>(
    (latest, { checkedAt }) => (checkedAt !== null && (latest === null || checkedAt > latest) ? checkedAt : latest),
    null,
  )
  const worst: PreflightState | undefined = PREFLIGHT_STATES.find((state) => countOf(state) > 0)
  return {
    state: rows.length === 0 ? 'none' : countOf('waiting') > 0 ? 'running' : (worst ?? 'passed'),
    failed: countOf('failed'),
    unknown: countOf('unknown'),
    warning: countOf('warning'),
    passed: countOf('passed'),
    waiting: countOf('waiting'),
    blocking: sum(({ blocking }) => blocking),
    calls: sum(({ calls }) => calls),
    checkedAt: newest?.toISOString() ?? null,
  }
}
