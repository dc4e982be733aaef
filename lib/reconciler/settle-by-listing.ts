import type { ObservedFlowLog } from '../domain/flow-log'
import { OWNERSHIP_TAGS } from '../domain/flow-log'
import { resourceKeyText } from '../domain/resource'
import type { ItemResult, OpenOperation } from '../store/cloud-operations'
import { closeOperation, keepOpen } from '../store/cloud-operations'
import type { Sql } from '../store/sql'
import type { Pass } from './pass'
import { endExplainedConflict } from './explained-conflict'
import { recordCreated, recordDeleted } from './records'
import { madeWithoutMark } from './stand-in'

/**
 * Settles what a complete listing can settle: which log belongs to which item of a batch, what a lost reply did all the
 * same, and which deletions are through. Answers the ids of logs that we deleted and that are no longer listed.
 */
export async function settleByListing(
  pass: Pass,
  sql: Sql,
  logs: readonly ObservedFlowLog[],
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>()
  const byId = new Map(logs.map((log) => [log.externalId, log]))
  const byMark = new Map(
    logs.flatMap((log) =>
      log.target === null
        ? []
        : [[markOf(log.tags[OWNERSHIP_TAGS.operation], resourceKeyText(log.target)), log] as const],
    ),
  )
  const stillOpen: OpenOperation[] = []
  for (const operation of pass.openOperations) {
    const left =
      operation.request.kind === 'create'
        ? await settleCreate(pass, sql, operation, byMark, byId)
        : operation.request.kind === 'delete'
          ? await settleDelete(pass, sql, operation, byId, gone)
          : await settleUpdate(pass, sql, operation)
    if (left === null) continue
    stillOpen.push(left)
    if (left.awaiting === 'conflict' && (await endExplainedConflict(pass, sql, left, logs))) continue
    if (left.request.kind === 'create') lookUpAfterGrace(pass, left)
  }
  pass.openOperations = stillOpen
  return gone
}

/** What this listing told nothing about is looked up when its grace is over; what it settled needs no further look. */
function lookUpAfterGrace(pass: Pass, operation: OpenOperation): void {
  const now = pass.now()
  const endsAt = graceEndsAt(pass, operation)
  if (now < endsAt) pass.due.at(endsAt, now, 'look up')
}

const markOf = (operationId: string | undefined, targetKeyText: string) => `${operationId ?? ''} ${targetKeyText}`

/** Whether the newest attempt may still be under way somewhere. */
export function isUnderWay(operation: OpenOperation, now: Date): boolean {
  return operation.awaiting === 'reply' && now < operation.callDeadlineAt
}

/** Until then a log that the newest attempt may have made can be missing from listings. */
export function graceEndsAt(pass: Pass, operation: OpenOperation): Date {
  return new Date(operation.callDeadlineAt.getTime() + pass.provider.capabilities.visibilityGraceMs)
}

async function settleCreate(
  pass: Pass,
  sql: Sql,
  operation: OpenOperation,
  byMark: ReadonlyMap<string, ObservedFlowLog>,
  byId: ReadonlyMap<string, ObservedFlowLog>,
): Promise<OpenOperation | null> {
  const targets = new Map(operation.items.map((item) => [item.desiredFlowLogId, item.targetKeyText]))
  // The answer named these ids; the listing says which target each is on.
  const byTarget = new Map(
    operation.madeIds.flatMap((id) => {
      const target = byId.get(id)?.target ?? null
      return target === null ? [] : [[resourceKeyText(target), id] as const]
    }),
  )
  const alike = isUnderWay(operation, pass.now())
    ? null
    : await madeWithoutMark(pass, sql, operation, [...byId.values()])
  const found: ItemResult[] = []
  for (const desiredFlowLogId of operation.pendingItems) {
    const keyText = targets.get(desiredFlowLogId) ?? ''
    const candidates = alike?.get(keyText) ?? []
    const externalId =
      byMark.get(markOf(operation.id, keyText))?.externalId ??
      byTarget.get(keyText) ??
      (candidates.length === 1 ? candidates[0] : undefined)
    if (externalId === undefined) continue
    recordCreated(pass, operation, desiredFlowLogId, externalId)
    found.push({ desiredFlowLogId, outcome: 'accepted', externalId, problem: null })
  }
  const isAmbiguous = operation.pendingItems.some((id) => (alike?.get(targets.get(id) ?? '')?.length ?? 0) > 1)
  if (found.length === 0 && isAmbiguous) {
    // Nobody can say which of them it made: the plan finds them in the way, and a person decides. Never another one.
    await appendSettled(pass, sql, operation, abandoned(operation))
    await closeOperation(sql, operation.id)
    return null
  }
  if (found.length === 0) return operation
  const settled = new Set(found.map((item) => item.desiredFlowLogId))
  const pendingItems = operation.pendingItems.filter((id) => !settled.has(id))
  await appendSettled(pass, sql, operation, found)
  if (pendingItems.length === 0) {
    await closeOperation(sql, operation.id)
    return null
  }
  const { awaiting, retryAt, mayHaveHappened } = operation
  await keepOpen(sql, operation.id, {
    awaiting: awaiting === 'reply' ? 'resend' : awaiting,
    retryAt,
    mayHaveHappened,
    pendingItems,
  })
  return { ...operation, pendingItems }
}

