import type { ProviderId } from '../domain/provider-id'
import type { ResourceType } from '../domain/resource'
import type { Database } from '../store/database/connection'
import { select, statement } from '../store/statement'

/** A discovered resource as an import looks for it. */
export interface FoundResource {
  readonly id: string
  readonly keyText: string
  readonly type: ResourceType
  readonly externalId: string
  readonly name: string | null
  readonly isOwned: boolean
  readonly provider: ProviderId
  readonly partition: string
  readonly accountId: string
  readonly region: string
}

/** Every living resource with one of these cloud ids. */
export async function resourcesByExternalId(
  { pool }: Database,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FoundResource[]>> {
  if (externalIds.length === 0) return new Map()
  const rows = await select<FoundResource>(
    pool,
    statement`SELECT r."id", r."keyText", r."type", r."externalId", r."name", r."isOwned", s."provider", s."partition",
        s."accountId", s."region"
      FROM resource r JOIN scope s ON s."id" = r."scopeId"
      WHERE r."externalId" = ANY(${externalIds}::text[]) AND r."goneAt" IS NULL AND s."state" <> 'Removed'
      ORDER BY r."keyText"`,
  )
  const found = new Map<string, FoundResource[]>()
  for (const row of rows) {
    const list = found.get(row.externalId)
    if (list === undefined) found.set(row.externalId, [row])
    else list.push(row)
  }
  return found
}

/** What observed flow logs log, by their cloud ids; only those that live and name a target. */
export async function targetsOfLogs(
  { pool }: Database,
  flowLogIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (flowLogIds.length === 0) return new Map()
  const rows = await select<{ externalId: string; targetKeyText: string }>(
    pool,
    statement`SELECT "externalId", "targetKeyText" FROM observed_flow_log
      WHERE "externalId" = ANY(${flowLogIds}::text[]) AND "goneAt" IS NULL AND "targetKeyText" IS NOT NULL`,
  )
  return new Map(rows.map(({ externalId, targetKeyText }) => [externalId, targetKeyText]))
}
