import { describeShortfall, parseShortfall } from '../domain/shortfall'
import { GLOBAL_REGION, PARTLY_LISTED } from '../domain/scope'
import type { CloudProblem } from '../http/schemas/problem'
import type { Page } from '../http/schemas/listing'
import type { ScopeListQuery, ScopeView } from '../http/schemas/scopes'
import type { Database } from '../store/database/connection'
import { rawStatement, statement, type Statement } from '../store/statement'
import { countRows, readPage, type SortKey } from './paging'
import { DISCOVERY_LATE_AFTER_MS, FLOW_LOGS_LATE_AFTER_MS, freshnessOf, providerOf } from './scope-directory'

interface ScopeRow {
  id: string
  provider: string
  partition: string
  accountId: string
  accountRef: string
  accountName: string
  region: string
  state: ScopeView['state']
  isPaused: boolean
  dueAt: Date
  isLooking: boolean
  flowLogsObservedAt: Date | null
  discoveredAt: Date | null
  lookRequestedAt: Date | null
  lastPassStartedAt: Date | null
  lastPassEndedAt: Date | null
  consecutiveFailures: number
  problem: (CloudProblem & { reason: string }) | null
  shortfalls: string[]
  measuredGapSeconds: number | null
  callsUsed: string
  callsThrottled: string
  resources: number
  flowLogs: number
}

const COLUMNS = statement`s."id", s."provider", s."partition", s."accountId", s."accountRef", a."name" AS "accountName",
  s."region", s."state", a."isPaused", s."dueAt", coalesce(s."leaseUntil" > now(), false) AS "isLooking",
  s."flowLogsObservedAt", s."discoveredAt", s."lookRequestedAt", s."lastPassStartedAt", s."lastPassEndedAt",
  s."consecutiveFailures", CASE WHEN s."state" <> 'NotEnabled' THEN s."problem" END AS "problem", s."shortfalls", s."measuredGapSeconds", s."callsUsed", s."callsThrottled",
  (SELECT count(*)::int FROM resource r WHERE r."scopeId" = s."id" AND r."goneAt" IS NULL) AS "resources",
  (SELECT count(*)::int FROM observed_flow_log o WHERE o."scopeId" = s."id" AND o."goneAt" IS NULL) AS "flowLogs"`
const FROM = statement`scope s JOIN account a ON a."id" = s."accountRef"`

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  account: { expression: statement`a."name" || ' ' || s."accountId" || ' ' || s."region"`, type: 'text' },
  observedAt: { expression: statement`coalesce(s."flowLogsObservedAt", to_timestamp(0))`, type: 'timestamptz' },
}

/** One page of scopes: when each was last looked at, and what went wrong. */
export async function listScopes({ pool }: Database, query: ScopeListQuery, now: Date): Promise<Page<ScopeView>> {
  const where: Statement[] = [statement`s."state" <> 'Removed'`]
  if (query.provider !== undefined) where.push(statement`s."provider" = ANY(${query.provider}::text[])`)
  if (query.account !== undefined) where.push(statement`s."accountId" = ANY(${query.account}::text[])`)
  if (query.region !== undefined) where.push(statement`s."region" = ANY(${query.region}::text[])`)
  if (query.state !== undefined) where.push(statement`s."state" = ANY(${query.state}::text[])`)
  if (query.stale !== undefined) {
    const stale = isStale(now)
    where.push(query.stale === 'true' ? stale : statement`NOT ${stale}`)
  }
  const [page, total] = await Promise.all([
    readPage<ScopeRow>(pool, {
      columns: COLUMNS,
      from: FROM,
      where,
      sortKeys: SORT_KEYS,
      sort: query.sort ?? 'account',
      id: { expression: statement`s."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  return { items: page.rows.map((row) => toScopeView(row, now)), nextCursor: page.nextCursor, total }
}

/** The scopes of one account, for its page. */
export async function scopesOfAccount({ pool }: Database, accountRef: string, now: Date): Promise<ScopeView[]> {
  const { rows } = await readPage<ScopeRow>(pool, {
    columns: COLUMNS,
    from: FROM,
    where: [statement`s."accountRef" = ${accountRef}::uuid AND s."state" <> 'Removed'`],
    sortKeys: SORT_KEYS,
    sort: 'account',
    id: { expression: statement`s."id"`, type: 'uuid' },
    limit: 200,
    cursor: undefined,
  })
  return rows.map((row) => toScopeView(row, now))
}

/** The same judgement as `freshnessOf`, for the database to filter by. */
export function isStale(now: Date): Statement {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const isRegional = rawStatement(`s."region" <> '${GLOBAL_REGION}'`)
  return statement`(s."state" <> 'NotEnabled' AND (a."isPaused" OR s."state" = 'Paused' OR coalesce(s."problem"->>'reason', ${PARTLY_LISTED}) <> ${PARTLY_LISTED}
    OR s."discoveredAt" IS NULL OR s."discoveredAt" < ${before(DISCOVERY_LATE_AFTER_MS)}
    OR (${isRegional} AND (s."flowLogsObservedAt" IS NULL OR s."flowLogsObservedAt" < ${before(FLOW_LOGS_LATE_AFTER_MS)}))))`
}

function toScopeView(row: ScopeRow, now: Date): ScopeView {
  const { id, partition, accountId, accountRef, accountName, region, state, isLooking, consecutiveFailures } = row
  return {
    id,
    provider: providerOf(row.provider),
    partition,
    accountId,
    accountRef,
    accountName,
    region,
    state,
    freshness: freshnessOf(row, region, now),
    dueAt: row.dueAt.toISOString(),
    lookRequestedAt: row.lookRequestedAt?.toISOString() ?? null,
    isLooking,
    lastPassStartedAt: row.lastPassStartedAt?.toISOString() ?? null,
    lastPassEndedAt: row.lastPassEndedAt?.toISOString() ?? null,
    consecutiveFailures,
    problem: row.problem === null ? null : toCloudProblem(row.problem),
    shortfalls: row.shortfalls.flatMap((text) => {
      const reason = parseShortfall(text)
      return reason === null ? [] : [{ reason, ...describeShortfall(reason) }]
    }),
    measuredGapSeconds: row.measuredGapSeconds,
    callsUsed: Number(row.callsUsed),
    callsThrottled: Number(row.callsThrottled),
    resources: row.resources,
    flowLogs: row.flowLogs,
  }
}

/** A stored problem with exactly the members people see. Pure. */
export function toCloudProblem(problem: CloudProblem): CloudProblem {
  const { reason, message, cause, remedy, vendorCode, vendorMessage, requestId } = problem
  return {
    reason,
    message,
    cause: cause ?? null,
    remedy: remedy ?? null,
    vendorCode: vendorCode ?? null,
    vendorMessage: vendorMessage ?? null,
    requestId: requestId ?? null,
  }
}
