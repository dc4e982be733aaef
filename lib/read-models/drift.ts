import { describeFlapping, type DriftFacts, type Flapping, FLAPPING_WINDOW_MS, flappingRemedy } from '../domain/drift'
import type { Phase } from '../domain/lifecycle'
import { RESOURCE_TYPES } from '../domain/resource'
import type {
  DriftFilter,
  DriftGroups,
  DriftListQuery,
  DriftResponseView,
  DriftRow,
  DriftView,
  FlappingView,
  IgnoreList,
  IgnoreView,
} from '../http/schemas/drift'
import type { Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import { allOf, likeText, select, statement, type Statement } from '../store/statement'
import { countRows, readPage, type SortKey } from './paging'
import { loadScopeDirectory, type ScopeDirectory, scopeEntryOf, scopeIdsOf } from './scope-directory'

/** Which fields differ, as one text: what groups are made by. */
const FIELDS = statement`coalesce((SELECT string_agg(c->>'field', ', ' ORDER BY c->>'field')
  FROM jsonb_array_elements(d."drift"->'changes') AS c), '')`

const FROM = statement`desired_flow_log d JOIN resource r ON r."id" = d."resourceId"
  JOIN configuration c ON c."id" = d."configurationId"`

/** What drifts now, and targets that ended with their flow logs during the last week. */
const DRIFTS = statement`d."drift" IS NOT NULL AND (d."endedAt" IS NULL OR d."endedAt" > now() - interval '7 days')`

function driftConditions(filter: DriftFilter, directory: ScopeDirectory): Statement[] {
  const conditions: Statement[] = [DRIFTS]
  const scopeIds = scopeIdsOf(directory, filter)
  if (scopeIds !== null) conditions.push(statement`d."scopeId" = ANY(${[...scopeIds]}::uuid[])`)
  if (filter.cause !== undefined) conditions.push(statement`d."drift"->>'cause' = ANY(${filter.cause}::text[])`)
  if (filter.response !== undefined)
    conditions.push(statement`d."drift"->>'response' = ANY(${filter.response}::text[])`)
  if (filter.configuration !== undefined) {
    conditions.push(statement`d."configurationId" = ANY(${filter.configuration}::uuid[])`)
  }
  if (filter.field !== undefined) conditions.push(statement`${FIELDS} = ${filter.field}`)
  if (filter.ignored !== undefined) {
    conditions.push(
      filter.ignored === 'true'
        ? statement`d."drift"->>'response' = 'ignored'`
        : statement`d."drift"->>'response' <> 'ignored'`,
    )
  }
  if (filter.q !== undefined && filter.q !== '') {
    const like = likeText(filter.q)
    conditions.push(statement`(d."externalId" ILIKE ${like} OR r."externalId" ILIKE ${like} OR r."name" ILIKE ${like})`)
  }
  return conditions
}

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  since: { expression: statement`(d."drift"->>'since')::timestamptz`, type: 'timestamptz' },
  target: { expression: statement`r."externalId"`, type: 'text' },
}
const ID: SortKey = { expression: statement`d."id"`, type: 'uuid' }

interface Row {
  id: string
  drift: DriftFacts
  flapping: Flapping | null
  externalId: string | null
  phase: Phase
  scopeId: string
  configurationId: string
  configurationName: string
  onDrift: DriftRow['configuration']['onDrift']
  resourceId: string
  targetType: string
  targetExternalId: string
  targetName: string | null
  requestId: string | null
  requestNumber: number | null
}

