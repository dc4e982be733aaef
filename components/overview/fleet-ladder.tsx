import { hrefWith } from '@/components/data/filter-values'
import { LadderBar, LadderLegend } from '@/components/ui/ladder-bar'
import { typePlural } from '@/components/words/nouns'
import type { OverviewView } from '@/lib/http/schemas/overview'
import { ladderSegments, percentText } from './ladder-segments'

/** The headline number with its ladder. Its links carry the headline's types, so that they count the same rows. */
export function FleetLadder({ overview }: { overview: OverviewView }) {
  const headline = overview.byType.filter((one) => one.isHeadline).map((one) => one.type)
  const segments = ladderSegments(overview.fleet, { type: headline })
  return (
    <section aria-label="Delivering" className="min-w-0 space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
        <p className="flex items-baseline gap-2.5">
          <span className="figures text-figure font-semibold tracking-[-0.02em]">
            {percentText(overview.fleet.deliveringPercent)}
          </span>
          <span className="text-body text-muted">delivering</span>
        </p>
        <p className="text-label text-muted">
          {headline.length === 0 ? 'No networks yet' : `Counted: ${headline.map(typePlural).join(', ')}`}
        </p>
      </div>
      <LadderBar
        label="Coverage of the fleet"
        size="large"
        segments={segments}
        failing={{
          count: overview.fleet.failing,
          within: 'active',
          href: hrefWith('/resources', { type: headline, failing: 'true' }),
        }}
      />
      <LadderLegend segments={segments} />
    </section>
  )
}
