import type { Replacement } from '../../store/desired-flow-logs'
import type { Pass } from '../pass'

/**
 * Watches the new log of a replacement prove itself: confirmed when its cloud reports delivery, or when it has been
 * there long enough without a failure; failed when delivery fails. Only then the old one, or the new one, goes.
 */
export async function confirm(pass: Pass): Promise<void> {
  if (pass.listing === null) return
  for (const { id, replacement, externalId } of pass.desired.values()) {
    if (replacement === null) continue
    noteGone(pass, id, replacement)
    if (externalId === null || externalId === replacement.oldExternalId) continue
    const current = pass.draft(id)?.replacement ?? replacement
    pass.change(id, { replacement: judged(pass, current, externalId) })
  }
}

/**
 * The old log of a replacement that had to go first is not listed any more, and no answer said when it went: from the last
 * listing that showed it nothing was certainly captured.
 */
function noteGone(pass: Pass, id: string, replacement: Replacement): void {
  const { mode, oldDeletedAt, oldExternalId } = replacement
  if (mode !== 'delete-first' || oldDeletedAt !== null || pass.listedLog(oldExternalId) !== null) return
  const lastSeenAt = pass.scope.flowLogsObservedAt ?? pass.now()
  pass.change(id, { replacement: { ...replacement, oldDeletedAt: lastSeenAt.toISOString() } })
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
