import type { Condition } from '../domain/conditions'
import { CONDITIONS, type ConditionType } from '../domain/conditions'
import type { TrafficType } from '../domain/flow-log-spec'
import type { Manager, ObservedStatus, Ownership, ReportedDelivery } from '../domain/flow-log'
import type { Phase } from '../domain/lifecycle'
import type { Problem } from '../domain/problem'
import { RESOURCE_TYPES, TARGET_FAMILIES } from '../domain/resource'
import type { FlowLogListItem } from '../http/schemas/flow-logs'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import { type ScopeDirectory, scopeEntryOf } from './scope-directory'

/** One row of the unified list. */
export interface FlowLogRow {
  id: string
  desiredId: string | null
  observedId: string | null
  externalId: string | null
  scopeId: string
  configurationId: string | null
  resourceId: string | null
  targetKeyText: string | null
  targetType: string | null
  ownership: Ownership['kind']
  manager: Manager | null
  phase: Phase | null
  phaseReason: string | null
  phaseMessage: string | null
  phaseSince: Date | null
  conditions: Condition[]
  problem: Problem | null
  status: ObservedStatus | null
  rawStatus: string | null
  deliveryState: ReportedDelivery['state']
  deliveryMessage: string | null
  deliverySince: Date | null
  destination: string | null
  trafficType: TrafficType | null
  family: string | null
  firstSeenAt: Date
  endedAt: Date | null
  targetExternalId: string
}

/** Names of what a page of rows refers to. */
export interface RowNames {
  readonly configurations: ReadonlyMap<string, string>
  /** By resource key text. */
  readonly resources: ReadonlyMap<
    string,
    { readonly id: string; readonly externalId: string; readonly name: string | null }
  >
}

/** Names of Configurations and targets for one page, in two queries. */
export async function loadRowNames(sql: Sql, rows: readonly FlowLogRow[]): Promise<RowNames> {
  const configurationIds = [...new Set(rows.flatMap(({ configurationId }) => configurationId ?? []))]
  const keyTexts = [...new Set(rows.flatMap(({ targetKeyText }) => targetKeyText ?? []))]
  const [configurations, resources] = await Promise.all([
    configurationIds.length === 0
      ? []
      : select<{ id: string; name: string }>(
          sql,
          statement`SELECT "id", "name" FROM configuration WHERE "id" = ANY(${configurationIds}::uuid[])`,
        ),
    keyTexts.length === 0
      ? []
      : select<{ id: string; keyText: string; externalId: string; name: string | null }>(
          sql,
          statement`SELECT "id", "keyText", "externalId", "name" FROM resource WHERE "keyText" = ANY(${keyTexts}::text[])`,
        ),
  ])
  return {
    configurations: new Map(configurations.map(({ id, name }) => [id, name])),
    resources: new Map(resources.map((row) => [row.keyText, row])),
  }
}

/** A row as lists answer it. Pure. */
export function toFlowLogItem(row: FlowLogRow, directory: ScopeDirectory, names: RowNames): FlowLogListItem {
  const entry = scopeEntryOf(directory, row.scopeId)
  const resource = row.targetKeyText === null ? undefined : names.resources.get(row.targetKeyText)
  return {
    id: row.id,
    desiredId: row.desiredId,
    observedId: row.observedId,
    externalId: row.externalId,
    ownership: row.ownership,
    manager: row.manager,
    phase: row.phase,
    phaseReason: row.phaseReason,
    phaseMessage: row.phaseMessage,
    phaseSince: row.phaseSince?.toISOString() ?? null,
    conditions: row.conditions.map(({ type }) => type).filter(isConditionType),
    status: row.status,
    rawStatus: row.rawStatus,
    delivery: {
      state: row.deliveryState,
      message: row.deliveryMessage,
      since: row.deliverySince?.toISOString() ?? null,
    },
    target: {
      resourceId: row.resourceId ?? resource?.id ?? null,
      keyText: row.targetKeyText,
      type: RESOURCE_TYPES.find((known) => known === row.targetType) ?? null,
      externalId: resource?.externalId ?? row.targetExternalId,
      name: resource?.name ?? null,
    },
    family: TARGET_FAMILIES.find((known) => known === row.family) ?? null,
    destination: row.destination,
    trafficType: row.trafficType,
    configuration:
      row.configurationId === null
        ? null
        : { id: row.configurationId, name: names.configurations.get(row.configurationId) ?? 'unknown' },
    scope: entry.tag,
    problem:
      row.problem === null
        ? null
        : { reason: row.problem.reason, message: row.problem.message, vendorCode: row.problem.vendorCode },
    firstSeenAt: row.firstSeenAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    freshness: entry.freshness,
  }
}

export function isConditionType(text: string): text is ConditionType {
  return Object.hasOwn(CONDITIONS, text)
}
