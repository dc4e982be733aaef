import { ProviderError } from '../providers/errors'
import { noteLook } from '../store/watch-intervals'
import { reactionTo } from './outcome'
import type { Pass } from './pass'
import { problemOf } from './pass'
import { backoffMs } from './timings'

/**
 * A look at the cloud failed: it is noted as a failed look, nothing is concluded from it, and the scope comes back later.
 * Anything but a cloud's answer is a defect and goes on up.
 */
export async function lookFailed(pass: Pass, kind: 'flow-logs' | 'discovery', error: unknown): Promise<void> {
  // A call that we gave up ourselves says nothing about the cloud.
  if (!(error instanceof ProviderError) || pass.isAborted) throw error
  const message = kind === 'flow-logs' ? 'The flow logs could not be listed.' : 'The resources could not be listed.'
  const problem = problemOf(error, message)
  pass.problem = problem
  if (error.kind === 'throttled') pass.noteThrottle()
  const reaction = reactionTo(error.kind)
  if (reaction.scope === 'backoff') pass.isBackingOff = true
  // What only a person can mend is not asked for again and again: the ordinary cadence is soon enough.
  if (reaction.next !== 'stop') slowDown(pass, error.retryAfterMs)
  const at = pass.now()
  await pass.lease.note((sql) =>
    noteLook(sql, {
      scopeId: pass.scope.scopeId,
      kind,
      outcome: 'failed',
      detail: { reason: problem.reason, vendorCode: problem.vendorCode, requestId: problem.requestId },
      at,
    }),
  )
}

/** Puts the scope's next pass off: exponential with full jitter, and never sooner than the cloud asks. */
export function slowDown(pass: Pass, retryAfterMs: number | null): void {
  const { timings, random } = pass.engine
  const delayMs = Math.max(retryAfterMs ?? 0, backoffMs(pass.scope.consecutiveFailures, timings, random()))
  pass.backoffForMs = Math.max(pass.backoffForMs, delayMs)
}