/** One page of drifted flow logs, those that drift longest first. */
export async function listDrift({ pool }: Database, query: DriftListQuery, now: Date): Promise<Page<DriftRow>> {
  const directory = await loadScopeDirectory(pool, now)
  const where = driftConditions(query, directory)
  const [page, total] = await Promise.all([
    readPage<Row>(pool, {
      columns: statement`d."id", d."drift", d."flapping", d."externalId", d."phase", d."scopeId", d."configurationId",
        c."name" AS "configurationName", c."document"->>'onDrift' AS "onDrift", d."resourceId", d."targetType",
        r."externalId" AS "targetExternalId", r."name" AS "targetName", q."id" AS "requestId", q."number" AS "requestNumber"`,
      from: statement`${FROM} LEFT JOIN LATERAL (SELECT q."id", q."number" FROM change_request q
        WHERE q."followUpKey" = d."configurationId"::text || ':drift' AND q."state" IN ('planning', 'open') LIMIT 1) q ON TRUE`,
      where,
      sortKeys: SORT_KEYS,
      sort: query.sort ?? 'since',
      id: ID,
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  return { items: page.rows.map((row) => toRow(row, directory)), nextCursor: page.nextCursor, total }
}

function toRow(row: Row, directory: ScopeDirectory): DriftRow {
  const { tag, freshness } = scopeEntryOf(directory, row.scopeId)
  return {
    id: row.id,
    ...toDriftView(row.drift, row.flapping),
    externalId: row.externalId,
    phase: row.phase,
    configuration: { id: row.configurationId, name: row.configurationName, onDrift: row.onDrift },
    target: {
      resourceId: row.resourceId,
      type: RESOURCE_TYPES.find((known) => known === row.targetType) ?? 'VPC',
      externalId: row.targetExternalId,
      name: row.targetName,
    },
    scope: tag,
    request:
      row.requestId === null || row.requestNumber === null ? null : { id: row.requestId, number: row.requestNumber },
    freshness,
  }
}

/** Stored drift as the interface answers it. Pure. */
export function toDriftView(drift: DriftFacts, flapping: Flapping | null): DriftView {
  return {
    cause: drift.cause,
    since: drift.since,
    changes: drift.changes.map((change) => ({ ...change })),
    response: drift.response,
    ignore: drift.ignore === null ? null : { ...drift.ignore },
    flapping: flapping === null ? null : toFlappingView(flapping),
  }
}

/** Two managers that undo each other, in words. Pure. */
export function toFlappingView(flapping: Flapping): FlappingView {
  const { since, fields, heals } = flapping
  return {
    since,
    fields: [...fields],
    heals,
    message: describeFlapping(flapping, FLAPPING_WINDOW_MS),
    remedy: flappingRemedy(flapping),
  }
}

interface GroupRow {
  cause: DriftFacts['cause']
  configurationId: string
  configurationName: string
  onDrift: DriftRow['configuration']['onDrift']
  fields: string
  count: number
  ignored: number
  oldestSince: Date
  accounts: number
  responses: Partial<Record<DriftResponseView, number>>
}

/** Drift folded by cause, Configuration and fields; what asks for somebody first, then by number. */
export async function groupDrift({ pool }: Database, filter: DriftFilter, now: Date): Promise<DriftGroups> {
  const directory = await loadScopeDirectory(pool, now)
  const rows = await select<GroupRow>(
    pool,
    statement`SELECT cause, "configurationId", "configurationName", "onDrift", fields, sum(n)::int AS count,
        coalesce(sum(n) FILTER (WHERE response = 'ignored'), 0)::int AS ignored, min(since) AS "oldestSince",
        max(accounts)::int AS accounts, jsonb_object_agg(response, n) AS responses
      FROM (SELECT d."drift"->>'cause' AS cause, d."configurationId", c."name" AS "configurationName",
              c."document"->>'onDrift' AS "onDrift", ${FIELDS} AS fields, d."drift"->>'response' AS response, count(*)::int AS n,
              min((d."drift"->>'since')::timestamptz) AS since, count(DISTINCT s."accountId")::int AS accounts
            FROM ${FROM} JOIN scope s ON s."id" = d."scopeId" WHERE ${allOf(driftConditions(filter, directory))}
            GROUP BY 1, 2, 3, 4, 5, 6) g
      GROUP BY 1, 2, 3, 4, 5 ORDER BY (sum(n) - coalesce(sum(n) FILTER (WHERE response IN ('ignored', 'ended')), 0)) DESC, 2, 5
      LIMIT 500`,
  )
  const sum = (of: (row: GroupRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const ended = sum(({ cause, count }) => (cause === 'target-gone' ? count : 0))
  const ignored = sum((row) => row.ignored)
  const open = rows.filter(({ cause, count, ignored: left }) => cause !== 'target-gone' && left < count)
  const oldest = open.reduce<Date | null>(
    (first, { oldestSince }) => (first === null || oldestSince < first ? oldestSince : first),
    null,
  )
  return {
    total: sum(({ count }) => count) - ended - ignored,
    ignored,
    flapping: sum(({ responses }) => responses.flapping ?? 0),
    ended,
    oldestSince: oldest?.toISOString() ?? null,
    items: rows.map(({ configurationId, configurationName, onDrift, oldestSince, responses, ...row }) => ({
      ...row,
      configuration: { id: configurationId, name: configurationName, onDrift },
      oldestSince: oldestSince.toISOString(),
      responses: Object.entries(responses).map(([response, count]) => ({
        response: response as DriftResponseView,
        count,
      })),
    })),
  }
}

interface IgnoreRow extends Omit<IgnoreView, 'configuration' | 'until' | 'createdAt'> {
  configurationId: string
  configurationName: string
  until: Date
  createdAt: Date
}

/** Everything that is ignored now, the first to come back first. */
export async function listIgnores({ pool }: Database, now: Date): Promise<IgnoreList> {
  const rows = await select<IgnoreRow>(
    pool,
    statement`SELECT i."id", i."configurationId", c."name" AS "configurationName", i."desiredFlowLogId" AS "flowLogId",
        regexp_replace(d."targetKeyText", '^.*/', '') AS target, i."covers", i."until_at" AS until, i."owner", i."reason",
        i."actor", i."createdAt"
      FROM drift_ignore i JOIN configuration c ON c."id" = i."configurationId"
      LEFT JOIN desired_flow_log d ON d."id" = i."desiredFlowLogId"
      WHERE i."endedAt" IS NULL AND i."until_at" > ${now} AND c."deletedAt" IS NULL
      ORDER BY i."until_at", i."id" LIMIT 1000`,
  )
  return {
    items: rows.map(({ configurationId, configurationName, until, createdAt, ...row }) => ({
      ...row,
      configuration: { id: configurationId, name: configurationName },
      until: until.toISOString(),
      createdAt: createdAt.toISOString(),
    })),
  }
}
