import { CopyableId } from '@/components/ui/copy-text'
import { Badge } from '@/components/ui/badge'
import { Timeline } from '@/components/ui/timeline'
import { spaced } from '@/components/words/nouns'
import { PHASE_WORD, phaseTone } from '@/components/words/states'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'

/** Every step of a flow log's life, newest first, with raw codes. */
export function PhaseTimeline({ log }: { log: FlowLogDetail }) {
  const steps = [...log.timeline].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || Number(b.id) - Number(a.id))
  return (
    <Timeline
      entries={steps.map((step) => ({
        key: step.id,
        // An Active step says that it exists as desired; only delivery is green.
        tone: phaseTone(step.toPhase) ?? 'off',
        title: (PHASE_WORD[step.toPhase] ?? step.toPhase).replace('…', ''),
        body: step.message === '' ? spaced(step.reason) : step.message,
        at: step.at,
        aside:
          step.vendorCode === null && step.externalId === null && step.requestId === null ? undefined : (
            <>
              {step.vendorCode === null ? null : <Badge mono>{step.vendorCode}</Badge>}
              {step.externalId === null ? null : <CopyableId id={step.externalId} max={24} />}
              {step.requestId === null ? null : (
                <span className="inline-flex items-center gap-1 text-label text-muted">
                  request <CopyableId id={step.requestId} max={14} />
                </span>
              )}
            </>
          ),
      }))}
    />
  )
}
