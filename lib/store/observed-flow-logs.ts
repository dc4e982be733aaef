import type { JsonObject } from '../domain/json'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ObservedFlowLog, ObservedStatus, Ownership, ReportedDelivery } from '../domain/flow-log'
import type { ScopeRef } from '../domain/scope'
import { sha256Hex } from '../domain/digest'
import { canonicalJson } from '../domain/json'
import { resourceKeyText } from '../domain/resource'
import { parseResourceKey } from '../domain/resource-key'
import type { Sql } from './sql'
import { asJson } from './sql'

/** An observed flow log with our row of it. */
export interface StoredLog {
  readonly id: string
  readonly log: ObservedFlowLog
  readonly missingSince: Date | null
  /** Since when its status and delivery state are what they are, by our own first observation. */
  readonly deliverySince: Date | null
  readonly firstSeenAt: Date
}

interface LogRow {
  id: string
  externalId: string
  targetKeyText: string | null
  targetExternalId: string | null
  spec: FlowLogSpec | null
  status: ObservedStatus
  rawStatus: string
  deliveryState: ReportedDelivery['state']
  deliveryMessage: string | null
  deliverySince: Date | null
  tags: Record<string, string>
  cloudCreatedAt: Date | null
  missingSince: Date | null
  firstSeenAt: Date
}

/**
 * The flow logs of a scope as last listed, and not gone. The cloud's raw answers stay in the database: nothing that
 * plans or acts reads them.
 */
export async function loadLogs(sql: Sql, scopeId: string, scope: ScopeRef): Promise<readonly StoredLog[]> {
  const { rows } = await sql.query<LogRow>(
    `SELECT "id", "externalId", "targetKeyText", "targetExternalId", "spec", "status", "rawStatus", "deliveryState",
       "deliveryMessage", "deliverySince", "tags", "cloudCreatedAt", "missingSince", "firstSeenAt"
       FROM "observed_flow_log" WHERE "scopeId" = $1 AND "goneAt" IS NULL ORDER BY "externalId"`,
    [scopeId],
  )
  return rows.map((row) => ({
    id: row.id,
    missingSince: row.missingSince,
    deliverySince: row.deliverySince,
    firstSeenAt: row.firstSeenAt,
    log: {
      scope,
      externalId: row.externalId,
      target: row.targetKeyText === null ? null : parseResourceKey(row.targetKeyText),
      targetExternalId: row.targetExternalId ?? '',
      spec: row.spec,
      status: row.status,
      rawStatus: row.rawStatus,
      delivery: { state: row.deliveryState, message: row.deliveryMessage },
      tags: row.tags,
      createdAt: row.cloudCreatedAt,
      raw: {},
    },
  }))
}

/** What a listing is compared with. */
export interface LogMark {
  readonly id: string
  readonly externalId: string
  readonly digest: string
  readonly ownership: Ownership['kind']
  readonly manager: string | null
  readonly desiredFlowLogId: string | null
  readonly missingSince: Date | null
  readonly goneAt: Date | null
  readonly firstSeenAt: Date
}

/** The marks of all logs of a scope that are not gone, and of the ids given. */
export async function loadLogMarks(
  sql: Sql,
  scopeId: string,
  externalIds: readonly string[],
): Promise<readonly LogMark[]> {
  const { rows } = await sql.query<{
    id: string
    externalId: string
    digest: string
    ownership: Ownership['kind']
    manager: string | null
    desiredFlowLogId: string | null
    missingSince: Date | null
    goneAt: Date | null
    firstSeenAt: Date
  }>(
    `SELECT "id", "externalId", "digest", "ownership", "manager", "desiredFlowLogId", "missingSince", "goneAt", "firstSeenAt"
       FROM "observed_flow_log" WHERE "scopeId" = $1 AND ("goneAt" IS NULL OR "externalId" = ANY($2::text[]))`,
    [scopeId, externalIds],
  )
  return rows
}

/** Those of these flow logs that were seen before a moment. */
export async function loadSeenBefore(
  sql: Sql,
  scopeId: string,
  externalIds: readonly string[],
  before: Date,
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  const { rows } = await sql.query<{ externalId: string }>(
    `SELECT "externalId" FROM "observed_flow_log"
      WHERE "scopeId" = $1 AND "externalId" = ANY($2::text[]) AND "firstSeenAt" < $3`,
    [scopeId, externalIds, before],
  )
  return new Set(rows.map(({ externalId }) => externalId))
}

/** SHA-256 of everything a cloud reported about a flow log. Pure. */
export function logDigest(log: ObservedFlowLog): string {
  const { scope: _scope, ...reported } = log
  return sha256Hex(canonicalJson({ ...reported, createdAt: log.createdAt?.toISOString() ?? null }))
}

/** One observed flow log to be written: new, changed, back, or in other hands. */
export interface LogWrite {
  readonly id: string
  readonly log: ObservedFlowLog
  readonly digest: string
  readonly ownership: Ownership
  /** No row has this id so far: there are no earlier values to keep. False where left out. */
  readonly isNew?: boolean
}

/**
 * Writes new and changed flow logs in one statement, and their earlier values into the history. Seen again means neither
 * missing nor gone.
 */
