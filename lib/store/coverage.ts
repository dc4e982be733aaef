import type { ObservedFlowLog, ObservedStatus, ReportedDelivery } from '../domain/flow-log'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { Resource } from '../domain/resource'
import type { ScopeRef } from '../domain/scope'
import { parseResourceKey } from '../domain/resource-key'
import type { ResourceRow } from './resources'
import { RESOURCE_COLUMNS, toStoredResource } from './resources'
import type { Sql } from './sql'
import { asJson } from './sql'

/** Coverage of one resource as it is stored. */
export interface StoredCoverage {
  readonly id: string
  readonly rung: string
  readonly reason: string
  readonly evidence: string | null
  readonly why: object
  readonly coveredBy: readonly string[]
  readonly isFailing: boolean
}

/** What is stored for the resources of a scope. */
export async function loadCoverage(sql: Sql, scopeId: string): Promise<ReadonlyMap<string, StoredCoverage>> {
  const { rows } = await sql.query<StoredCoverage & Record<string, unknown>>(
    `SELECT "id", "coverageRung" AS "rung", "coverageReason" AS "reason", "coverageEvidence" AS "evidence",
       "coverageWhy" AS "why", "coveredByLogIds" AS "coveredBy", "isDeliveryFailing" AS "isFailing"
       FROM "resource" WHERE "scopeId" = $1 AND "goneAt" IS NULL`,
    [scopeId],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Writes coverage that changed, in one statement. */
export async function writeCoverage(sql: Sql, rows: readonly StoredCoverage[], at: Date): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `UPDATE "resource" r SET
       "coverageSince" = CASE WHEN r."coverageRung" = w."rung" AND r."coverageSince" IS NOT NULL THEN r."coverageSince" ELSE $2 END,
       "coverageRung" = w."rung", "coverageReason" = w."reason", "coverageEvidence" = w."evidence", "coverageWhy" = w."why",
       "coveredByLogIds" = w."coveredBy", "isDeliveryFailing" = w."isFailing"
       FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "rung" text, "reason" text, "evidence" text, "why" jsonb,
         "coveredBy" text[], "isFailing" boolean)
      WHERE r."id" = w."id"`,
    [asJson(rows), at],
  )
}

/** One step of one ladder of a scope. */
export interface CoverageCountRow {
  readonly resourceType: string
  readonly rung: string
  readonly count: number
  readonly failing: number
}

/** Brings the counts of a scope to what they are; answers how many rows changed. */
export async function syncCoverageCounts(
  sql: Sql,
  scopeId: string,
  counts: readonly CoverageCountRow[],
): Promise<number> {
  const { rows } = await sql.query<{ changed: number }>(
    `WITH w AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS w("resourceType" text, "rung" text, "count" int, "failing" int)),
     removed AS (
       DELETE FROM "coverage_count" c WHERE "scopeId" = $2 AND NOT EXISTS (
         SELECT 1 FROM w WHERE w."resourceType" = c."resourceType" AND w."rung" = c."rung")
       RETURNING 1),
     written AS (
       INSERT INTO "coverage_count" ("scopeId", "resourceType", "rung", "count", "failing")
       SELECT $2, w."resourceType", w."rung", w."count", w."failing" FROM w
       ON CONFLICT ("scopeId", "resourceType", "rung") DO UPDATE SET "count" = excluded."count", "failing" = excluded."failing"
        WHERE "coverage_count"."count" <> excluded."count" OR "coverage_count"."failing" <> excluded."failing"
       RETURNING 1)
     SELECT (SELECT count(*) FROM removed)::int + (SELECT count(*) FROM written)::int AS "changed"`,
    [asJson(counts), scopeId],
  )
  return rows[0]?.changed ?? 0
}

/** The far ends of a region's inter-region links, with the flow logs that could record them. */
export interface FarEnds {
  readonly resources: readonly Resource[]
  readonly logs: readonly { readonly log: ObservedFlowLog; readonly activeSince: Date | null }[]
  /** Scopes of the far ends that could not be looked at lately. */
  readonly notSeen: readonly ScopeRef[]
}

interface FarLogRow {
  externalId: string
  targetKeyText: string
  spec: FlowLogSpec | null
  status: ObservedStatus
  rawStatus: string
  deliveryState: ReportedDelivery['state']
  deliverySince: Date | null
}

/** Loads the other ends of the inter-region links of a scope; empty where it has none. */
export async function loadFarEnds(
  sql: Sql,
  scope: { readonly scopeId: string; readonly ref: ScopeRef; readonly accountRef: string },
  regions: readonly string[],
  seenSince: Date,
): Promise<FarEnds> {
  if (regions.length === 0) return { resources: [], logs: [], notSeen: [] }
  const scopes = await sql.query<{ id: string; region: string; isSeen: boolean }>(
    `SELECT "id", "region", coalesce("flowLogsObservedAt" > $3, false) AS "isSeen" FROM "scope"
      WHERE "accountRef" = $1 AND "region" = ANY($2::text[]) AND "state" = 'Watched'`,
    [scope.accountRef, regions, seenSince],
  )
  const ids = scopes.rows.map(({ id }) => id)
  const resources = await sql.query<ResourceRow>(
    `SELECT ${RESOURCE_COLUMNS} FROM "resource"
      WHERE "scopeId" = ANY($1::uuid[]) AND "goneAt" IS NULL AND "type" = 'TransitRouterAttachment'
        AND "links"->>'peerRegion' = $2`,
    [ids, scope.ref.region],
  )
  const logs = await sql.query<FarLogRow>(
    `SELECT "externalId", "targetKeyText", "spec", "status", "rawStatus", "deliveryState", "deliverySince"
       FROM "observed_flow_log" WHERE "scopeId" = ANY($1::uuid[]) AND "goneAt" IS NULL AND "targetKeyText" IS NOT NULL`,
    [ids],
  )
  const seen = new Set(scopes.rows.filter(({ isSeen }) => isSeen).map(({ region }) => region))
  return {
    resources: resources.rows.map((row) => toStoredResource(row).resource),
    logs: logs.rows.map((row) => toFarLog(row, scope.ref)),
    notSeen: regions.filter((region) => !seen.has(region)).map((region) => ({ ...scope.ref, region })),
  }
}

function toFarLog(row: FarLogRow, near: ScopeRef): FarEnds['logs'][number] {
  const target = parseResourceKey(row.targetKeyText)
  return {
    activeSince: row.status === 'active' ? row.deliverySince : null,
    log: {
      scope: target?.scope ?? near,
      externalId: row.externalId,
      target,
      targetExternalId: target?.localKey ?? '',
      spec: row.spec,
      status: row.status,
      rawStatus: row.rawStatus,
      delivery: { state: row.deliveryState, message: null },
      tags: {},
      createdAt: null,
      raw: {},
    },
  }
}
