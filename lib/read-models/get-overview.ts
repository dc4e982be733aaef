import { PROVIDER_LABELS } from '../domain/provider-labels'
import { RESOURCE_TYPES, type ResourceType } from '../domain/resource'
import type { LadderRow, LadderView, OverviewView } from '../http/schemas/overview'
import { RUNGS } from '../http/schemas/words'
import type { Database } from '../store/database/connection'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import { loadAttention } from './attention'
import { isHeadlineType } from '../domain/coverage-counts'
import { listActivity } from './list-activity'
import { rungOf } from './resource-rows'
import { loadScopeDirectory, type ScopeDirectory } from './scope-directory'

interface CountRow {
  scopeId: string
  resourceType: ResourceType
  rung: string
  count: number
  failing: number
}

/** The whole first page in one answer: every number comes from small derived tables, never from counting resources. */
export async function getOverview(database: Database, now: Date): Promise<OverviewView> {
  const { pool } = database
  const directory = await loadScopeDirectory(pool, now)
  const [counts, attention, inFlight, totals, activity] = await Promise.all([
    loadCoverageCounts(pool),
    loadAttention(pool, directory),
    loadInFlight(pool),
    loadTotals(pool),
    listActivity(database, { limit: 12 }),
  ])
  const headline = counts.filter((row) => isHeadlineType(row.resourceType))
  return {
    at: now.toISOString(),
    fleet: ladderOf(headline),
    byType: RESOURCE_TYPES.flatMap((type) => {
      const own = counts.filter((row) => row.resourceType === type)
      return own.length === 0 ? [] : [{ type, isHeadline: isHeadlineType(type), ladder: ladderOf(own) }]
    }),
    byProvider: ladderRows(headline, directory, ({ tag }) => [tag.provider, PROVIDER_LABELS[tag.provider]]),
    byAccount: ladderRows(headline, directory, ({ tag }) => [tag.accountId, tag.accountName]),
    byRegion: ladderRows(headline, directory, ({ tag }) => [tag.region, tag.region]),
    attention,
    inFlight,
    counts: totals,
    freshness: freshnessOfFleet(directory),
    activity: activity.items,
  }
}

async function loadCoverageCounts(sql: Sql): Promise<CountRow[]> {
  return select<CountRow>(
    sql,
    statement`SELECT c."scopeId", c."resourceType", c."rung", c."count", c."failing" FROM coverage_count c
      JOIN scope s ON s."id" = c."scopeId" WHERE s."state" <> 'Removed'`,
  )
}

/** How many stand on each rung. Not coverable and not ours leave the denominator; could not look stays in it. Pure. */
function ladderOf(rows: readonly Pick<CountRow, 'rung' | 'count' | 'failing'>[]): LadderView {
  const sums = new Map<string, number>()
  for (const { rung, count } of rows) sums.set(rungOf(rung), (sums.get(rungOf(rung)) ?? 0) + count)
  const countOf = (rung: string) => sums.get(rung) ?? 0
  const countable =
    [...sums.values()].reduce((sum, count) => sum + count, 0) - countOf('not-coverable') - countOf('not-ours')
  const delivering = countOf('delivering')
  return {
    counts: RUNGS.map((rung) => ({ rung, count: countOf(rung) })),
    countable,
    delivering,
    failing: rows.reduce((sum, { failing }) => sum + failing, 0),
    // Rounded down: 99.96 % must not read as all of it.
    deliveringPercent: countable === 0 ? null : Math.floor((delivering / countable) * 1000) / 10,
  }
}

type Entry = ScopeDirectory extends ReadonlyMap<string, infer Value> ? Value : never

