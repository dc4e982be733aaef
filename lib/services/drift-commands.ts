import { uuidv7 } from 'uuidv7'
import { acceptDrift as acceptInto, type DriftToAccept } from '../domain/accept-drift'
import type { Actor, ChangeItem } from '../domain/change-item'
import type { ConfigurationDocument } from '../domain/configuration'
import type { DriftFacts } from '../domain/drift'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { notFound, Refusal } from '../domain/refusal'
import { parseResourceKey } from '../domain/resource-key'
import type { IgnoreInput } from '../http/schemas/drift'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import { wakeScopes } from '../store/scope-queue'
import { inTransaction, type Sql } from '../store/sql'
import { storeProposal } from './propose-change'
import type { ServiceContext } from './service-context'
import { requireValidDocument } from './validate-document'

/** A desired flow log as these commands need it. */
interface DriftedRow {
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
async function loadRows(sql: Sql, ids: readonly string[]): Promise<readonly DriftedRow[]> {
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

async function loadDrifted(sql: Sql, ids: readonly string[]): Promise<readonly (DriftedRow & { drift: DriftFacts })[]> {
  const rows = await loadRows(sql, ids)
  return rows.flatMap((row) => {
    if (row.drift === null)
      throw refused(`${targetOf(row)} does not drift.`, 'Look again: it may be as desired by now.')
    return [{ ...row, drift: row.drift }]
  })
}

const targetOf = ({ targetKeyText }: Pick<DriftedRow, 'targetKeyText'>) =>
  targetKeyText.split('/').at(-1) ?? targetKeyText

function refused(detail: string, remedy: string): Refusal {
  return new Refusal({ kind: 'invalidState', code: 'invalid-state', detail, remedy })
}

const flowLogs = (count: number) => (count === 1 ? 'one flow log' : `${count.toLocaleString('en')} flow logs`)

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

/** The scopes concerned are looked at soon, so that the page shows it. */
async function wake(
  sql: Sql,
  ignored: readonly Pick<Ignored, 'configurationId' | 'desiredFlowLogId'>[],
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

/** Starts healing again where two managers undid each other. Counting begins anew. */
export async function resumeHealing(context: ServiceContext, actor: Actor, ids: readonly string[]): Promise<number> {
  return inTransaction(context.database.pool, async (sql) => {
    await loadRows(sql, ids)
    const { rows } = await sql.query<{ scopeId: string; id: string; configurationId: string }>(
      `UPDATE "desired_flow_log" SET "flapping" = NULL, "healsCountFrom" = $2
        WHERE "id" = ANY($1::uuid[]) AND "flapping" IS NOT NULL RETURNING "scopeId", "id", "configurationId"`,
      [ids, context.clock()],
    )
    if (rows.length === 0) throw refused('Healing goes on already.', 'There is nothing to resume.')
    await addAuditEntry(sql, {
      actor,
      action: 'drift.resume-healing',
      subjectType: 'flow-log',
      subjectId: rows[0]?.id ?? null,
      summary: `Resumed healing of ${flowLogs(rows.length)} that went back and forth.`,
      after: { flowLogs: rows.map(({ id }) => id) },
    })
    await wake(
      sql,
      rows.map(({ id, configurationId }) => ({ configurationId, desiredFlowLogId: id })),
    )
    return rows.length
  })
}

function byConfiguration<Row extends DriftedRow>(rows: readonly Row[]): readonly (readonly [Row, ...Row[]])[] {
  const groups = new Map<string, [Row, ...Row[]]>()
  for (const row of rows) {
    const group = groups.get(row.configurationId)
    if (group === undefined) groups.set(row.configurationId, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

/** Proposes to put drifted flow logs back to what is desired: these only, whatever their Configurations do about drift. */
export async function revertDrift(
  context: ServiceContext,
  actor: Actor,
  ids: readonly string[],
  reason: string,
): Promise<string> {
  const rows = await loadDrifted(context.database.pool, ids)
  for (const row of rows) {
    if (row.drift.cause === 'delivery-lost') {
      throw refused(
        `The flow log of ${targetOf(row)} is as desired; its records do not arrive.`,
        'Mend the destination or its permissions: nothing in the flow log would change that.',
      )
    }
  }
  const items = byConfiguration(rows).map((group): ChangeItem => ({
    op: 'reconcile',
    configurationId: group[0].configurationId,
    baseGeneration: group[0].generation,
    targets: group.map(({ targetKeyText }) => targetKeyText),
  }))
  return storeProposal(context, actor, { title: `Revert drift of ${flowLogs(rows.length)}`, reason, items })
}

/** Proposes to keep what the cloud has: it becomes what the Configurations ask for. */
export async function acceptDrift(
  context: ServiceContext,
  actor: Actor,
  ids: readonly string[],
  reason: string,
): Promise<string> {
  const rows = await loadDrifted(context.database.pool, ids)
  const items = byConfiguration(rows).map((group) => acceptedItem(group))
  return storeProposal(context, actor, { title: `Accept drift of ${flowLogs(rows.length)}`, reason, items })
}

function acceptedItem(
  group: readonly [DriftedRow & { drift: DriftFacts }, ...(DriftedRow & { drift: DriftFacts })[]],
): ChangeItem {
  const [{ configurationId, generation, document, isDeleted }] = group
  if (isDeleted) throw refused(`${document.name} is deleted.`, 'What is left of it goes with its removal.')
  const accepted = acceptInto(document, group.flatMap(toAccept))
  const base = { configurationId, baseGeneration: generation }
  switch (accepted.kind) {
    case 'differs':
      throw refused(
        `The flow logs differ in ${accepted.field}, and ${document.name} can hold one value only.`,
        'Accept them one at a time, or give some of them a Configuration of their own.',
      )
    case 'nothing':
      throw refused(
        'What differs here cannot become part of a Configuration.',
        'Revert it: Weir’s own marks and delivery that fails are nothing to keep.',
      )
    case 'document': {
      const { selector } = accepted.document
      if (selector.kind === 'explicit' && selector.targets.length === 0) return { op: 'delete', ...base }
      requireValidDocument(accepted.document, '/ids')
      return { op: 'edit', ...base, document: accepted.document }
    }
  }
}

function toAccept(row: DriftedRow & { drift: DriftFacts }): readonly DriftToAccept[] {
  const scope = parseResourceKey(row.targetKeyText)?.scope
  const { cause, changes } = row.drift
  if (scope === undefined || cause === 'delivery-lost' || cause === 'target-gone') return []
  return [{ targetKeyText: row.targetKeyText, scope, isDeleted: cause === 'deleted', changes, observed: row.observed }]
}
