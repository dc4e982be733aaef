import { hrefWith } from '@/components/data/filter-values'
import type { LadderSegment } from '@/components/ui/ladder-bar'
import { RUNG_WORD, rungTone } from '@/components/words/states'
import type { LadderView } from '@/lib/http/schemas/overview'

/** Always in this order, so that two ladders can be compared at a glance. */
const ORDER = ['delivering', 'active', 'configured', 'unlogged', 'could-not-look'] as const

export type LadderFilters = Readonly<Record<string, string | readonly string[]>>

/** The segments of a ladder, each linked to exactly its rows. Not coverable and not ours leave the bar. Pure. */
export function ladderSegments(ladder: LadderView, filters: LadderFilters): LadderSegment[] {
  return ORDER.map((rung) => ({
    key: rung,
    tone: rung === 'could-not-look' ? 'off' : (rungTone(rung) ?? 'off'),
    label: RUNG_WORD[rung] ?? rung,
    count: ladder.counts.find((one) => one.rung === rung)?.count ?? 0,
    href: hrefWith('/resources', { ...filters, rung }),
    isHatched: rung === 'could-not-look',
  }))
}

/** `87.5 %`, or a dash while nothing is countable. Pure. */
export function percentText(percent: number | null): string {
  return percent === null ? '–' : `${percent.toLocaleString('en-US', { maximumFractionDigits: 1 })} %`
}
