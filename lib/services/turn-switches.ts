import type { Actor } from '../domain/change-item'
import { notFound, Refusal } from '../domain/refusal'
import type { FlowLogSwitches, ConfigurationSwitches } from '../http/schemas/switches'
import { addAuditEntry } from '../store/audit'
import { configurationsByIds } from '../store/configuration-rows'
import { addEvent } from '../store/events'
import { wakeScopes } from '../store/scope-queue'
import { inTransaction, type Sql } from '../store/sql'
import { storeProposal } from './propose-change'
import type { ServiceContext } from './service-context'
import { requireValidDocument } from './validate-document'

/**
 * Turns switches of single targets: paused, only observed, retained on removal. They hold at once and need no plan, because
 * none of them lets anything happen that is not approved anyway. Answers how many flow logs changed.
 */
export async function switchFlowLogs(context: ServiceContext, actor: Actor, input: FlowLogSwitches): Promise<number> {
  const { ids, paused = null, observeOnly = null, onRemoval, reason } = input
  return inTransaction(context.database.pool, async (sql) => {
    const { rows: found } = await sql.query<{ id: string }>(
      `SELECT "id" FROM "desired_flow_log" WHERE "id" = ANY($1::uuid[]) AND "endedAt" IS NULL`,
      [ids],
    )
    const known = new Set(found.map(({ id }) => id))
    const missing = ids.find((id) => !known.has(id))
    if (missing !== undefined) throw notFound('flow log of ours', missing)
    const { rows } = await sql.query<{ id: string; scopeId: string }>(
      `UPDATE "desired_flow_log" SET "isPaused" = coalesce($2, "isPaused"), "isObserveOnly" = coalesce($3, "isObserveOnly"),
         "onRemoval" = CASE WHEN $4 THEN $5 ELSE "onRemoval" END, "switchedBy" = $6
        WHERE "id" = ANY($1::uuid[]) AND (("isPaused" <> coalesce($2, "isPaused"))
           OR ("isObserveOnly" <> coalesce($3, "isObserveOnly")) OR ($4 AND "onRemoval" IS DISTINCT FROM $5))
        RETURNING "id", "scopeId"`,
      [
        ids,
        paused,
        observeOnly,
        onRemoval !== undefined,
        onRemoval ?? null,
        JSON.stringify({ actor, at: context.clock().toISOString(), reason }),
      ],
    )
    if (rows.length === 0) return 0
    await addAuditEntry(sql, {
      actor,
      action: 'flow-log.switch',
      subjectType: 'flow-log',
      subjectId: rows.length === 1 ? (rows[0]?.id ?? null) : null,
      summary: `${wordsOf(input).join(', ')}: ${rows.length === 1 ? 'one flow log' : `${rows.length} flow logs`}${reason === '' ? '' : ` (${reason})`}.`,
      after: { flowLogs: rows.map(({ id }) => id), paused, observeOnly, ...(onRemoval !== undefined && { onRemoval }) },
    })
    await wakeScopes(sql, [...new Set(rows.map(({ scopeId }) => scopeId))])
    await addEvent(sql, { topic: 'flow-log', subject: rows.length === 1 ? (rows[0]?.id ?? null) : null })
    return rows.length
  })
}

function wordsOf({ paused, observeOnly, onRemoval }: Partial<FlowLogSwitches>): readonly string[] {
  return [
    ...(paused === undefined ? [] : [paused ? 'Paused' : 'Resumed']),
    ...(observeOnly === undefined ? [] : [observeOnly ? 'Only observed from now on' : 'No longer only observed']),
    ...(onRemoval === undefined ? [] : [onRemoval === 'retain' ? 'Retained on removal' : 'On removal as configured']),
  ]
}

/** Turns the switches of a whole Configuration, without a new generation. What its document says itself stays. */
export async function switchConfiguration(
  context: ServiceContext,
  actor: Actor,
  id: string,
  { paused, observeOnly, reason }: ConfigurationSwitches,
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const state = (await configurationsByIds(sql, [id], { lock: true })).get(id)
    if (state === undefined || state.isDeleted) throw notFound('Configuration', id)
    if (paused === false && state.document.paused) throw saysItself('paused')
    if (observeOnly === false && state.document.observeOnly) throw saysItself('observeOnly')
    const { rowCount } = await sql.query(
      `UPDATE "configuration" SET "isPaused" = coalesce($2, "isPaused"), "isObserveOnly" = coalesce($3, "isObserveOnly"),
         "updatedAt" = now(), "revision" = "revision" + 1
        WHERE "id" = $1 AND ("isPaused" <> coalesce($2, "isPaused") OR "isObserveOnly" <> coalesce($3, "isObserveOnly"))`,
      [id, paused ?? null, observeOnly ?? null],
    )
    if (rowCount === 0) return
    await addAuditEntry(sql, {
      actor,
      action: 'configuration.switch',
      subjectType: 'configuration',
      subjectId: id,
      summary: `${wordsOf({ paused, observeOnly }).join(', ')}: ${state.document.name}${reason === '' ? '' : ` (${reason})`}.`,
      after: { paused, observeOnly },
    })
    await wakeConfiguration(sql, id)
    await addEvent(sql, { topic: 'configuration', subject: id })
  })
}

function saysItself(member: string): Refusal {
  return new Refusal({
    kind: 'invalidState',
    code: 'invalid-state',
    detail: `The Configuration's own document says "${member}": a switch cannot undo what was approved.`,
    remedy: 'Edit the Configuration and have the change approved.',
  })
}

async function wakeConfiguration(sql: Sql, id: string): Promise<void> {
  const { rows } = await sql.query<{ scopeId: string }>(
    `SELECT DISTINCT "scopeId" FROM "desired_flow_log" WHERE "configurationId" = $1 AND "endedAt" IS NULL`,
    [id],
  )
  await wakeScopes(
    sql,
    rows.map(({ scopeId }) => scopeId),
  )
}

/** Proposes an earlier version's document as the next one, on the present generation. Answers the request's id. */
export async function restoreVersion(
  context: ServiceContext,
  actor: Actor,
  id: string,
  { generation, reason }: { readonly generation: number; readonly reason: string },
): Promise<string> {
  const { pool } = context.database
  const state = (await configurationsByIds(pool, [id])).get(id)
  if (state === undefined || state.isDeleted) throw notFound('Configuration', id)
  if (state.generation === generation) {
    throw new Refusal({
      kind: 'invalidState',
      code: 'invalid-state',
      detail: `Version ${generation} is the present one.`,
      remedy: 'Choose an earlier version.',
    })
  }
  const { rows } = await pool.query<{ document: typeof state.document }>(
    `SELECT "document" FROM "configuration_version" WHERE "configurationId" = $1 AND "generation" = $2`,
    [id, generation],
  )
  const [version] = rows
  if (version === undefined) throw notFound('version', String(generation))
  requireValidDocument(version.document, '/generation')
  return storeProposal(context, actor, {
    title: `Restore version ${generation} of ${state.document.name}`.slice(0, 200),
    reason,
    items: [{ op: 'edit', configurationId: id, baseGeneration: state.generation, document: version.document }],
  })
}
