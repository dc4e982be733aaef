import type { ResourceListItem } from '../http/schemas/resources'
import { RUNGS, type Rung } from '../http/schemas/words'
import type { ResourceType } from '../domain/resource'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import { type ScopeDirectory, scopeEntryOf } from './scope-directory'

/** A resource as the database holds it, with what lists show. */
export interface ResourceRow {
  id: string
  scopeId: string
  sourceScopeId: string
  type: ResourceType
  keyText: string
  externalId: string
  ownerAccountId: string
  isOwned: boolean
  name: string | null
  tags: Record<string, string>
  state: string
  isSettled: boolean
  notCoverable: string | null
  attachmentKind: string | null
  firstSeenAt: Date
  missingSince: Date | null
  coverageRung: string
  coverageReason: string
  coverageEvidence: string | null
  coveredByLogIds: string[]
  coverageSince: Date | null
  isDeliveryFailing: boolean
}

export const RESOURCE_ITEM_COLUMNS = statement`r."id", r."scopeId", r."sourceScopeId", r."type", r."keyText", r."externalId",
  r."ownerAccountId", r."isOwned", r."name", r."tags", r."state", r."isSettled", r."notCoverable", r."attachmentKind",
  r."firstSeenAt", r."missingSince", r."coverageRung", r."coverageReason", r."coverageEvidence", r."coveredByLogIds",
  r."coverageSince", r."isDeliveryFailing"`

/** Counts of living flow logs set directly on some resources. */
export interface OwnLogCounts {
  readonly ours: number
  readonly others: number
  readonly hasDrift: boolean
}

/** A stored rung as our word; what a newer version wrote shows as not looked at. Pure. */
export function rungOf(text: string): Rung {
  return RUNGS.find((known) => known === text) ?? 'could-not-look'
}

/** A row as lists answer it. Pure. */
export function toResourceItem(row: ResourceRow, directory: ScopeDirectory, counts: OwnLogCounts): ResourceListItem {
  const home = scopeEntryOf(directory, row.scopeId)
  const source = scopeEntryOf(directory, row.sourceScopeId)
  return {
    id: row.id,
    keyText: row.keyText,
    type: row.type,
    externalId: row.externalId,
    name: row.name,
    scope: home.tag,
    ownerAccountId: row.ownerAccountId,
    isOwned: row.isOwned,
    state: row.state,
    isSettled: row.isSettled,
    notCoverable: row.notCoverable,
    attachmentKind: row.attachmentKind,
    tags: row.tags,
    coverage: {
      rung: rungOf(row.coverageRung),
      reason: row.coverageReason,
      evidence: row.coverageEvidence,
      since: row.coverageSince?.toISOString() ?? null,
      isDeliveryFailing: row.isDeliveryFailing,
      coveredByLogIds: row.coveredByLogIds,
    },
    flowLogs: { ours: counts.ours, others: counts.others },
    hasDrift: counts.hasDrift,
    // What a resource is comes from the listing that reports it; what covers it from its own region's.
    freshness: home.freshness.isStale
      ? home.freshness
      : { ...source.freshness, observedAt: home.freshness.observedAt ?? source.freshness.observedAt },
    firstSeenAt: row.firstSeenAt.toISOString(),
    missingSince: row.missingSince?.toISOString() ?? null,
  }
}

interface CountRow {
  id: string
  ours: number
  others: number
  hasDrift: boolean
}

const NONE: OwnLogCounts = { ours: 0, others: 0, hasDrift: false }

/** Counts for one page of resources, in one query. */
export async function loadOwnLogCounts(sql: Sql, rows: readonly ResourceRow[]): Promise<(id: string) => OwnLogCounts> {
  if (rows.length === 0) return () => NONE
  const counts = await select<CountRow>(
    sql,
    statement`SELECT r."id",
        (SELECT count(*)::int FROM desired_flow_log d WHERE d."targetKeyText" = r."keyText" AND d."endedAt" IS NULL
           AND d."intent" <> 'released') AS ours,
        (SELECT count(*)::int FROM observed_flow_log o WHERE o."targetKeyText" = r."keyText" AND o."goneAt" IS NULL
           AND o."desiredFlowLogId" IS NULL) AS others,
        EXISTS (SELECT 1 FROM desired_flow_log d WHERE d."targetKeyText" = r."keyText" AND d."endedAt" IS NULL
           AND d."conditions" @> '[{"type":"Drifted"}]') AS "hasDrift"
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ keyText }) => keyText)}::text[]) AS r("id", "keyText")`,
  )
  const byId = new Map(counts.map((row) => [row.id, row]))
  return (id) => byId.get(id) ?? NONE
}
