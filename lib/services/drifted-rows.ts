import type { ConfigurationDocument } from '../domain/configuration'
import type { DriftFacts } from '../domain/drift'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { notFound, Refusal } from '../domain/refusal'
import { addEvent } from '../store/events'
import { wakeScopes } from '../store/scope-queue'
import type { Sql } from '../store/sql'

/** A desired flow log as these commands need it. */
export interface DriftedRow {
  id: string
  scopeId: string
  configurationId: string
  targetKeyText: string
  drift: DriftFacts | null
  document: ConfigurationDocument
  generation: number
  isDeleted: boolean
  observed: FlowLogSpec | null
}

/** The living desired flow logs with these ids; refuses ids that are none. */
export async function loadRows(sql: Sql, ids: readonly string[]): Promise<readonly DriftedRow[]> {
  const { rows } = await sql.query<DriftedRow & Record<string, unknown>>(
    `SELECT d."id", d."scopeId", d."configurationId", d."targetKeyText", d."drift", c."document", c."generation",
       c."deletedAt" IS NOT NULL AS "isDeleted", o."spec" AS "observed"
       FROM "desired_flow_log" d JOIN "configuration" c ON c."id" = d."configurationId"
       LEFT JOIN "observed_flow_log" o ON o."scopeId" = d."scopeId" AND o."externalId" = d."externalId" AND o."goneAt" IS NULL
      WHERE d."id" = ANY($1::uuid[]) AND d."endedAt" IS NULL ORDER BY d."targetKeyText"`,
    [ids],
  )
  const known = new Set(rows.map(({ id }) => id))
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw notFound('flow log', missing)
  return rows
}

export async function loadDrifted(
  sql: Sql,
  ids: readonly string[],
): Promise<readonly (DriftedRow & { drift: DriftFacts })[]> {
  const rows = await loadRows(sql, ids)
  return rows.flatMap((row) => {
    if (row.drift === null)
      throw refused(`${targetOf(row)} does not drift.`, 'Look again: it may be as desired by now.')
    return [{ ...row, drift: row.drift }]
  })
}

/** The target's own id. */
export const targetOf = ({ targetKeyText }: Pick<DriftedRow, 'targetKeyText'>) =>
  targetKeyText.split('/').at(-1) ?? targetKeyText

/** A good request at the wrong moment. */
export function refused(detail: string, remedy: string): Refusal {
  return new Refusal({ kind: 'invalidState', code: 'invalid-state', detail, remedy })
}

/** So many, in words. */
export const flowLogs = (count: number) => (count === 1 ? 'one flow log' : `${count.toLocaleString('en')} flow logs`)

/** The scopes concerned are looked at soon, so that the page shows it. */
export async function wake(
  sql: Sql,
  ignored: readonly { readonly configurationId: string; readonly desiredFlowLogId: string | null }[],
): Promise<void> {
  const { rows } = await sql.query<{ scopeId: string }>(
    `SELECT DISTINCT d."scopeId" FROM "desired_flow_log" d
       JOIN jsonb_to_recordset($1::jsonb) AS w("configurationId" uuid, "desiredFlowLogId" uuid)
         ON d."configurationId" = w."configurationId" AND (w."desiredFlowLogId" IS NULL OR w."desiredFlowLogId" = d."id")
      WHERE d."endedAt" IS NULL`,
    [JSON.stringify(ignored)],
  )
  await wakeScopes(
    sql,
    rows.map(({ scopeId }) => scopeId),
  )
  await addEvent(sql, { topic: 'flow-log', subject: null })
}
