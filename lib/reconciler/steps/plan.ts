import { planScope } from '../../domain/plan-scope'
import { planningFacts } from '../../store/planning-facts'
import type { Pass } from '../pass'

/** Plans from the truth: one assessment for every desired flow log of the scope. Nothing is written but rebinding. */
export async function plan(pass: Pass): Promise<void> {
  const { loaded, membership, provider, engine } = pass
  if (loaded === null || membership === null) return
  for (const { id, createFirstRefused, retryRequestedAt } of pass.desired.values()) {
    // Somebody made room and asks for what was approved: both side by side again.
    if (createFirstRefused !== null && retryRequestedAt !== null) pass.change(id, { createFirstRefused: null })
  }
  const desired = [...pass.desired.values()]
  pass.facts = planningFacts({ ...loaded, desired }, membership, {
    capabilities: provider.capabilities,
    now: pass.now(),
    secondLookMs: engine.timings.secondLookMs,
    idOf: (entering) => `${entering.configurationId} ${entering.targetKeyText}`,
  })
  pass.assessments = planScope(pass.facts, provider.capabilities)
  rebind(pass)
}

/** A log with our mark and without a record equals what is desired: it goes into the record, without any call. */
function rebind(pass: Pass): void {
  for (const { desiredId, rebindExternalId } of pass.assessments) {
    if (rebindExternalId === null) continue
    const log = pass.facts?.observed.find((candidate) => candidate.externalId === rebindExternalId)
    const owner = pass.facts?.ownership.get(rebindExternalId)
    const format = log?.spec?.family === 'cen' ? log.spec.logFormatString : null
    pass.change(desiredId, {
      externalId: rebindExternalId,
      recordOrigin: 'rebound',
      recordedAt: pass.now(),
      recordOperationId: owner?.kind === 'unbound' ? owner.operationId : null,
      sentFormat: pass.draft(desiredId)?.spec.family === 'cen' ? cenFormatOf(pass, desiredId) : null,
      echoedFormat: format,
      missingSince: null,
      problem: null,
    })
    pass.due.within(pass.engine.timings.inFlightMs[0] ?? 0, 'rebound')
  }
}

function cenFormatOf(pass: Pass, desiredId: string): string | null {
  const spec = pass.draft(desiredId)?.spec
  return spec?.family === 'cen' ? spec.logFormatString : null
}
