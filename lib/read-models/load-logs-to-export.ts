import type { ConfigurationDocument } from '../domain/configuration'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { notFound } from '../domain/refusal'
import type { ResourceLinks } from '../domain/resource'
import type { ExportedLog } from '../interchange/exported'
import { targetOfKeyText } from '../interchange/named-target-key'
import type { Database } from '../store/database/connection'
import { select, statement } from '../store/statement'

interface LogRow {
  readonly spec: FlowLogSpec | null
  readonly targetKeyText: string | null
  readonly externalId: string | null
  readonly links: ResourceLinks | null
}

/** What a Configuration declares, and the flow logs it wants with the ids of those that exist; at most `limit` of them. */
export async function loadConfigurationToExport(
  { pool }: Database,
  id: string,
  limit: number,
): Promise<{ readonly document: ConfigurationDocument; readonly logs: readonly ExportedLog[] }> {
  const [row] = await select<{ document: ConfigurationDocument }>(
    pool,
    statement`SELECT "document" FROM configuration WHERE "id" = ${id}::uuid`,
  )
  if (row === undefined) throw notFound('Configuration', id)
  const rows = await select<LogRow>(
    pool,
    statement`SELECT d."spec", d."targetKeyText", d."externalId", r."links" FROM desired_flow_log d
      JOIN resource r ON r."id" = d."resourceId"
      WHERE d."configurationId" = ${id}::uuid AND d."endedAt" IS NULL AND d."intent" = 'present'
      ORDER BY d."targetKeyText" LIMIT ${limit}`,
  )
  return { document: row.document, logs: rows.flatMap(toExported) }
}

/** One flow log by its desired or its observed id, ours or anybody's. */
export async function loadFlowLogToExport(
  { pool }: Database,
  id: string,
): Promise<{ readonly name: string; readonly log: ExportedLog | null }> {
  const [desired] = await select<LogRow & { name: string }>(
    pool,
    statement`SELECT d."spec", d."targetKeyText", d."externalId", r."links", c."name" FROM desired_flow_log d
      JOIN resource r ON r."id" = d."resourceId" JOIN configuration c ON c."id" = d."configurationId"
      WHERE d."id" = ${id}::uuid`,
  )
  if (desired !== undefined) return { name: desired.externalId ?? desired.name, log: toExported(desired)[0] ?? null }
  const [observed] = await select<LogRow & { externalId: string }>(
    pool,
    statement`SELECT o."spec", o."targetKeyText", o."externalId", r."links" FROM observed_flow_log o
      LEFT JOIN resource r ON r."keyText" = o."targetKeyText" WHERE o."id" = ${id}::uuid`,
  )
  if (observed === undefined) throw notFound('flow log', id)
  return { name: observed.externalId, log: toExported(observed)[0] ?? null }
}

function toExported({ spec, targetKeyText, externalId, links }: LogRow): readonly ExportedLog[] {
  const target = targetKeyText === null ? null : targetOfKeyText(targetKeyText)
  if (spec === null || target === null) return []
  const isCen = spec.family === 'cen'
  return [{ spec, target: { ...target, cenId: isCen ? (links?.cen ?? null) : null, flowLogId: externalId } }]
}
