'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { countOf } from '@/components/words/nouns'
import { specFieldWord } from '@/components/words/spec-field-words'
import type { DriftGroups } from '@/lib/http/schemas/drift'
import { CAUSE_WORD, RESPONSE_WORD } from './drift-words'

type Group = DriftGroups['items'][number]

const SHOWN = 6

/** Drift over the fleet, folded: each line is a filter of the list below it. */
export function DriftGroupTable({
  groups,
  isChosen,
  onChoose,
}: {
  groups: readonly Group[]
  isChosen: (group: Group) => boolean
  onChoose: (group: Group | null) => void
}) {
  const [isAll, setIsAll] = useState(false)
  if (groups.length === 0) return null
  const shown = isAll ? groups : groups.slice(0, SHOWN)
  return (
    <section aria-label="By cause" className="px-4 pb-4 md:px-6">
      <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line scroll-quiet">
        {shown.map((group) => (
          <li key={`${group.cause} ${group.configuration.id} ${group.fields}`}>
            <button
              type="button"
              aria-pressed={isChosen(group)}
              onClick={() => onChoose(isChosen(group) ? null : group)}
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 px-3 py-2 text-left text-table hover:bg-hover aria-pressed:bg-selected md:grid-cols-[minmax(32px,max-content)_minmax(0,1.3fr)_minmax(0,1.2fr)_minmax(0,1fr)_104px]"
            >
              <span className="figures font-semibold max-md:order-2 max-md:text-right md:text-right">
                {group.count.toLocaleString('en-US')}
              </span>
              <span className="min-w-0 truncate max-md:order-1">
                {CAUSE_WORD[group.cause]}
                {group.fields === '' ? null : (
                  <span className="text-muted">: {group.fields.split(', ').map(specFieldWord).join(', ')}</span>
                )}
              </span>
              <span className="min-w-0 truncate text-muted max-md:order-3">
                {group.configuration.name}
                {group.accounts > 1 ? `, ${group.accounts} accounts` : ''}
              </span>
              <span className="flex min-w-0 flex-wrap gap-x-3 max-md:order-5 max-md:col-span-2">
                {group.responses.map(({ response, count }) => (
                  <StatePill
                    key={response}
                    tone={RESPONSE_WORD[response].tone}
                    plain
                    tip={RESPONSE_WORD[response].sentence}
                  >
                    {group.responses.length > 1 ? `${count.toLocaleString('en-US')} ` : ''}
                    {RESPONSE_WORD[response].word}
                  </StatePill>
                ))}
              </span>
              <span className="text-right text-muted max-md:order-4">
                <RelativeTime at={group.oldestSince} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {groups.length > SHOWN ? (
        <Button look="quiet" size="small" onClick={() => setIsAll(!isAll)} aria-expanded={isAll} className="mt-1">
          {isAll ? 'Show fewer' : `Show ${countOf(groups.length - SHOWN, 'more cause', 'more causes')}`}
        </Button>
      ) : null}
    </section>
  )
}
