import type { OpenOperation, OperationIntent } from '../store/cloud-operations'
import type { Replacement } from '../store/desired-flow-logs'
import type { Pass } from './pass'

/**
 * Takes a log that an operation made into the record of its desired flow log. During a replacement the old log stays
 * on record in `replacement`.
 */
export function recordCreated(
  pass: Pass,
  operation: Pick<OperationIntent, 'id' | 'request'>,
  desiredId: string,
  externalId: string,
): void {
  const { request } = operation
  pass.change(desiredId, {
    externalId,
    recordOrigin: 'created',
    recordedAt: pass.now(),
    recordOperationId: operation.id,
    sentFormat: request.kind === 'create' && request.spec.family === 'cen' ? request.spec.logFormatString : null,
    echoedFormat: null,
    missingSince: null,
    problem: null,
    attempts: 0,
    retryAt: null,
  })
}

/** What a cloud took away for good: the old log of a replacement, its failed new one, or a log that was to go. */
export function recordDeleted(
  pass: Pass,
  operation: Pick<OpenOperation, 'request' | 'createdAt'>,
  desiredId: string,
): void {
  const draft = pass.draft(desiredId)
  const { request } = operation
  if (draft === null || request.kind !== 'delete' || draft.replacement === null) return
  if (request.purpose === 'old' && draft.replacement.oldDeletedAt === null) {
    // The answer was lost: it may have gone as soon as the call was made.
    pass.change(desiredId, { replacement: { ...draft.replacement, oldDeletedAt: operation.createdAt.toISOString() } })
  }
  if (request.purpose !== 'new') return
  restoreOld(pass, desiredId, draft.replacement)
}

/** The new log of a replacement went: the old one, which never stopped, is the record again. */
function restoreOld(pass: Pass, desiredId: string, replacement: Replacement): void {
  const draft = pass.draft(desiredId)
  const { oldExternalId, oldRecord, newFailedAt } = replacement
  pass.change(desiredId, {
    externalId: oldExternalId,
    recordOrigin: oldRecord.origin,
    recordOperationId: oldRecord.operationId,
    sentFormat: oldRecord.sentFormat,
    echoedFormat: oldRecord.echoedFormat,
    replacement: null,
    missingSince: null,
  })
  const begun = draft?.begun ?? null
  if (newFailedAt === null || begun === null) return
  const { fingerprint } = begun
  pass.change(desiredId, {
    failedFingerprint: fingerprint,
    failedPrecondition: null,
    begun: null,
    problem: {
      reason: 'ReplacementFailed',
      message: 'The new flow log did not deliver; it was removed, and the old one stays.',
      cause: replacement.newFailure ?? 'The cloud reported failed delivery.',
      remedy: 'Make sure that the cloud may write to the new destination, then retry.',
      vendorCode: null,
      vendorMessage: replacement.newFailure,
      requestId: null,
      kind: 'destinationMissing',
      since: newFailedAt,
    },
  })
}
