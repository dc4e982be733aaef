import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { PreflightResult } from '../domain/preflight/evaluate'
import type { PreflightGroup, PreflightTarget } from '../domain/preflight/group'
import { isProviderId } from '../domain/provider-id'
import { RESOURCE_TYPES } from '../domain/resource'
import type { Sql } from './sql'
import { asJson } from './sql'

/** A target of a plan that a flow log would be made on, with the scope that it is in. */
export interface StoredPreflightTarget extends PreflightTarget {
  readonly scopeId: string
}

interface TargetRow extends Record<string, unknown> {
  ordinal: number
  scopeId: string
  provider: string
  partition: string
  accountId: string
  region: string
  type: string
  externalId: string
  name: string | null
  desired: FlowLogSpec
  state: string
  isSettled: boolean
  notCoverable: string | null
  routerId: string | null
  routerEdition: string | null
  routerState: string | null
  logsOnTarget: number
  logsOfOtherLevel: number
}

/**
 * What a plan would make new flow logs on, as it was last seen. Actions that were left out are not asked about. One
 * statement whatever the size of the plan.
 */
export async function loadPreflightTargets(sql: Sql, planId: string): Promise<readonly StoredPreflightTarget[]> {
  const { rows } = await sql.query<TargetRow>(
    `SELECT p."ordinal", p."scopeId", s."provider", s."partition", s."accountId", s."region", p."targetType" AS "type",
        p."targetExternalId" AS "externalId", p."targetName" AS "name", p."desired", r."state", r."isSettled",
        r."notCoverable", t."externalId" AS "routerId", t."attributes"->>'Type' AS "routerEdition",
        t."state" AS "routerState",
        (SELECT count(*) FROM "observed_flow_log" o
          WHERE o."targetKeyText" = p."targetKeyText" AND o."goneAt" IS NULL)::int AS "logsOnTarget",
        CASE WHEN t."id" IS NULL THEN 0 ELSE (SELECT count(*) FROM "observed_flow_log" o
          WHERE o."scopeId" = p."scopeId" AND o."goneAt" IS NULL AND o."family" = 'cen'
            AND o."targetType" <> p."targetType"
            AND o."raw"->>'TransitRouterId' = t."externalId")::int END AS "logsOfOtherLevel"
       FROM "plan_action" p
       JOIN "scope" s ON s."id" = p."scopeId"
       JOIN "resource" r ON r."id" = p."resourceId"
       LEFT JOIN "resource" t ON s."provider" = 'alibaba-cen' AND t."scopeId" = p."scopeId" AND t."type" = 'TransitRouter'
         AND t."goneAt" IS NULL
         AND t."externalId" = CASE WHEN r."type" = 'TransitRouter' THEN r."externalId" ELSE r."links"->>'transitRouter' END
      WHERE p."planId" = $1 AND p."kind" IN ('create', 'replace') AND p."state" <> 'excluded' AND p."desired" IS NOT NULL
      ORDER BY p."ordinal"`,
    [planId],
  )
  return rows.flatMap(targetOf)
}

function targetOf(row: TargetRow): readonly StoredPreflightTarget[] {
  const { provider, partition, accountId, region, routerId, routerState } = row
  const type = RESOURCE_TYPES.find((known) => known === row.type)
  if (!isProviderId(provider) || type === undefined) return []
  return [
    {
      ordinal: row.ordinal,
      scopeId: row.scopeId,
      scope: { provider, partition, accountId, region },
      type,
      externalId: row.externalId,
      name: row.name,
      state: row.state,
      isSettled: row.isSettled,
      notCoverable: row.notCoverable,
      router:
        routerId === null || routerState === null
          ? null
          : { externalId: routerId, edition: row.routerEdition, state: routerState },
      logsOnTarget: row.logsOnTarget,
      logsOfOtherLevel: row.logsOfOtherLevel,
      desired: row.desired,
    },
  ]
}

