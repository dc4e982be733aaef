'use client'

import { useState } from 'react'
import { toggleValue } from '@/components/data/filter-values'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { countOf, managerName, providerWord } from '@/components/words/nouns'
import type { AdoptionCluster, AdoptionClusters } from '@/lib/http/schemas/adoption'
import { type Chosen, matching } from './matching'

interface Line {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** Which of the existing flow logs to look at: by cloud, by who seems to manage them, by account. */
export function ChooseStep({
  clusters,
  chosen,
  leftOut,
  onChoose,
  onNext,
}: {
  clusters: readonly AdoptionCluster[]
  chosen: Chosen
  leftOut: AdoptionClusters['leftOut']
  onChoose: (name: keyof Chosen, values: readonly string[]) => void
  onNext: () => void
}) {
  const total = matching(clusters, chosen).reduce((sum, { count }) => sum + count, 0)
  const lines: Readonly<Record<keyof Chosen, readonly Line[]>> = {
    provider: countBy(clusters, (one) => [[one.provider, providerWord(one.provider), one.count]]),
    manager: countBy(clusters, (one) => [[one.manager, managerLabel(one.manager), one.count]]),
    account: countBy(clusters, (one) =>
      one.accounts.map(({ accountId, accountName, count }) => [accountId, accountName, count] as const),
    ),
  }
  return (
    <div className="space-y-5">
      <p className="max-w-[80ch] text-body text-muted">
        Choose what to look at; nothing chosen is everything. Flow logs that another tool manages can be adopted too,
        once you say that you know.
      </p>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-3">
        {(
          [
            ['provider', 'Cloud'],
            ['manager', 'Made by'],
            ['account', 'Account'],
          ] as const
        ).map(([name, label]) => (
          <Choices
            key={name}
            label={label}
            lines={lines[name]}
            values={chosen[name]}
            onToggle={(value) => onChoose(name, toggleValue(chosen[name], value))}
          />
        ))}
      </div>
      {leftOut.length === 0 ? null : (
        <ul className="space-y-0.5 text-table text-muted">
          {leftOut.map(({ reason, message, count }) => (
            <li key={reason}>
              Left out: {countOf(count, 'flow log', 'flow logs')} {message}.
            </li>
          ))}
        </ul>
      )}
      <Button look="primary" size="large" disabled={total === 0} onClick={onNext}>
        Cluster {countOf(total, 'flow log', 'flow logs')}
      </Button>
    </div>
  )
}

const managerLabel = (manager: string) =>
  manager === 'unknown' ? 'Nobody we recognise' : manager === 'hand-made' ? 'By hand' : managerName(manager)

function countBy(
  clusters: readonly AdoptionCluster[],
  keysOf: (cluster: AdoptionCluster) => readonly (readonly [value: string, label: string, count: number])[],
): readonly Line[] {
  const counts = new Map<string, { label: string; count: number }>()
  for (const [value, label, count] of clusters.flatMap(keysOf)) {
    counts.set(value, { label, count: count + (counts.get(value)?.count ?? 0) })
  }
  return [...counts].map(([value, one]) => ({ value, ...one })).sort((left, right) => right.count - left.count)
}

const SHOWN = 8

function Choices({
  label,
  lines,
  values,
  onToggle,
}: {
  label: string
  lines: readonly Line[]
  values: readonly string[]
  onToggle: (value: string) => void
}) {
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? lines : lines.slice(0, SHOWN)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-label font-medium">{label}</legend>
      <ul className="space-y-1.5">
        {shown.map(({ value, label: name, count }) => (
          <li key={value} className="flex items-baseline justify-between gap-3">
            <Checkbox label={name} checked={values.includes(value)} onChange={() => onToggle(value)} />
            <span className="figures text-table text-muted">{count.toLocaleString('en-US')}</span>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN ? (
        <Button look="quiet" size="small" className="mt-1" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show ${lines.length - SHOWN} more`}
        </Button>
      ) : null}
    </fieldset>
  )
}
