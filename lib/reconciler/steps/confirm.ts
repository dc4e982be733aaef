import type { Replacement } from '../../store/desired-flow-logs'
import type { Pass } from '../pass'

/**
 * Watches the new log of a replacement prove itself: confirmed when its cloud reports delivery, or when it has been
 * there long enough without a failure; failed when delivery fails. Only then the old one, or the new one, goes.
 */
export async function confirm(pass: Pass): Promise<void> {
  if (pass.listing === null) return
  for (const { id, replacement, externalId } of pass.desired.values()) {
    if (replacement === null || externalId === null || externalId === replacement.oldExternalId) continue
    pass.change(id, { replacement: judged(pass, replacement, externalId) })
  }
}

function judged(pass: Pass, replacement: Replacement, newExternalId: string): Replacement {
  const log = pass.listedLog(newExternalId)
  if (log === null || replacement.newConfirmedAt !== null || replacement.newFailedAt !== null) return replacement
  const now = pass.now()
  const nowText = now.toISOString()
  const seen: Replacement = { ...replacement, newSeenAt: replacement.newSeenAt ?? nowText }
  if (log.delivery.state === 'failed') {
    return { ...seen, newFailedAt: nowText, newFailure: log.delivery.message }
  }
  if (log.status !== 'active') return seen
  const { confirmWithoutVerdictMs, verdictLookMs } = pass.engine.timings
  const waitedMs = now.getTime() - new Date(seen.newSeenAt ?? nowText).getTime()
  if (log.delivery.state === 'success' || waitedMs >= confirmWithoutVerdictMs) {
    return { ...seen, newConfirmedAt: nowText }
  }
  pass.due.within(Math.min(verdictLookMs, confirmWithoutVerdictMs - waitedMs), 'confirmation')
  return seen
}
