import { hrefWith } from '@/components/data/filter-values'
import { LadderBar, LadderLegend, type LadderSegment } from '@/components/ui/ladder-bar'
import { PHASE_WORD, phaseTone } from '@/components/words/states'
import type { PhaseCounts } from '@/lib/http/schemas/configurations'

const ORDER = ['Active', 'Updating', 'Replacing', 'Creating', 'Pending', 'Deleting', 'Blocked', 'Failed']

/** The phases of a Configuration's flow logs as segments, each linked to its rows. Pure. */
function phaseSegments(flowLogs: PhaseCounts, configurationId: string): LadderSegment[] {
  return ORDER.map((phase) => ({
    key: phase,
    tone: phaseTone(phase) ?? 'off',
    label: (PHASE_WORD[phase] ?? phase).replace('…', ''),
    count: flowLogs.byPhase.find((one) => one.phase === phase)?.count ?? 0,
    href: hrefWith('/flow-logs', { configuration: configurationId, phase }),
  }))
}

/** The phases in one small bar, with their number. */
export function PhaseBar({ flowLogs, configurationId }: { flowLogs: PhaseCounts; configurationId: string }) {
  if (flowLogs.total === 0) return <span className="text-faint">none</span>
  return (
    <span className="flex items-center gap-2.5">
      <span className="min-w-12 flex-1">
        <LadderBar label="Phases" segments={phaseSegments(flowLogs, configurationId)} />
      </span>
      <span className="figures text-muted">{flowLogs.total.toLocaleString('en-US')}</span>
    </span>
  )
}

/** The phases with their names. */
export function PhaseLadder({ flowLogs, configurationId }: { flowLogs: PhaseCounts; configurationId: string }) {
  const segments = phaseSegments(flowLogs, configurationId)
  return (
    <div className="space-y-2.5">
      <LadderBar label="Phases" segments={segments} size="large" />
      <LadderLegend segments={segments.filter((segment) => segment.count > 0)} />
    </div>
  )
}
