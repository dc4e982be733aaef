import Link from 'next/link'
import { hrefWith } from '@/components/data/filter-values'
import { Section } from '@/components/ui/facts'
import { StatePill } from '@/components/ui/state-pill'
import { PHASE_WORD, phaseTone } from '@/components/words/states'
import type { OverviewView } from '@/lib/http/schemas/overview'

const PHASES = [
  ['pending', 'Pending'],
  ['creating', 'Creating'],
  ['updating', 'Updating'],
  ['replacing', 'Replacing'],
  ['deleting', 'Deleting'],
] as const

/** What is being applied right now. */
export function InFlight({ overview }: { overview: OverviewView }) {
  const shown = PHASES.filter(([key]) => overview.inFlight[key] > 0)
  const calls = overview.inFlight.openOperations
  return (
    <Section
      title="Applying right now"
      aside={
        calls === 0 ? null : (
          <span className="figures text-label text-muted">
            {calls} {calls === 1 ? 'call' : 'calls'} open
          </span>
        )
      }
    >
      {shown.length === 0 ? (
        <p className="text-table text-muted">Nothing. Every approved change is in place.</p>
      ) : (
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {shown.map(([key, phase]) => (
            <li key={key}>
              <Link
                href={hrefWith('/flow-logs', { phase })}
                prefetch={false}
                className="inline-flex items-center gap-2 rounded-[4px] text-table hover:underline touch:min-h-11"
              >
                <StatePill tone={phaseTone(phase) ?? 'busy'} plain>
                  {PHASE_WORD[phase] ?? phase}
                </StatePill>
                <span className="figures font-medium">{overview.inFlight[key].toLocaleString('en-US')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
