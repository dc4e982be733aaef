import type { Tone } from '@/components/ui/tone'
import type { PreflightGroupView, PreflightSummary } from '@/lib/http/schemas/preflight'

/** How a state of preflight looks and reads. */
export const PREFLIGHT_STATE: Readonly<
  Record<PreflightGroupView['state'], { readonly tone: Tone; readonly word: string }>
> = {
  failed: { tone: 'bad', word: 'Failed' },
  unknown: { tone: 'partial', word: 'Unknown' },
  warning: { tone: 'warning', word: 'Warning' },
  passed: { tone: 'good', word: 'Passed' },
  waiting: { tone: 'busy', word: 'Asking' },
}

/** How many groups need a person, for the tab. Pure. */
export function preflightTrouble({ failed, unknown, warning }: PreflightSummary): number {
  return failed + unknown + warning
}

/** What preflight found, in one sentence. Pure. */
export function preflightSentence(summary: PreflightSummary): string {
  const { state, failed, unknown, warning, passed, waiting, blocking } = summary
  if (state === 'none') return 'The plan makes no flow log, so nothing is asked of the clouds.'
  if (state === 'running')
    return `Asking the clouds: ${waiting} of ${waiting + failed + unknown + warning + passed} left.`
  const parts = [
    [failed, 'failed'],
    [unknown, 'unknown'],
    [warning, 'with a warning'],
    [passed, 'passed'],
  ] as const
  const counts = parts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ')
  const total = failed + unknown + warning + passed
  const of = total === 1 ? 'One destination' : `Of ${total} destinations`
  return `${of}: ${counts}${blocking === 0 ? '' : `; ${blocking} certain to fail`}.`
}
