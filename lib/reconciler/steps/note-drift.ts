import type { DriftCause, DriftFacts, DriftResponse } from '../../domain/drift'
import type { Assessment } from '../../domain/scope-plan'
import { loadDeliveredOnce } from '../../store/drift'
import type { HoldReason } from '../authorised'
import type { Draft, Pass } from '../pass'

/**
 * Keeps what drifted as a row: the cause, since when, what differs, and what is done about it. Written with everything
 * else of the pass, and only where it changed. A look that failed says nothing: what was known stays.
 */
export async function noteDrift(pass: Pass): Promise<void> {
  if (pass.listing === null || pass.facts === null) return
  const lost = await lostDelivery(pass)
  for (const assessment of pass.assessments) {
    const draft = pass.draft(assessment.desiredId)
    if (draft === null) continue
    pass.change(draft.id, { drift: driftOf(pass, draft, assessment, lost) })
    // Another generation is another attempt.
    if (draft.flapping !== null && draft.flapping.generation !== draft.generation)
      pass.change(draft.id, { flapping: null })
  }
}

/** Logs of ours that delivered once and fail now. A log that never delivered is no drift: it was never as desired. */
async function lostDelivery(pass: Pass): Promise<ReadonlySet<string>> {
  const failing = pass.assessments.flatMap(({ desiredId }) => {
    const draft = pass.draft(desiredId)
    if (draft?.intent !== 'present' || draft.externalId === null) return []
    return pass.listedLog(draft.externalId)?.delivery.state === 'failed' ? [draft] : []
  })
  const isKnown = ({ drift }: Readonly<Draft>) => drift?.cause === 'delivery-lost'
  const asked = await loadDeliveredOnce(
    pass.lease.read,
    pass.scope.scopeId,
    failing.flatMap((draft) => (isKnown(draft) || draft.externalId === null ? [] : [draft.externalId])),
  )
  return new Set(failing.flatMap((draft) => (isKnown(draft) || asked.has(draft.externalId ?? '') ? [draft.id] : [])))
}

function driftOf(
  pass: Pass,
  draft: Readonly<Draft>,
  assessment: Assessment,
  lost: ReadonlySet<string>,
): DriftFacts | null {
  const cause = causeOf(draft, assessment, lost)
  if (cause === null) return null
  const standing = pass.standings.get(draft.id)
  return {
    cause,
    since: draft.drift?.cause === cause ? draft.drift.since : pass.now().toISOString(),
    changes: assessment.drift,
    response: responseOf(pass, draft, assessment, cause),
    ignore: standing?.kind === 'ignored' ? standing.ignore : null,
  }
}

function causeOf(draft: Readonly<Draft>, assessment: Assessment, lost: ReadonlySet<string>): DriftCause | null {
  const { verdict, obstacle, driftKind } = assessment
  if (verdict === 'done') return obstacle?.reason === 'TargetGone' && draft.externalId !== null ? 'target-gone' : null
  if (driftKind !== 'none') return driftKind
  return lost.has(draft.id) ? 'delivery-lost' : null
}

const HELD: Readonly<Record<HoldReason, DriftResponse>> = {
  InFlight: 'healing',
  RetryLater: 'healing',
  Failed: 'failed',
  NeedsApproval: 'awaiting-approval',
  ObserveOnly: 'observe-only',
  Paused: 'paused',
  NotifyOnly: 'told',
  Ignored: 'ignored',
  Flapping: 'flapping',
  TooManyDeletes: 'held',
  StopAllChanges: 'held',
  LookOnly: 'held',
  EndpointChanged: 'held',
}

function responseOf(pass: Pass, draft: Readonly<Draft>, assessment: Assessment, cause: DriftCause): DriftResponse {
  if (pass.standings.get(draft.id)?.kind === 'ignored') return 'ignored'
  if (cause === 'target-gone') return 'ended'
  if (cause === 'delivery-lost') return 'outside'
  const hold = pass.authorised?.held.get(draft.id)
  if (hold !== undefined) return HELD[hold.reason]
  if (draft.phase === 'Failed') return 'failed'
  if (assessment.verdict === 'blocked') return 'blocked'
  if (assessment.verdict === 'waiting') return assessment.obstacle?.reason === 'Paused' ? 'paused' : 'waiting'
  return draft.begun?.authority === 'grant' ? 'approved' : 'healing'
}
