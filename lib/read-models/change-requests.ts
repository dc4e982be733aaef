import type { ChangeItem } from '../domain/change-item'
import type { ConfigurationDocument } from '../domain/configuration'
import { canonicalJson } from '../domain/json'
import { overlayConfigurations, OverlayMismatch } from '../domain/overlay'
import { notFound } from '../domain/refusal'
import { allowedCommands } from '../services/change-request-states'
import type {
  ChangeItemView,
  ChangeRequestDetail,
  ChangeRequestListItem,
  ChangeRequestListQuery,
} from '../http/schemas/change-requests'
import type { Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import type { Sql } from '../store/sql'
import { likeText, select, statement, type Statement } from '../store/statement'
import { CHANGE_REQUEST_COLUMNS, type ChangeRequestRow, loadPlanFigures, type PlanFigures } from './change-request-rows'
import { toCloudProblem } from './list-scopes'
import { countRows, readPage } from './paging'
import { providerOf } from './scope-directory'

const FROM = statement`change_request q`
const OPEN = statement`q."state" IN ('planning', 'open', 'applying')`

/** One page of change requests, newest first. */
export async function listChangeRequests(
  { pool }: Database,
  query: ChangeRequestListQuery,
): Promise<Page<ChangeRequestListItem>> {
  const where: Statement[] = []
  if (query.state !== undefined) where.push(statement`q."state" = ANY(${query.state}::text[])`)
  if (query.origin !== undefined) where.push(statement`q."origin" = ANY(${query.origin}::text[])`)
  if (query.open !== undefined) where.push(query.open === 'true' ? OPEN : statement`NOT (${OPEN})`)
  if (query.q !== undefined) where.push(statement`('CR-' || q."number" || ' ' || q."title") ILIKE ${likeText(query.q)}`)
  if (query.configuration !== undefined) {
    where.push(statement`EXISTS (SELECT 1 FROM jsonb_array_elements(q."items") item
      WHERE item->>'configurationId' = ANY(${query.configuration}::text[]))`)
  }
  const [page, total] = await Promise.all([
    readPage<ChangeRequestRow>(pool, {
      columns: CHANGE_REQUEST_COLUMNS,
      from: FROM,
      where,
      sortKeys: {
        number: { expression: statement`q."number"::bigint`, type: 'bigint' },
        updatedAt: { expression: statement`q."updatedAt"`, type: 'timestamptz' },
      },
      sort: query.sort ?? '-number',
      id: { expression: statement`q."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  const [figures, configurations] = await Promise.all([
    loadPlanFigures(pool, page.rows),
    loadConfigurationStates(
      pool,
      page.rows.flatMap(({ items }) => items),
    ),
  ])
  return {
    items: page.rows.map((row) => toItem(row, figures(row), configurations)),
    nextCursor: page.nextCursor,
    total,
  }
}

/** One change request with its items before and after, its plan's summary, and what may be done with it. */
export async function getChangeRequest({ pool }: Database, id: string): Promise<ChangeRequestDetail> {
  const [row] = await select<ChangeRequestRow>(
    pool,
    statement`SELECT ${CHANGE_REQUEST_COLUMNS} FROM ${FROM} WHERE q."id" = ${id}::uuid`,
  )
  if (row === undefined) throw notFound('change request', id)
  const [figures, configurations, before, deletesHeldBack] = await Promise.all([
    loadPlanFigures(pool, [row]),
    loadConfigurationStates(pool, row.items),
    loadVersions(pool, row.items),
    loadDeletesHeldBack(pool, row),
  ])
  const staleBecause = row.state === 'planning' || row.state === 'open' ? staleness(row.items, configurations) : null
  const known = figures(row)
  return {
    ...toItem(row, known, configurations),
    reason: row.reason,
    items: row.items.map((item) => toItemView(item, configurations, before)),
    planProblem: row.planProblem === null ? null : toCloudProblem(row.planProblem),
    isStale: staleBecause !== null,
    staleBecause,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionNote: row.decisionNote,
    cloudWrites: await countCloudWrites(pool, row.id),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    deletesHeldBack,
    allowed: [
      ...allowedCommands(row.state, {
        isStale: staleBecause !== null,
        hasPlan: row.planId !== null,
        hasFailures: (known?.progress?.failed ?? 0) > 0,
      }),
    ],
  }
}

/** Operations carried out under the grants of a request. */
async function countCloudWrites(sql: Sql, changeRequestId: string): Promise<number> {
  const [row] = await select<{ count: number }>(
    sql,
    statement`SELECT count(*)::int AS count FROM cloud_operation o JOIN "grant" g ON g."id" = o."grantId"
      WHERE g."changeRequestId" = ${changeRequestId}::uuid`,
  )
  return row?.count ?? 0
}

/** Deletions of the plan that are still to come, where the ceiling on deletions of a pass stands against them. */
async function loadDeletesHeldBack(
  sql: Sql,
  { planId, state }: ChangeRequestRow,
): Promise<ChangeRequestDetail['deletesHeldBack']> {
  if (planId === null || (state !== 'open' && state !== 'applying')) return null
  const [row] = await select<{ inOneScope: number; ceiling: number }>(
    sql,
    statement`SELECT max(d."count") AS "inOneScope", i."maxDeletesPerPass" AS "ceiling" FROM installation i,
        (SELECT count(*)::int AS "count" FROM plan_action WHERE "planId" = ${planId}::uuid AND "kind" = 'delete'
          AND "state" IN ('planned', 'waiting') GROUP BY "scopeId") d
      GROUP BY i."maxDeletesPerPass" HAVING max(d."count") > i."maxDeletesPerPass"`,
  )
  return row ?? null
}

interface StoredConfiguration {
  id: string
  name: string
  provider: string
  generation: number
  document: ConfigurationDocument
  deletedAt: Date | null
}

type Configurations = ReadonlyMap<string, StoredConfiguration>

async function loadConfigurationStates(sql: Sql, items: readonly ChangeItem[]): Promise<Configurations> {
  const ids = [...new Set(items.map(({ configurationId }) => configurationId))]
  if (ids.length === 0) return new Map()
  const rows = await select<StoredConfiguration>(
    sql,
    statement`SELECT "id", "name", "provider", "generation", "document", "deletedAt" FROM configuration
      WHERE "id" = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

type Versions = ReadonlyMap<string, ConfigurationDocument>
const versionKey = (id: string, generation: number) => `${id} ${generation}`

/** The documents the items were drafted on; what a Configuration is now may be newer. */
async function loadVersions(sql: Sql, items: readonly ChangeItem[]): Promise<Versions> {
  const based = items.flatMap((item) => (item.op === 'create' ? [] : [item]))
  if (based.length === 0) return new Map()
  const rows = await select<{ configurationId: string; generation: number; document: ConfigurationDocument }>(
    sql,
    statement`SELECT v."configurationId", v."generation", v."document" FROM configuration_version v
      JOIN unnest(${based.map(({ configurationId }) => configurationId)}::uuid[], ${based.map(({ baseGeneration }) => baseGeneration)}::int[])
        AS w("configurationId", "generation") USING ("configurationId", "generation")`,
  )
  return new Map(rows.map((row) => [versionKey(row.configurationId, row.generation), row.document]))
}

function toItem(
  row: ChangeRequestRow,
  figures: PlanFigures | null,
  configurations: Configurations,
): ChangeRequestListItem {
  const named = new Map(
    row.items.map((item) => [item.configurationId, nameOf(item, configurations.get(item.configurationId))]),
  )
  return {
    id: row.id,
    number: row.number,
    revision: row.revision,
    title: row.title,
    origin: row.origin,
    state: row.state,
    author: { ...row.author },
    configurations: [...named].map(([id, name]) => ({ id, name })),
    plan: figures?.summary ?? null,
    progress: figures?.progress ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

function nameOf(item: ChangeItem, stored: StoredConfiguration | undefined): string {
  return item.op === 'create' || item.op === 'edit' ? item.document.name : (stored?.name ?? 'unknown')
}

function toItemView(item: ChangeItem, configurations: Configurations, versions: Versions): ChangeItemView {
  const stored = configurations.get(item.configurationId)
  const before =
    item.op === 'create' ? null : (versions.get(versionKey(item.configurationId, item.baseGeneration)) ?? null)
  const after = afterOf(item, before)
  const provider = after?.provider ?? before?.provider ?? stored?.provider ?? 'aws-ec2'
  return {
    op: item.op,
    configurationId: item.configurationId,
    configurationName: nameOf(item, stored),
    provider: providerOf(provider),
    baseGeneration: item.op === 'create' ? null : item.baseGeneration,
    currentGeneration: stored?.generation ?? null,
    before: viewOf(before),
    after: viewOf(after),
    changes: item.op === 'edit' ? documentChanges(before, after) : [],
    excludedTargets: item.op === 'exclude' ? [...item.targets] : [],
    isRetaining: (item.op === 'exclude' || item.op === 'delete') && item.retain === true,
    adopts: adoptionOf(item),
  }
}

function adoptionOf(item: ChangeItem): ChangeItemView['adopts'] {
  const adopt = item.op === 'create' || item.op === 'adopt' ? item.adopt : undefined
  return adopt === undefined ? null : { count: adopt.logs.length, acknowledged: [...adopt.acknowledged] }
}

function afterOf(item: ChangeItem, before: ConfigurationDocument | null): ConfigurationDocument | null {
  if (item.op === 'create' || item.op === 'edit') return item.document
  if (item.op === 'delete' || before === null) return null
  const base = { id: item.configurationId, generation: item.baseGeneration, document: before, isDeleted: false }
  return overlayConfigurations([base], [item])[0]?.document ?? null
}

function viewOf(document: ConfigurationDocument | null): ChangeItemView['before'] {
  return document === null ? null : (structuredClone(document) as NonNullable<ChangeItemView['before']>)
}

/** Members of a document that differ, one level into its spec and selector. Pure. */
function documentChanges(
  before: ConfigurationDocument | null,
  after: ConfigurationDocument | null,
): ChangeItemView['changes'] {
  const left = flatten(before)
  const right = flatten(after)
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((pointer) => {
    const change = { pointer, before: left.get(pointer) ?? null, after: right.get(pointer) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

function flatten(document: ConfigurationDocument | null): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  if (document === null) return members
  const { spec, selector, ...rest } = document
  for (const [root, part] of [
    ['', rest],
    ['/spec', spec],
    ['/selector', selector],
  ] as const) {
    for (const [name, member] of Object.entries(part) as [string, unknown][]) {
      members.set(`${root}/${name}`, canonicalJson(member))
    }
  }
  return members
}

/** Why the items no longer fit the Configurations they were drafted on; null while they do. Pure. */
function staleness(items: readonly ChangeItem[], configurations: Configurations): string | null {
  const states = [...configurations.values()].map(({ id, generation, document, deletedAt }) => ({
    id,
    generation,
    document,
    isDeleted: deletedAt !== null,
  }))
  try {
    overlayConfigurations(states, items)
    return null
  } catch (error) {
    if (!(error instanceof OverlayMismatch)) throw error
    const name = configurations.get(error.configurationId)?.name ?? 'The Configuration'
    if (error.reason === 'Missing') return `${name} was deleted meanwhile.`
    if (error.reason === 'AlreadyExists') return `${name} exists already.`
    return `${name} was changed meanwhile by another request.`
  }
}
