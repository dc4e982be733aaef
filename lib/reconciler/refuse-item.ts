import type { Problem } from '../domain/problem'
import type { ProviderError } from '../providers/errors'
import type { OpenOperation } from '../store/cloud-operations'
import type { Replacement } from '../store/desired-flow-logs'
import { reactionTo } from './outcome'
import type { Pass } from './pass'
import { delayAfter } from './timings'

/** Writes down what a refusal means for one desired flow log: another try, another look, or the end of this attempt. */
export function refuseItem(
  pass: Pass,
  operation: OpenOperation,
  desiredId: string,
  error: ProviderError,
  problem: Problem,
): void {
  const draft = pass.draft(desiredId)
  if (draft === null) return
  const refusedBeside = refusedBesideOld(operation, draft, error)
  if (refusedBeside !== null && draft.replacement !== null) {
    if (draft.replacement.begun.gapSeconds === null) {
      askForGap(pass, desiredId, refusedBeside)
    } else {
      // The cloud refuses both at once: the old one goes first, with the gap that was approved.
      const replacement: Replacement = { ...draft.replacement, mode: 'delete-first', deleteFirstBecause: refusedBeside }
      pass.change(desiredId, { replacement })
    }
    pass.due.within(0, 'replacement goes on')
    return
  }
  const now = pass.now()
  const { timings } = pass.engine
  const since = draft.problem?.kind === error.kind ? draft.problem.since : now.toISOString()
  const stored = { ...problem, kind: error.kind, since }
  const retryIn = (delayMs: number) => new Date(now.getTime() + Math.max(delayMs, error.retryAfterMs ?? 0))
  switch (reactionTo(error.kind).next) {
    case 'resend':
    case 'retry':
      pass.change(desiredId, {
        attempts: draft.attempts + 1,
        retryAt: retryIn(delayAfter(draft.attempts, timings.busyRetryMs)),
      })
      return
    case 'retry-bounded':
      if (now.getTime() - new Date(since).getTime() >= timings.propagationGiveUpMs) break
      pass.change(desiredId, {
        problem: stored,
        attempts: draft.attempts + 1,
        retryAt: retryIn(delayAfter(draft.attempts, timings.propagationRetryMs)),
      })
      return
    case 'look':
      // One answer of a call is not two complete listings: discovery decides whether the target is gone.
      pass.wantsDiscovery = true
      pass.change(desiredId, { problem: stored, attempts: draft.attempts + 1, retryAt: retryIn(timings.secondLookMs) })
      return
    case 'stop':
  }
  stopItem(pass, desiredId, error, stored)
}

/** The quota that both logs of a replacement would need at once; other quotas (of tags) do not care which goes first. */
export const FLOW_LOG_QUOTA = 'FlowLogQuota'

/**
 * Why the cloud refused the new log of a replacement that may go the other way round: both at once are one too many, because
 * they are too alike or because the quota is used up. Null for every other refusal.
 */
function refusedBesideOld(
  { request }: OpenOperation,
  { replacement }: { readonly replacement: Replacement | null },
  error: ProviderError,
): string | null {
  if (request.kind !== 'create' || request.purpose !== 'replacement' || replacement?.mode !== 'create-first')
    return null
  const { reason } = error.reading
  if (error.kind === 'quotaExceeded') return reason === FLOW_LOG_QUOTA ? reason : null
  // With another destination the old log is no explanation: something else is in the way, and deleting would not help.
  return error.kind === 'conflict' && replacement.begun.gapSeconds !== null ? reason : null
}

/**
 * The approved plan promised that there is no gap, and the quota leaves no room for both: nothing was done, and the next plan
 * deletes first and states the gap, which somebody has to approve.
 */
function askForGap(pass: Pass, desiredId: string, reason: string): void {
  pass.change(desiredId, {
    replacement: null,
    begun: null,
    createFirstRefused: reason,
    failedFingerprint: null,
    failedPrecondition: null,
    problem: null,
    attempts: 0,
    retryAt: null,
  })
}

function stopItem(
  pass: Pass,
  desiredId: string,
  error: ProviderError,
  problem: NonNullable<NonNullable<ReturnType<Pass['draft']>>['problem']>,
): void {
  const draft = pass.draft(desiredId)
  const begun = draft?.begun ?? null
  pass.change(desiredId, {
    problem,
    retryAt: null,
    attempts: 0,
    failedFingerprint: begun?.fingerprint ?? null,
    // After a conflict another look at the target is enough to try again: the other log may have gone.
    failedPrecondition: error.kind === 'conflict' ? (begun?.precondition ?? null) : null,
    begun: null,
  })
}
