import { kindWord } from '@/components/words/nouns'
import type { PlanSummary } from '@/lib/http/schemas/change-requests'

const KINDS = ['create', 'update', 'replace', 'delete', 'release', 'adopt'] as const

/** `+212 ~3 ±1 −0`, small, for a list. */
export function PlanCounters({ plan }: { plan: PlanSummary | null }) {
  if (plan === null) return <span className="text-faint">–</span>
  return (
    <span className="figures inline-flex gap-2.5 font-mono text-mono">
      {KINDS.filter((kind) => (kind !== 'release' && kind !== 'adopt') || plan.counters[kind] > 0).map((kind) => {
        const count = plan.counters[kind]
        return (
          <span
            key={kind}
            className={count === 0 ? 'text-faint' : 'text-ink'}
            data-tip={`${count} to ${kindWord(kind).word}`}
          >
            {kindWord(kind).sign}
            {count.toLocaleString('en-US')}
          </span>
        )
      })}
    </span>
  )
}
