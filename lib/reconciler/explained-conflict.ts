import { claimKey, observedClaimKey } from '../domain/claim-key'
import type { ObservedFlowLog } from '../domain/flow-log'
import { parseResourceKey } from '../domain/resource-key'
import type { OpenOperation } from '../store/cloud-operations'
import { closeOperation } from '../store/cloud-operations'
import type { Sql } from '../store/sql'
import type { Pass } from './pass'

/**
 * Settles a creation whose answer was lost and that was refused as a double when it was sent again: where this listing shows
 * another log in the very place of every item, and none with the operation's mark, that log is what the cloud refused it for,
 * both times. Then nothing needs to be waited for; it is planned again, or goes the other way round. True when it did.
 *
 * Without an explanation the first attempt may have made a log that listings do not show yet: its grace is waited out.
 */
export async function endExplainedConflict(
  pass: Pass,
  sql: Sql,
  operation: OpenOperation,
  logs: readonly ObservedFlowLog[],
): Promise<boolean> {
  const { request, items, pendingItems } = operation
  if (request.kind !== 'create') return false
  const places = new Set(logs.flatMap((log) => observedClaimKey(log) ?? []))
  const targetOf = new Map(items.map((item) => [item.desiredFlowLogId, parseResourceKey(item.targetKeyText)]))
  const isExplained = pendingItems.every((id) => {
    const target = targetOf.get(id) ?? null
    return target !== null && places.has(claimKey(target, request.spec))
  })
  if (!isExplained) return false
  for (const id of pendingItems) goTheOtherWay(pass, id)
  await pass.addResult(sql, operation, {
    operationId: operation.id,
    attempt: operation.attempts,
    outcome: 'abandoned',
    items: pendingItems.map((desiredFlowLogId) => ({
      desiredFlowLogId,
      outcome: 'abandoned',
      externalId: null,
      problem: null,
    })),
    vendorCode: null,
    message: 'Another flow log is in the same place: the cloud refused the first attempt as well.',
    requestId: null,
    durationMs: null,
    at: pass.now(),
  })
  await closeOperation(sql, operation.id)
  pass.rowsWritten += 2
  return true
}

/** A replacement whose approved plan stated the gap: the old log goes first, without asking the cloud a third time. */
function goTheOtherWay(pass: Pass, desiredId: string): void {
  const replacement = pass.draft(desiredId)?.replacement ?? null
  if (replacement?.mode !== 'create-first' || replacement.begun.gapSeconds === null) return
  pass.change(desiredId, {
    replacement: { ...replacement, mode: 'delete-first', deleteFirstBecause: 'FlowLogAlreadyExists' },
  })
}
