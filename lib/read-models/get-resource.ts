import { familyOfType } from '../domain/target-family'
import type { ResourceType } from '../domain/resource'
import { notFound } from '../domain/refusal'
import type { CoverageStepView, ResourceDetail } from '../http/schemas/resources'
import type { Database } from '../store/database/connection'
import { joinStatements, select, statement, type Statement } from '../store/statement'
import { flowLogsAbout } from './flow-log-filter'
import { type FlowLogRow, loadRowNames, toFlowLogItem } from './flow-log-rows'
import { loadOwnLogCounts, RESOURCE_ITEM_COLUMNS, type ResourceRow, toResourceItem } from './resource-rows'
import { loadScopeDirectory } from './scope-directory'

interface DetailRow extends ResourceRow {
  links: Record<string, string>
  attributes: Record<string, unknown>
  coverageWhy: unknown
  goneAt: Date | null
  validFrom: Date
}

/** A resource with the chain of why it is covered or not, its flow logs, and who selects it. */
export async function getResource({ pool }: Database, id: string, now: Date): Promise<ResourceDetail> {
  const [row] = await select<DetailRow>(
    pool,
    statement`SELECT ${RESOURCE_ITEM_COLUMNS}, r."links", r."attributes", r."coverageWhy", r."goneAt", r."validFrom"
      FROM resource r WHERE r."id" = ${id}::uuid`,
  )
  if (row === undefined) throw notFound('resource', id)
  const [directory, counts, related, selectedBy] = await Promise.all([
    loadScopeDirectory(pool, now),
    loadOwnLogCounts(pool, [row]),
    loadRelated(pool, row),
    select<{ configurationId: string; name: string }>(
      pool,
      statement`SELECT DISTINCT c."id" AS "configurationId", c."name" FROM desired_flow_log d
        JOIN configuration c ON c."id" = d."configurationId"
        WHERE d."resourceId" = ${id}::uuid AND d."endedAt" IS NULL AND d."intent" = 'present' ORDER BY c."name"`,
    ),
  ])
  const why = coverageSteps(row.coverageWhy)
  const logs = await select<FlowLogRow>(
    pool,
    statement`SELECT f.* FROM ${flowLogsAbout(row)}
      ORDER BY f."firstSeenAt" DESC LIMIT 200`,
  )
  const names = await loadRowNames(pool, logs)
  const idOf = new Map(logs.map((log) => [log.externalId, log.id]))
  return {
    ...toResourceItem(row, directory, counts(row.id)),
    links: row.links,
    related,
    attributes: row.attributes,
    why: why.map((step) => ({ ...step, flowLogId: idOf.get(step.flowLogExternalId) ?? null })),
    flowLogList: logs.map((log) => toFlowLogItem(log, directory, names)),
    selectedBy,
    goneAt: row.goneAt?.toISOString() ?? null,
    validFrom: row.validFrom.toISOString(),
    family: familyOfType(row.type),
  }
}

/** Which link names which type, and whether it lives in the same scope. */
const LINKED_TYPES: Readonly<Record<string, { readonly type: ResourceType; readonly isGlobal?: true }>> = {
  vpc: { type: 'VPC' },
  subnet: { type: 'Subnet' },
  transitGateway: { type: 'TransitGateway' },
  transitRouter: { type: 'TransitRouter' },
  cen: { type: 'CEN', isGlobal: true },
}

async function loadRelated(pool: Database['pool'], row: DetailRow): Promise<ResourceDetail['related']> {
  const wanted: Statement[] = Object.entries(row.links).flatMap(([link, externalId]) => {
    const linked = LINKED_TYPES[link]
    if (linked === undefined) return link === 'attached' ? [byExternalId(row, externalId)] : []
    const place = linked.isGlobal
      ? statement`r."sourceScopeId" = ${row.sourceScopeId}::uuid`
      : statement`r."scopeId" = ${row.scopeId}::uuid`
    return [statement`(r."type" = ${linked.type} AND r."externalId" = ${externalId} AND ${place})`]
  })
  if (wanted.length === 0) return []
  const found = await select<{ id: string; type: ResourceType; externalId: string; name: string | null }>(
    pool,
    statement`SELECT r."id", r."type", r."externalId", r."name" FROM resource r
      WHERE r."goneAt" IS NULL AND r."id" <> ${row.id}::uuid AND (${joinStatements(wanted, ' OR ')}) LIMIT 20`,
  )
  return found.map((linked) => ({
    relation: Object.entries(row.links).find(([, externalId]) => externalId === linked.externalId)?.[0] ?? 'attached',
    ...linked,
  }))
}

const byExternalId = (row: DetailRow, externalId: string) =>
  statement`(r."externalId" = ${externalId} AND r."scopeId" = ${row.scopeId}::uuid)`

/** The stored chain as steps; a stored value of another shape is left out rather than guessed at. Pure. */
function coverageSteps(stored: unknown): CoverageStepView[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((step: unknown) => {
    if (typeof step !== 'object' || step === null) return []
    const text = (name: string) => {
      const value: unknown = Reflect.get(step, name)
      return typeof value === 'string' ? value : null
    }
    const message = text('text')
    if (message === null) return []
    return [
      {
        fact: text('fact') ?? 'Fact',
        message,
        flowLogId: null,
        flowLogExternalId: text('logExternalId'),
        resourceKeyText: text('at'),
      },
    ]
  })
}