async function settleDelete(
  pass: Pass,
  sql: Sql,
  operation: OpenOperation,
  byId: ReadonlyMap<string, ObservedFlowLog>,
  gone: Set<string>,
): Promise<OpenOperation | null> {
  const now = pass.now()
  if (isUnderWay(operation, now)) return operation
  const idOf = new Map(operation.items.map((item) => [item.desiredFlowLogId, item.externalId]))
  const through = operation.pendingItems.filter((id) => !byId.has(idOf.get(id) ?? ''))
  for (const desiredFlowLogId of through) {
    gone.add(idOf.get(desiredFlowLogId) ?? '')
    recordDeleted(pass, operation, desiredFlowLogId)
  }
  const results = through.map((desiredFlowLogId): ItemResult => ({
    desiredFlowLogId,
    outcome: 'accepted',
    externalId: idOf.get(desiredFlowLogId) ?? null,
    problem: null,
  }))
  const pendingItems = operation.pendingItems.filter((id) => !through.includes(id))
  const deadlineAt = operation.callDeadlineAt.getTime() + pass.provider.capabilities.deletionDeadlineMs
  const isStillWorking = pendingItems.some((id) => byId.get(idOf.get(id) ?? '')?.status === 'deleting')
  // Accepted, and the listing lags behind: wait. Never accepted for sure, or long overdue: plan again from the truth.
  const keepsWaiting = operation.awaiting === 'listing' && (isStillWorking || now.getTime() < deadlineAt)
  if (results.length > 0) await appendSettled(pass, sql, operation, results)
  if (pendingItems.length === 0 || !keepsWaiting) {
    if (results.length === 0) await appendSettled(pass, sql, operation, [])
    await closeOperation(sql, operation.id)
    return null
  }
  if (results.length > 0) {
    await keepOpen(sql, operation.id, { awaiting: 'listing', retryAt: null, mayHaveHappened: true, pendingItems })
  }
  return { ...operation, pendingItems }
}

function abandoned({ pendingItems }: OpenOperation): readonly ItemResult[] {
  return pendingItems.map((desiredFlowLogId) => ({
    desiredFlowLogId,
    outcome: 'abandoned',
    externalId: null,
    problem: null,
  }))
}

/** A change in place can be repeated: after a lost reply the listing says what is left to do. */
async function settleUpdate(pass: Pass, sql: Sql, operation: OpenOperation): Promise<OpenOperation | null> {
  if (isUnderWay(operation, pass.now())) return operation
  await appendSettled(pass, sql, operation, [])
  await closeOperation(sql, operation.id)
  return null
}

async function appendSettled(
  pass: Pass,
  sql: Sql,
  operation: OpenOperation,
  items: readonly ItemResult[],
): Promise<void> {
  pass.rowsWritten += 1
  await pass.addResult(sql, operation, {
    operationId: operation.id,
    attempt: operation.attempts,
    outcome: 'settled-by-listing',
    items,
    vendorCode: null,
    message: null,
    requestId: null,
    durationMs: null,
    at: pass.now(),
  })
}
