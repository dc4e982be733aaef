import { ProviderError } from '../../providers/errors'
import type { ItemResult, OpenOperation } from '../../store/cloud-operations'
import { closeOperation, markResent } from '../../store/cloud-operations'
import { resourceKeyText } from '../../domain/resource'
import { changesAreAllowed } from '../../store/installation'
import { loadResourcesByKey } from '../../store/resources'
import { lookFailed } from '../look-failed'
import type { Pass } from '../pass'
import { recordCreated } from '../records'
import { sendOperation } from '../send'
import { graceEndsAt, isUnderWay } from '../settle-by-listing'
import { mustLookFirst } from '../stand-in'

/**
 * Settles creations that an earlier pass left without a verdict, before anything new is begun. The call's own deadline is
 * waited out (somebody may still be sending it); then the same bytes go out again with the same token, or, when that is
 * no longer wanted or long ago, the cloud is asked for logs with that operation's tag on those targets.
 *
 * Changes and deletions without a verdict are settled by the listing that follows.
 */
export async function settleOpenOperations(pass: Pass): Promise<void> {
  if (pass.lookOnly === 'EndpointChanged') return
  for (const operation of pass.openOperations) {
    if (pass.isBackingOff || pass.engine.stopping.aborted) return
    if (operation.request.kind === 'create') await settleCreation(pass, operation)
  }
}

async function settleCreation(pass: Pass, operation: OpenOperation): Promise<void> {
  const now = pass.now()
  const { timings } = pass.engine
  const isGraceOver = now >= graceEndsAt(pass, operation)
  if (operation.awaiting === 'listing' || operation.awaiting === 'conflict') {
    // The listings told nothing within the grace of a fresh log: ask for it by its mark, then give the item up.
    if (isGraceOver) await lookUp(pass, operation)
    return
  }
  if (isUnderWay(operation, now)) {
    pass.due.at(operation.callDeadlineAt, now, 'call deadline')
    return
  }
  if (operation.retryAt !== null && now < operation.retryAt) {
    pass.due.at(operation.retryAt, now, 'resend')
    return
  }
  const isWanted = isStillWanted(pass, operation)
  if (!operation.mayHaveHappened && !isWanted) {
    await giveUp(pass, operation, [])
    return
  }
  const isRecent = now.getTime() - operation.createdAt.getTime() < timings.resendForMs
  if (mustLookFirst(pass, operation)) {
    pass.due.within(pass.engine.timings.inFlightMs[0] ?? 0, 'look before asking again')
    return
  }
  if (isWanted && pass.lookOnly === null && (isRecent || !operation.mayHaveHappened)) {
    await resend(pass, operation)
    return
  }
  // A log that was made a moment ago may be missing from listings: only after its grace does an empty answer count.
  if (isGraceOver) await lookUp(pass, operation)
}

/** Whether what the operation makes is still exactly what is desired of every target it has no verdict for. */
function isStillWanted(pass: Pass, operation: OpenOperation): boolean {
  const { request, pendingItems } = operation
  if (request.kind !== 'create') return false
  return pendingItems.every((id) => {
    const draft = pass.draft(id)
    return draft?.intent === 'present' && draft.specHash === request.specHash
  })
}

async function resend(pass: Pass, operation: OpenOperation): Promise<void> {
  const callDeadlineAt = new Date(pass.now().getTime() + pass.engine.timings.callTimeoutMs)
  const isAllowed = await pass.lease.writeIntent(async (sql) => {
    if (!(await changesAreAllowed(sql))) return false
    await markResent(sql, operation.id, callDeadlineAt)
    return true
  })
  if (!isAllowed) {
    pass.lookOnly ??= 'StopAllChanges'
    return
  }
  pass.rowsWritten += 1
  // Targets that a resent request turns out to be refused for are planned afresh: nothing is left to send here.
  await sendOperation(pass, { ...operation, attempts: operation.attempts + 1, callDeadlineAt, awaiting: 'reply' })
}

/** Asks for the logs that the operation made, and settles every item by what is there. */
async function lookUp(pass: Pass, operation: OpenOperation): Promise<void> {
  const keyOf = new Map(operation.items.map((item) => [item.desiredFlowLogId, item.targetKeyText]))
  const targets = await loadResourcesByKey(
    pass.lease.read,
    operation.pendingItems.map((id) => keyOf.get(id) ?? ''),
  )
  try {
    const logs = await pass.provider.findCreated(pass.callContext(), { operationId: operation.id, targets })
    const found = new Map(
      logs.flatMap((log) => (log.target === null ? [] : [[resourceKeyText(log.target), log.externalId] as const])),
    )
    const made = operation.pendingItems.flatMap((id): readonly ItemResult[] => {
      const externalId = found.get(keyOf.get(id) ?? '')
      return externalId === undefined ? [] : [{ desiredFlowLogId: id, outcome: 'accepted', externalId, problem: null }]
    })
    await giveUp(pass, operation, made)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    await lookFailed(pass, 'flow-logs', error)
  }
}

/** Closes the operation: what it made goes on record, the rest is planned again under a new operation. */
async function giveUp(pass: Pass, operation: OpenOperation, made: readonly ItemResult[]): Promise<void> {
  const at = pass.now()
  const isMade = new Set(made.map((item) => item.desiredFlowLogId))
  for (const { desiredFlowLogId, externalId } of made) {
    if (externalId !== null) recordCreated(pass, operation, desiredFlowLogId, externalId)
  }
  const abandoned = operation.pendingItems.flatMap((id): readonly ItemResult[] =>
    isMade.has(id) ? [] : [{ desiredFlowLogId: id, outcome: 'abandoned', externalId: null, problem: null }],
  )
  await pass.lease.write(async (sql) => {
    await pass.addResult(sql, operation, {
      operationId: operation.id,
      attempt: operation.attempts,
      outcome: made.length === 0 ? 'abandoned' : 'settled-by-listing',
      items: [...made, ...abandoned],
      vendorCode: null,
      message: null,
      requestId: null,
      durationMs: null,
      at,
    })
    await closeOperation(sql, operation.id)
    await pass.flush(sql)
  })
  pass.rowsWritten += 2
  pass.openOperations = pass.openOperations.filter((open) => open.id !== operation.id)
}