/** Puts one waiting row a group in the place of whatever was found before. */
export async function replacePreflights(
  sql: Sql,
  planId: string,
  groups: readonly { readonly scopeId: string; readonly group: PreflightGroup }[],
): Promise<void> {
  await sql.query(`DELETE FROM "plan_preflight" WHERE "planId" = $1`, [planId])
  const rows = groups.map(({ scopeId, group }, ordinal) => ({
    ordinal,
    scopeId,
    destination: group.destination,
    roles: rolesOf(group.spec),
    targetTypes: [...new Set(group.targets.map(({ type }) => type))],
    actionOrdinals: group.targets.map((target) => target.ordinal),
  }))
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "plan_preflight" ("planId", "ordinal", "scopeId", "destination", "roles", "targetTypes", "actionOrdinals")
     SELECT $1, w."ordinal", w."scopeId", w."destination", w."roles", w."targetTypes", w."actionOrdinals"
       FROM jsonb_to_recordset($2::jsonb) AS w("ordinal" int, "scopeId" uuid, "destination" text, "roles" text[],
         "targetTypes" text[], "actionOrdinals" int[])`,
    [planId, asJson(rows)],
  )
}

function rolesOf(spec: FlowLogSpec): readonly string[] {
  if (spec.family === 'cen') return []
  return [spec.deliverLogsPermissionArn, spec.deliverCrossAccountRole].filter((role) => role !== null)
}

/** Keeps what was found for one group. A group that is no longer there (asked again meanwhile) is left alone. */
export async function writePreflight(
  sql: Sql,
  key: { readonly planId: string; readonly ordinal: number },
  result: PreflightResult,
  more: { readonly calls: number; readonly checkedAt: Date },
): Promise<void> {
  await sql.query(
    `UPDATE "plan_preflight" SET "state" = $3, "blocks" = $4, "checks" = $5, "calls" = $6, "checkedAt" = $7
      WHERE "planId" = $1 AND "ordinal" = $2`,
    [key.planId, key.ordinal, result.state, result.blocks, asJson(result.checks), more.calls, more.checkedAt],
  )
}

/** Groups that are certain to fail for at least one action that was not left out, with what stands in the way. */
export async function blockingPreflights(
  sql: Sql,
  planId: string,
): Promise<readonly { readonly destination: string; readonly message: string }[]> {
  const { rows } = await sql.query<{ destination: string; message: string } & Record<string, unknown>>(
    `SELECT f."destination", f."checks"->0->>'message' AS "message" FROM "plan_preflight" f
      WHERE f."planId" = $1 AND f."blocks" AND EXISTS (SELECT 1 FROM "plan_action" p
        WHERE p."planId" = f."planId" AND p."ordinal" = ANY(f."actionOrdinals") AND p."state" <> 'excluded')
      ORDER BY f."ordinal"`,
    [planId],
  )
  return rows
}

/** Accounts of a cloud whose own identity Weir runs as: they may know a destination that the others may not look at. */
export async function baseAccounts(
  sql: Sql,
  cloud: { readonly provider: string; readonly partition: string },
): Promise<readonly string[]> {
  const { rows } = await sql.query<{ accountId: string } & Record<string, unknown>>(
    `SELECT "accountId" FROM "account" WHERE "provider" = $1 AND "partition" = $2 AND "roleArn" IS NULL
        AND "removedAt" IS NULL ORDER BY "accountId" LIMIT 1`,
    [cloud.provider, cloud.partition],
  )
  return rows.map(({ accountId }) => accountId)
}

/** How an account of a scope is reached. */
export async function connectionOf(
  sql: Sql,
  scopeId: string,
): Promise<{ readonly roleArn: string | null; readonly externalId: string | null; readonly isPaused: boolean } | null> {
  const { rows } = await sql.query<
    { roleArn: string | null; externalId: string | null; isPaused: boolean } & Record<string, unknown>
  >(
    `SELECT a."roleArn", a."externalId", a."isPaused" FROM "scope" s JOIN "account" a ON a."id" = s."accountRef"
      WHERE s."id" = $1`,
    [scopeId],
  )
  return rows[0] ?? null
}

/** The request that a plan belongs to, for events. */
export async function requestOfPlan(sql: Sql, planId: string): Promise<string | null> {
  const { rows } = await sql.query<{ changeRequestId: string } & Record<string, unknown>>(
    `SELECT "changeRequestId" FROM "plan" WHERE "id" = $1`,
    [planId],
  )
  return rows[0]?.changeRequestId ?? null
}
