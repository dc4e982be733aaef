import type { FieldChange, FlowLogSpec } from '../domain/flow-log-spec'
import type { Problem } from '../domain/problem'
import { RISK_CLASSES } from '../domain/plan'
import { notFound } from '../domain/refusal'
import type {
  ObstacleListQuery,
  ObstacleView,
  PlanActionListQuery,
  PlanActionView,
  PlanGroup,
} from '../http/schemas/change-requests'
import type { Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import { actionConditions } from '../store/action-choices'
import { allOf, rawStatement, select, statement } from '../store/statement'
import { mutableSpec } from './get-flow-log'
import { toCloudProblem } from './list-scopes'
import { countRows, readPage } from './paging'

interface ActionRow {
  ordinal: number
  kind: PlanActionView['kind']
  configurationId: string
  configurationName: string
  scopeId: string
  accountId: string
  accountName: string
  region: string
  resourceId: string
  targetKeyText: string
  targetType: PlanActionView['target']['type']
  targetExternalId: string
  targetName: string | null
  externalId: string | null
  risk: PlanActionView['risk']
  gapSeconds: number | null
  why: string
  before: FlowLogSpec | null
  desired: FlowLogSpec | null
  changes: FieldChange[]
  details: { order?: PlanActionView['order']; leavesUncovered?: boolean }
  command: string
  fingerprint: string
  state: PlanActionView['state']
  problem: Problem | null
  desiredFlowLogId: string | null
  updatedAt: Date
}

const FROM = statement`plan_action p JOIN scope s ON s."id" = p."scopeId" JOIN account a ON a."id" = s."accountRef"`
const COLUMNS = statement`p."ordinal", p."kind", p."configurationId", p."configurationName", p."scopeId", s."accountId",
  a."name" AS "accountName", s."region", p."resourceId", p."targetKeyText", p."targetType", p."targetExternalId",
  p."targetName", p."externalId", p."risk", p."gapSeconds", p."why", p."before", p."desired", p."changes", p."details",
  p."command", p."fingerprint", p."state", p."problem", p."desiredFlowLogId", p."updatedAt"`
const ORDINAL = { expression: statement`p."ordinal"::bigint`, type: 'bigint' } as const

/** One page of a plan's actions in the plan's own order. */
export async function listPlanActions(
  { pool }: Database,
  requestId: string,
  query: PlanActionListQuery,
): Promise<Page<PlanActionView>> {
  const planId = await presentPlanId(pool, requestId)
  if (planId === null) return { items: [], nextCursor: null, total: 0 }
  const where = actionConditions(planId, query)
  const [page, total] = await Promise.all([
    readPage<ActionRow>(pool, {
      columns: COLUMNS,
      from: FROM,
      where,
      sortKeys: { ordinal: ORDINAL },
      sort: 'ordinal',
      id: ORDINAL,
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  return { items: page.rows.map(toActionView), nextCursor: page.nextCursor, total }
}

function toActionView(row: ActionRow): PlanActionView {
  return {
    ordinal: row.ordinal,
    kind: row.kind,
    configuration: { id: row.configurationId, name: row.configurationName },
    scope: { id: row.scopeId, accountId: row.accountId, accountName: row.accountName, region: row.region },
    target: {
      resourceId: row.resourceId,
      keyText: row.targetKeyText,
      type: row.targetType,
      externalId: row.targetExternalId,
      name: row.targetName,
    },
    externalId: row.externalId,
    risk: row.risk,
    gapSeconds: row.gapSeconds,
    why: row.why,
    before: row.before === null ? null : mutableSpec(row.before),
    desired: row.desired === null ? null : mutableSpec(row.desired),
    changes: row.changes.map((change) => ({ ...change })),
    order: row.details.order ?? null,
    leavesUncovered: row.details.leavesUncovered ?? null,
    command: row.command,
    fingerprint: row.fingerprint,
    state: row.state,
    problem: row.problem === null ? null : toCloudProblem(row.problem),
    flowLogId: row.desiredFlowLogId,
    updatedAt: row.updatedAt.toISOString(),
  }
}

interface GroupRow {
  configurationId: string
  configurationName: string
  accountId: string
  accountName: string
  region: string
  total: number
  excluded: number | null
  failed: number | null
  kinds: Record<string, number>
  worst: number
}

const RISK_ORDER = rawStatement(`ARRAY[${RISK_CLASSES.map((risk) => `'${risk}'`).join(', ')}]`)
const KINDS = ['create', 'update', 'replace', 'delete', 'release', 'adopt'] as const

/** The plan folded by Configuration, account and region. */
export async function groupPlanActions({ pool }: Database, requestId: string): Promise<{ items: PlanGroup[] }> {
  const planId = await presentPlanId(pool, requestId)
  if (planId === null) return { items: [] }
  const rows = await select<GroupRow>(
    pool,
    statement`SELECT "configurationId", "configurationName", "accountId", "accountName", "region", sum(n)::int AS total,
        sum(n) FILTER (WHERE "state" = 'excluded')::int AS excluded, sum(n) FILTER (WHERE "state" = 'failed')::int AS failed,
        jsonb_object_agg("kind" || '/' || "state", n) AS kinds, max(worst) AS worst
      FROM (SELECT p."configurationId", p."configurationName", s."accountId", a."name" AS "accountName", s."region", p."kind",
              p."state", count(*)::int AS n, max(array_position(${RISK_ORDER}, p."risk")) AS worst
            FROM ${FROM} WHERE ${allOf(actionConditions(planId, {}))} GROUP BY 1, 2, 3, 4, 5, 6, 7) g
      GROUP BY 1, 2, 3, 4, 5 ORDER BY "configurationName", "accountName", "region"`,
  )
  return { items: rows.map(toGroup) }
}

function toGroup(row: GroupRow): PlanGroup {
  const countOf = (kind: string) =>
    Object.entries(row.kinds)
      .filter(([key]) => key.startsWith(`${kind}/`))
      .reduce((sum, [, count]) => sum + count, 0)
  return {
    configuration: { id: row.configurationId, name: row.configurationName },
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    total: row.total,
    excluded: row.excluded ?? 0,
    failed: row.failed ?? 0,
    byKind: KINDS.flatMap((kind) => (countOf(kind) === 0 ? [] : [{ kind, count: countOf(kind) }])),
    worstRisk: RISK_CLASSES[row.worst - 1] ?? 'neutral',
  }
}

type ObstacleRow = {
  severity: ObstacleView['severity']
  reason: string
  configurationId: string
  configurationName: string | null
  resourceId: string | null
  targetKeyText: string
  targetExternalId: string | null
  targetName: string | null
  message: string
  remedy: string
  other: string | null
}

/** What the plan could not do, and what it warns of. */
export async function listPlanObstacles(
  { pool }: Database,
  requestId: string,
  query: ObstacleListQuery,
): Promise<Page<ObstacleView>> {
  const planId = await presentPlanId(pool, requestId)
  if (planId === null) return { items: [], nextCursor: null, total: 0 }
  const from = statement`plan_obstacle p LEFT JOIN resource r ON r."id" = p."resourceId"
    LEFT JOIN configuration c ON c."id" = p."configurationId"`
  const where = [statement`p."planId" = ${planId}::uuid`]
  if (query.severity !== undefined) where.push(statement`p."severity" = ANY(${query.severity}::text[])`)
  if (query.reason !== undefined) where.push(statement`p."reason" = ANY(${query.reason}::text[])`)
  const [page, total, names] = await Promise.all([
    readPage<ObstacleRow>(pool, {
      columns: statement`p."severity", p."reason", p."configurationId", c."name" AS "configurationName", p."resourceId",
        p."targetKeyText", r."externalId" AS "targetExternalId", r."name" AS "targetName", p."message", p."remedy", p."other"`,
      from,
      where,
      sortKeys: { ordinal: ORDINAL },
      sort: 'ordinal',
      id: ORDINAL,
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, from, where),
    proposedNames(pool, requestId),
  ])
  return {
    items: page.rows.map((row) => ({
      severity: row.severity,
      reason: row.reason,
      configuration: {
        id: row.configurationId,
        name: row.configurationName ?? names.get(row.configurationId) ?? 'unknown',
      },
      target: {
        resourceId: row.resourceId,
        keyText: row.targetKeyText,
        externalId: row.targetExternalId ?? row.targetKeyText.split('/').at(-1) ?? null,
        name: row.targetName,
      },
      message: row.message,
      remedy: row.remedy,
      other: row.other,
    })),
    nextCursor: page.nextCursor,
    total,
  }
}

/** Names of Configurations that only the request knows so far. */
async function proposedNames(pool: Database['pool'], requestId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await select<{ id: string; name: string }>(
    pool,
    statement`SELECT item->>'configurationId' AS id, item->'document'->>'name' AS name
      FROM change_request q, jsonb_array_elements(q."items") item
      WHERE q."id" = ${requestId}::uuid AND item->'document'->>'name' IS NOT NULL`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function presentPlanId(pool: Database['pool'], requestId: string): Promise<string | null> {
  const [row] = await select<{ planId: string | null }>(
    pool,
    statement`SELECT "planId" FROM change_request WHERE "id" = ${requestId}::uuid`,
  )
  if (row === undefined) throw notFound('change request', requestId)
  return row.planId
}