function ladderRows(
  rows: readonly CountRow[],
  directory: ScopeDirectory,
  keyOf: (entry: Entry) => readonly [key: string, label: string],
): LadderRow[] {
  const groups = new Map<string, { label: string; rows: CountRow[]; isStale: boolean }>()
  for (const row of rows) {
    const entry = directory.get(row.scopeId)
    if (entry === undefined) continue
    const [key, label] = keyOf(entry)
    const group = groups.get(key) ?? { label, rows: [], isStale: false }
    group.rows.push(row)
    group.isStale ||= entry.freshness.isStale
    groups.set(key, group)
  }
  return [...groups]
    .map(([key, group]) => ({ key, label: group.label, ladder: ladderOf(group.rows), isStale: group.isStale }))
    .sort((left, right) => worstFirst(left) - worstFirst(right) || (left.label < right.label ? -1 : 1))
}

const worstFirst = ({ ladder }: LadderRow) => ladder.deliveringPercent ?? 101

async function loadInFlight(sql: Sql): Promise<OverviewView['inFlight']> {
  const [row] = await select<OverviewView['inFlight']>(
    sql,
    statement`SELECT count(*) FILTER (WHERE "phase" = 'Creating')::int AS creating,
        count(*) FILTER (WHERE "phase" = 'Updating')::int AS updating,
        count(*) FILTER (WHERE "phase" = 'Replacing')::int AS replacing,
        count(*) FILTER (WHERE "phase" = 'Deleting')::int AS deleting,
        count(*) FILTER (WHERE "phase" = 'Pending')::int AS pending,
        (SELECT count(*)::int FROM open_operation) AS "openOperations"
      FROM desired_flow_log WHERE "endedAt" IS NULL`,
  )
  return row ?? { creating: 0, updating: 0, replacing: 0, deleting: 0, pending: 0, openOperations: 0 }
}

async function loadTotals(sql: Sql): Promise<OverviewView['counts']> {
  const [row] = await select<OverviewView['counts']>(
    sql,
    statement`SELECT (SELECT count(*)::int FROM account WHERE "removedAt" IS NULL) AS accounts,
        (SELECT count(*)::int FROM scope WHERE "state" <> 'Removed') AS scopes,
        (SELECT coalesce(sum(c."count"), 0)::int FROM coverage_count c JOIN scope s ON s."id" = c."scopeId"
          WHERE s."state" <> 'Removed') AS resources,
        (SELECT count(*)::int FROM desired_flow_log WHERE "endedAt" IS NULL) AS "flowLogsOurs",
        (SELECT count(*)::int FROM observed_flow_log WHERE "goneAt" IS NULL AND "desiredFlowLogId" IS NULL) AS "flowLogsOthers",
        (SELECT count(*)::int FROM configuration WHERE "deletedAt" IS NULL) AS configurations,
        (SELECT count(*)::int FROM change_request WHERE "state" IN ('planning', 'open', 'applying')) AS "openChangeRequests"`,
  )
  if (row === undefined) throw new Error('counting answered no row')
  return row
}

function freshnessOfFleet(directory: ScopeDirectory): OverviewView['freshness'] {
  const scopes = [...directory.values()]
    .filter(({ isRemoved }) => !isRemoved)
    .map(({ tag, freshness }) => ({ scope: tag, freshness }))
  const observed = scopes.flatMap(({ freshness }) => freshness.observedAt ?? freshness.discoveredAt ?? []).sort()
  const stale = scopes.filter(({ freshness }) => freshness.isStale)
  return {
    oldestObservedAt: observed[0] ?? null,
    newestObservedAt: observed.at(-1) ?? null,
    staleScopes: stale.length,
    neverLooked: scopes.filter(({ freshness }) => freshness.staleBecause === 'NeverLooked').length,
    scopes: scopes.sort((left, right) => looked(left) - looked(right)).slice(0, MAX_SCOPES),
  }
}

/** More than a page can show; the list of scopes has all of them. */
const MAX_SCOPES = 500

const looked = ({ freshness }: { freshness: OverviewView['freshness']['scopes'][number]['freshness'] }) =>
  Date.parse(freshness.observedAt ?? freshness.discoveredAt ?? '1970-01-01T00:00:00.000Z')
