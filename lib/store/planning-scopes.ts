import type { ScopeRef } from '../domain/scope'
import { isProviderId } from '../domain/provider-id'
import type { ResourceType } from '../domain/resource'
import type { Sql } from './sql'

/** A scope that a proposal may touch. */
export interface PlanningScope extends ScopeRef {
  readonly id: string
  /** One of the proposal's Configurations has a desired flow log here that has not ended. */
  readonly hasDesired: boolean
}

interface Row {
  id: string
  provider: string
  partition: string
  accountId: string
  region: string
  hasDesired: boolean
}

/** The scopes of some clouds. Locked in one order, so that two approvals cannot wait for each other for ever. */
export async function planningScopes(
  sql: Sql,
  query: {
    readonly providers: readonly string[]
    readonly configurationIds: readonly string[]
    readonly lock: boolean
  },
): Promise<readonly PlanningScope[]> {
  const { rows } = await sql.query<Row>(
    `SELECT s."id", s."provider", s."partition", s."accountId", s."region",
       EXISTS (SELECT 1 FROM "desired_flow_log" d WHERE d."scopeId" = s."id" AND d."endedAt" IS NULL
                AND d."configurationId" = ANY($2::uuid[])) AS "hasDesired"
       FROM "scope" s WHERE s."provider" = ANY($1::text[]) AND s."state" <> 'Removed'
      ORDER BY s."id" ${query.lock ? 'FOR NO KEY UPDATE OF s' : ''}`,
    [query.providers, query.configurationIds],
  )
  return rows.flatMap(({ provider, ...row }) => (isProviderId(provider) ? [{ provider, ...row }] : []))
}

/** The types of target that some Configurations have desired flow logs for. */
export async function desiredTypesOf(sql: Sql, configurationIds: readonly string[]): Promise<readonly ResourceType[]> {
  const { rows } = await sql.query<{ targetType: ResourceType }>(
    `SELECT DISTINCT "targetType" FROM "desired_flow_log" WHERE "configurationId" = ANY($1::uuid[]) AND "endedAt" IS NULL`,
    [configurationIds],
  )
  return rows.map(({ targetType }) => targetType)
}
