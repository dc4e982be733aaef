'use client'

import { toggleValue } from '@/components/data/filter-values'
import { isGraveRisk, kindWord, riskWord } from '@/components/words/nouns'
import { StateShape } from '@/components/ui/state-shape'
import type { PlanSummary } from '@/lib/http/schemas/change-requests'

const KINDS = ['create', 'update', 'replace', 'delete', 'release', 'adopt'] as const

/** The plan's counters and risks. Each is a filter that can be pressed. */
export function PlanToggles({
  plan,
  values,
  onFilter,
}: {
  plan: PlanSummary
  values: Readonly<Record<string, readonly string[]>>
  onFilter: (name: string, values: readonly string[]) => void
}) {
  const kinds = values['kind'] ?? []
  const risks = values['risk'] ?? []
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 pb-3 md:px-6">
      <div role="group" aria-label="Counters" className="flex flex-wrap gap-1.5">
        {KINDS.filter((kind) => (kind !== 'release' && kind !== 'adopt') || plan.counters[kind] > 0).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kinds.includes(kind)}
            disabled={plan.counters[kind] === 0}
            data-tip={`${plan.counters[kind].toLocaleString('en-US')} to ${kindWord(kind).word}`}
            onClick={() => onFilter('kind', toggleValue(kinds, kind))}
            className={`${TOGGLE} figures font-mono text-mono`}
          >
            <span aria-hidden>{kindWord(kind).sign}</span>
            {plan.counters[kind].toLocaleString('en-US')}
            <span className="font-sans text-label text-muted">{kindWord(kind).word}</span>
          </button>
        ))}
      </div>
      <div role="group" aria-label="Risks" className="flex flex-wrap gap-1.5">
        {plan.risks
          .filter((one) => one.count > 0)
          .map(({ risk, count }) => (
            <button
              key={risk}
              type="button"
              aria-pressed={risks.includes(risk)}
              onClick={() => onFilter('risk', toggleValue(risks, risk))}
              className={TOGGLE}
            >
              {isGraveRisk(risk) ? <StateShape tone={risk === 'reduces-coverage' ? 'bad' : 'warning'} /> : null}
              {riskWord(risk)}
              <span className="figures text-muted">{count.toLocaleString('en-US')}</span>
            </button>
          ))}
      </div>
      {plan.excluded === 0 ? null : (
        <span className="figures text-label text-muted">{plan.excluded.toLocaleString('en-US')} excluded</span>
      )}
    </div>
  )
}

const TOGGLE =
  'inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-label hover:bg-hover disabled:opacity-60 aria-pressed:border-accent aria-pressed:bg-selected touch:h-11 touch:px-3'
