import type { Problem } from '../domain/problem'
import type { ProviderError } from '../providers/errors'
import type { OpenOperation } from '../store/cloud-operations'
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
  if (mayDeleteFirst(operation, draft, error)) {
    // The cloud refuses both at once: the old one goes first, with the gap that was approved.
    if (draft.replacement) pass.change(desiredId, { replacement: { ...draft.replacement, mode: 'delete-first' } })
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

/** Whether a refused creation is one of a replacement that may go the other way round. */
function mayDeleteFirst(
  { request }: OpenOperation,
  {
    replacement,
  }: { readonly replacement: { readonly mode: string; readonly begun: { readonly gapSeconds: number | null } } | null },
  error: ProviderError,
): boolean {
  return (
    request.kind === 'create' &&
    request.purpose === 'replacement' &&
    error.kind === 'conflict' &&
    replacement?.mode === 'create-first' &&
    replacement.begun.gapSeconds !== null
  )
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