export async function writeLogs(sql: Sql, scopeId: string, writes: readonly LogWrite[], at: Date): Promise<void> {
  if (writes.length === 0) return
  const rows = writes.map(toRow)
  const known = rows.filter((_row, index) => writes[index]?.isNew !== true)
  if (known.length > 0)
    await sql.query(
      `INSERT INTO "observed_flow_log_history" ("observedFlowLogId", "content", "validFrom", "validTo")
     SELECT o."id", jsonb_build_object('status', o."status", 'rawStatus', o."rawStatus", 'spec', o."spec", 'tags', o."tags",
              'deliveryState', o."deliveryState", 'deliveryMessage', o."deliveryMessage", 'ownership', o."ownership",
              'goneAt', o."goneAt"), o."validFrom", $3
       FROM "observed_flow_log" o JOIN jsonb_to_recordset($1::jsonb) AS w("externalId" text, "digest" text)
         ON o."scopeId" = $2 AND w."externalId" = o."externalId" AND (w."digest" <> o."digest" OR o."goneAt" IS NOT NULL)`,
      [asJson(known.map(({ externalId, digest }) => ({ externalId, digest }))), scopeId, at],
    )
  await sql.query(
    `INSERT INTO "observed_flow_log" ("id", "scopeId", "externalId", "targetKeyText", "targetType", "targetExternalId",
       "family", "spec", "destination", "trafficType", "status", "rawStatus", "deliveryState", "deliveryMessage",
       "deliverySince", "tags", "raw", "cloudCreatedAt", "ownership", "manager", "desiredFlowLogId", "digest",
       "firstSeenAt", "validFrom")
     SELECT w."id", $2, w."externalId", w."targetKeyText", w."targetType", w."targetExternalId", w."family", w."spec",
       w."destination", w."trafficType", w."status", w."rawStatus", w."deliveryState", w."deliveryMessage", $3, w."tags",
       w."raw", w."cloudCreatedAt", w."ownership", w."manager", w."desiredFlowLogId", w."digest", $3, $3
       FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "externalId" text, "targetKeyText" text, "targetType" text,
         "targetExternalId" text, "family" text, "spec" jsonb, "destination" text, "trafficType" text, "status" text,
         "rawStatus" text, "deliveryState" text, "deliveryMessage" text, "tags" jsonb, "raw" jsonb,
         "cloudCreatedAt" timestamptz, "ownership" text, "manager" text, "desiredFlowLogId" uuid, "digest" text)
     ON CONFLICT ("scopeId", "externalId") DO UPDATE SET
       "targetKeyText" = excluded."targetKeyText", "targetType" = excluded."targetType",
       "targetExternalId" = excluded."targetExternalId", "family" = excluded."family", "spec" = excluded."spec",
       "destination" = excluded."destination", "trafficType" = excluded."trafficType", "status" = excluded."status",
       "rawStatus" = excluded."rawStatus", "deliveryState" = excluded."deliveryState",
       "deliveryMessage" = excluded."deliveryMessage",
       "deliverySince" = CASE WHEN ("observed_flow_log"."deliveryState", "observed_flow_log"."status")
                                 = (excluded."deliveryState", excluded."status")
                              THEN "observed_flow_log"."deliverySince" ELSE excluded."deliverySince" END,
       "tags" = excluded."tags", "raw" = excluded."raw", "cloudCreatedAt" = excluded."cloudCreatedAt",
       "ownership" = excluded."ownership", "manager" = excluded."manager",
       "desiredFlowLogId" = excluded."desiredFlowLogId",
       "validFrom" = CASE WHEN "observed_flow_log"."digest" = excluded."digest"
                          THEN "observed_flow_log"."validFrom" ELSE excluded."validFrom" END,
       "digest" = excluded."digest", "missingSince" = NULL, "goneAt" = NULL`,
    [asJson(rows), scopeId, at],
  )
}

function toRow({ id, log, digest, ownership }: LogWrite) {
  const { spec, target } = log
  return {
    id,
    externalId: log.externalId,
    targetKeyText: target === null ? null : resourceKeyText(target),
    targetType: target?.type ?? null,
    targetExternalId: log.targetExternalId,
    family: spec?.family ?? null,
    spec,
    destination: spec === null ? null : destinationText(spec),
    trafficType: spec === null || spec.family === 'cen' ? null : spec.trafficType,
    status: log.status,
    rawStatus: log.rawStatus,
    deliveryState: log.delivery.state,
    deliveryMessage: log.delivery.message,
    tags: log.tags,
    raw: log.raw satisfies JsonObject,
    cloudCreatedAt: log.createdAt,
    ownership: ownership.kind,
    manager: ownership.kind === 'foreign' ? ownership.manager : null,
    desiredFlowLogId: ownership.kind === 'ours' ? ownership.desiredFlowLogId : null,
    digest,
  }
}

/** A destination as one searchable text. Pure. */
export function destinationText(spec: FlowLogSpec): string {
  return spec.family === 'cen' ? `sls://${spec.projectName}/${spec.logStoreName}` : spec.logDestination
}

/** Marks logs that a complete listing lacked for the first time. */
export async function markLogsMissing(sql: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql.query(`UPDATE "observed_flow_log" SET "missingSince" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, at])
}

/** Marks logs that are gone: a second complete listing lacked them, or the first one after we deleted them. */
export async function markLogsGone(sql: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql.query(`UPDATE "observed_flow_log" SET "goneAt" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, at])
}
