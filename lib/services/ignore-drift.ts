import { uuidv7 } from 'uuidv7'
import type { Actor } from '../domain/change-item'
import { notFound, Refusal } from '../domain/refusal'
import type { IgnoreInput } from '../http/schemas/drift'
import { addAuditEntry } from '../store/audit'
import { inTransaction, type Sql } from '../store/sql'
import { flowLogs, loadDrifted, wake } from './drifted-rows'
import type { ServiceContext } from './service-context'

const MAX_IGNORE_MS = 366 * 24 * 60 * 60_000

/**
 * Leaves drift alone until a date: shown as ignored, not healed, no call for attention. Of single flow logs, or of all of a
 * Configuration, also what drifts later. An earlier ignore of the same ends. Answers the ids.
 */
export async function ignoreDrift(
  context: ServiceContext,
  actor: Actor,
  input: IgnoreInput,
): Promise<readonly string[]> {
  const until = new Date(input.until)
  requireFuture(until, context.clock())
  return inTransaction(context.database.pool, async (sql) => {
    const targets = await ignoredThings(sql, input)
    const ids = targets.map(() => uuidv7())
    for (const [index, { configurationId, desiredFlowLogId, covers }] of targets.entries()) {
      await sql.query(
        `UPDATE "drift_ignore" SET "endedAt" = now(), "endedBy" = $4 WHERE "endedAt" IS NULL AND "configurationId" = $1
            AND "desiredFlowLogId" IS NOT DISTINCT FROM $2 AND "covers" = $3`,
        [configurationId, desiredFlowLogId, covers, JSON.stringify(actor)],
      )
      await sql.query(
        `INSERT INTO "drift_ignore" ("id", "configurationId", "desiredFlowLogId", "covers", "until_at", "owner", "reason", "actor")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ids[index],
          configurationId,
          desiredFlowLogId,
          covers,
          until,
          input.owner,
          input.reason,
          JSON.stringify(actor),
        ],
      )
    }
    const [first] = targets
    await addAuditEntry(sql, {
      actor,
      action: 'drift.ignore',
      subjectType: input.configurationId === undefined ? 'flow-log' : 'configuration',
      subjectId: input.configurationId ?? first?.desiredFlowLogId ?? null,
      summary: `Ignores drift of ${
        input.configurationId === undefined ? flowLogs(targets.length) : `everything in ${first?.name ?? ''}`
      } until ${input.until.slice(0, 10)}, ${input.owner} answers for it: ${input.reason}`,
      after: { ignores: ids, flowLogs: targets.flatMap(({ desiredFlowLogId }) => desiredFlowLogId ?? []) },
    })
    await wake(sql, targets)
    return ids
  })
}

function requireFuture(until: Date, now: Date): void {
  const aheadMs = until.getTime() - now.getTime()
  if (aheadMs > 0 && aheadMs <= MAX_IGNORE_MS) return
  const message = aheadMs <= 0 ? 'lies in the past' : 'lies more than a year ahead'
  const remedy = 'Choose a date within the next year: what is ignored for ever is better accepted.'
  throw new Refusal({
    kind: 'invalidInput',
    code: 'invalid-input',
    detail: `/until ${message}.`,
    remedy,
    errors: [{ pointer: '/until', message, remedy }],
  })
}

interface Ignored {
  readonly configurationId: string
  readonly desiredFlowLogId: string | null
  readonly covers: 'drift' | 'delivery'
  readonly name: string
}

async function ignoredThings(sql: Sql, { ids, configurationId }: IgnoreInput): Promise<readonly Ignored[]> {
  if (configurationId !== undefined) {
    const { rows } = await sql.query<{ name: string }>(
      `SELECT "name" FROM "configuration" WHERE "id" = $1 AND "deletedAt" IS NULL`,
      [configurationId],
    )
    if (rows[0] === undefined) throw notFound('Configuration', configurationId)
    return [{ configurationId, desiredFlowLogId: null, covers: 'drift', name: rows[0].name }]
  }
  const rows = await loadDrifted(sql, ids ?? [])
  return rows.map((row) => ({
    configurationId: row.configurationId,
    desiredFlowLogId: row.id,
    covers: row.drift.cause === 'delivery-lost' ? 'delivery' : 'drift',
    name: row.document.name,
  }))
}

/** Ends an ignore before its date: the drift counts again. */
export async function endIgnore(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const { rows } = await sql.query<{
      configurationId: string
      desiredFlowLogId: string | null
      endedAt: Date | null
    }>(`SELECT "configurationId", "desiredFlowLogId", "endedAt" FROM "drift_ignore" WHERE "id" = $1 FOR UPDATE`, [id])
    const [ignore] = rows
    if (ignore === undefined) throw notFound('ignore', id)
    if (ignore.endedAt !== null) return
    await sql.query(`UPDATE "drift_ignore" SET "endedAt" = now(), "endedBy" = $2 WHERE "id" = $1`, [
      id,
      JSON.stringify(actor),
    ])
    await addAuditEntry(sql, {
      actor,
      action: 'drift.unignore',
      subjectType: ignore.desiredFlowLogId === null ? 'configuration' : 'flow-log',
      subjectId: ignore.desiredFlowLogId ?? ignore.configurationId,
      summary: 'Drift counts again that was ignored.',
      before: { ignore: id },
    })
    await wake(sql, [ignore])
  })
}
