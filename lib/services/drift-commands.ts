import { acceptDrift as acceptInto, type DriftToAccept } from '../domain/accept-drift'
import type { Actor, ChangeItem } from '../domain/change-item'
import type { DriftFacts } from '../domain/drift'
import { parseResourceKey } from '../domain/resource-key'
import { addAuditEntry } from '../store/audit'
import { inTransaction } from '../store/sql'
import { type DriftedRow, flowLogs, loadDrifted, loadRows, refused, targetOf, wake } from './drifted-rows'
import { storeProposal } from './propose-change'
import type { ServiceContext } from './service-context'
import { requireValidDocument } from './validate-document'

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
