'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import Link from 'next/link'
import { useState } from 'react'
import { hrefWith } from '@/components/data/filter-values'
import { Button } from '@/components/ui/button'
import { LadderBar } from '@/components/ui/ladder-bar'
import { StateShape } from '@/components/ui/state-shape'
import { Tabs } from '@/components/ui/tabs'
import { typePlural } from '@/components/words/nouns'
import type { LadderRow, OverviewView } from '@/lib/http/schemas/overview'
import { ladderSegments, percentText } from './ladder-segments'

const GROUPS = ['account', 'region', 'provider', 'type'] as const
const FIRST_ROWS = 12

/** The ladder per account, region, provider or type, worst first. */
export function LadderGroups({ overview }: { overview: OverviewView }) {
  const [by, setBy] = useQueryState('by', parseAsStringLiteral(GROUPS).withDefault('account'))
  const [isAll, setIsAll] = useState(false)
  const headline = overview.byType.filter((one) => one.isHeadline).map((one) => one.type)
  const rows = rowsOf(overview, by).toSorted(
    (a, b) =>
      (a.ladder.deliveringPercent ?? 101) - (b.ladder.deliveringPercent ?? 101) || a.label.localeCompare(b.label),
  )
  const total = by === 'account' ? Math.max(rows.length, overview.counts.accounts) : rows.length
  const shown = isAll ? rows : rows.slice(0, FIRST_ROWS)
  return (
    <section aria-label="Coverage by part" className="min-w-0 space-y-3">
      <Tabs
        label="Coverage by"
        value={by}
        onChange={(next) => void setBy(next)}
        panelId="ladder-rows"
        tabs={[
          { value: 'account', label: 'By account', count: overview.counts.accounts },
          { value: 'region', label: 'By region', count: overview.byRegion.length },
          { value: 'provider', label: 'By provider', count: overview.byProvider.length },
          { value: 'type', label: 'By type', count: overview.byType.length },
        ]}
      />
      <div role="tabpanel" id="ladder-rows" aria-label={`Coverage by ${by}`}>
        <ul className="divide-y divide-line">
          {shown.map((row) => {
            const filters = by === 'type' ? { type: row.key } : { [by]: row.key, type: headline }
            return (
              <li
                key={row.key}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2 text-table sm:grid-cols-[minmax(120px,220px)_minmax(0,1fr)_120px]"
              >
                <Link
                  href={hrefWith('/resources', filters)}
                  prefetch={false}
                  className="flex min-w-0 items-center gap-2 rounded-[4px] hover:underline"
                  data-tip={row.label.length > 28 ? row.label : undefined}
                >
                  <span className="truncate">{row.label}</span>
                  {row.isStale ? (
                    <span role="img" aria-label="Stale" data-tip="Stale: its last look failed or is overdue">
                      <StateShape tone="warning" />
                    </span>
                  ) : null}
                </Link>
                <div className="max-sm:order-last max-sm:col-span-2">
                  <LadderBar
                    label={`Coverage of ${row.label}`}
                    segments={ladderSegments(row.ladder, filters)}
                    failing={{
                      count: row.ladder.failing,
                      within: 'active',
                      href: hrefWith('/resources', { ...filters, failing: 'true' }),
                    }}
                  />
                </div>
                <span className="figures text-muted sm:text-right">
                  <span className="font-medium text-ink">{percentText(row.ladder.deliveringPercent)}</span> of{' '}
                  {row.ladder.countable.toLocaleString('en-US')}
                </span>
              </li>
            )
          })}
        </ul>
        {rows.length > FIRST_ROWS ? (
          <Button look="quiet" size="small" onClick={() => setIsAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show ${rows.length === total ? 'all' : 'the worst'} ${rows.length}`}
          </Button>
        ) : null}
        {isAll && rows.length < total ? (
          <p className="pt-2 text-table text-muted">
            {total.toLocaleString('en-US')} in all:{' '}
            <Link href="/accounts" prefetch={false} className="rounded-[4px] text-ink underline">
              see every account
            </Link>
          </p>
        ) : null}
      </div>
    </section>
  )
}

function rowsOf(overview: OverviewView, by: (typeof GROUPS)[number]): readonly LadderRow[] {
  switch (by) {
    case 'account':
      return overview.byAccount
    case 'region':
      return overview.byRegion
    case 'provider':
      return overview.byProvider
    case 'type':
      return overview.byType.map(({ type, ladder }) => ({ key: type, label: typePlural(type), ladder, isStale: false }))
  }
}
