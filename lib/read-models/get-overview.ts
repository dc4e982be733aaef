import { PROVIDER_LABELS } from '../domain/provider-labels'
import { RESOURCE_TYPES } from '../domain/resource'
import type { LadderRow, LadderView, OverviewView } from '../http/schemas/overview'
import { RUNGS } from '../http/schemas/words'
import type { Database } from '../store/database/connection'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import { loadAttention } from './attention'
import { HEADLINE_TYPES, isHeadlineType } from '../domain/coverage-counts'
import { listActivity } from './list-activity'
import { rungOf } from './resource-rows'
import { loadScopeDirectory, type ScopeDirectory } from './scope-directory'

/** Accounts that an overview names: the worst of them; the list of accounts has all. */
const MAX_ACCOUNTS = 50

/** How many resources of a part of the fleet stand on a rung. */
interface CountRow {
  part: 'type' | 'provider' | 'account' | 'region'
  key: string
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
  const ofPart = (part: CountRow['part']) => counts.filter((row) => row.part === part)
  const types = ofPart('type')
  return {
    at: now.toISOString(),
    fleet: ladderOf(ofPart('provider')),
    byType: RESOURCE_TYPES.flatMap((type) => {
      const own = types.filter((row) => row.key === type)
      return own.length === 0 ? [] : [{ type, isHeadline: isHeadlineType(type), ladder: ladderOf(own) }]
    }),
    byProvider: ladderRows(ofPart('provider'), directory, ({ tag }) => [tag.provider, PROVIDER_LABELS[tag.provider]]),
    byAccount: ladderRows(ofPart('account'), directory, ({ tag }) => [tag.accountId, tag.accountName]).slice(
      0,
      MAX_ACCOUNTS,
    ),
    byRegion: ladderRows(ofPart('region'), directory, ({ tag }) => [tag.region, tag.region]),
    attention,
    inFlight,
    counts: totals,
    freshness: freshnessOfFleet(directory),
    activity: activity.items,
  }
}

/** Every ladder in one scan: all types apart, and the units of the headline by provider, account and region. */
async function loadCoverageCounts(sql: Sql): Promise<CountRow[]> {
  return select<CountRow>(
    sql,
    statement`WITH counted AS (
        SELECT c."resourceType", c."rung", c."count", c."failing", s."provider", s."accountId", s."region"
          FROM coverage_count c JOIN scope s ON s."id" = c."scopeId" WHERE s."state" <> 'Removed')
      SELECT 'type' AS part, "resourceType" AS key, "rung", sum("count")::int AS count, sum("failing")::int AS failing
        FROM counted GROUP BY "resourceType", "rung"
      UNION ALL
      SELECT CASE GROUPING("provider", "accountId", "region") WHEN 3 THEN 'provider' WHEN 5 THEN 'account' ELSE 'region' END,
          coalesce("provider", "accountId", "region"), "rung", sum("count")::int, sum("failing")::int
        FROM counted WHERE "resourceType" = ANY(${[...HEADLINE_TYPES]}::text[])
        GROUP BY GROUPING SETS (("provider", "rung"), ("accountId", "rung"), ("region", "rung"))`,
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

/** The ladders of one division of the fleet, worst first. Stale where one of its scopes is. */
function ladderRows(
  rows: readonly CountRow[],
  directory: ScopeDirectory,
  keyOf: (entry: Entry) => readonly [key: string, label: string],
): LadderRow[] {
  const parts = new Map<string, { label: string; isStale: boolean }>()
  for (const entry of directory.values()) {
    if (entry.isRemoved) continue
    const [key, label] = keyOf(entry)
    parts.set(key, { label, isStale: entry.freshness.isStale || parts.get(key)?.isStale === true })
  }
  const groups = new Map<string, CountRow[]>()
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row])
  return [...groups]
    .map(([key, own]) => {
      const { label, isStale } = parts.get(key) ?? { label: key, isStale: false }
      return { key, label, ladder: ladderOf(own), isStale }
    })
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

/** Those looked at longest ago; the list of scopes has all of them. */
const MAX_SCOPES = 120

const looked = ({ freshness }: { freshness: OverviewView['freshness']['scopes'][number]['freshness'] }) =>
  Date.parse(freshness.observedAt ?? freshness.discoveredAt ?? '1970-01-01T00:00:00.000Z')
