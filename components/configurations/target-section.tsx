'use client'

import { useQuery } from '@tanstack/react-query'
import { read } from '@/components/data/api'
import { RadioCards } from '@/components/ui/choice'
import { countOf } from '@/components/words/nouns'
import { ClauseBuilder } from './clause-builder'
import type { Draft, FamilyView, Targets } from './draft'

/** Which targets: those at hand, now; or whatever matches, also in future. */
export function TargetSection({
  draft,
  family,
  picked,
  clauses,
  dropped,
  total,
  error,
  onChange,
}: {
  draft: Draft
  family: FamilyView
  /** The targets at hand, kept while the other way is tried; null when nothing was picked. */
  picked: Exclude<Targets, { kind: 'clauses' }> | null
  clauses: Extract<Targets, { kind: 'clauses' }>
  /** Filters that cannot follow future resources. */
  dropped: readonly string[]
  total: number | null
  error: string | null
  onChange: (targets: Targets) => void
}) {
  const facets = useQuery(
    read('GET /resources/facets', { query: { provider: [draft.provider], type: family.targetTypes } }),
  )
  const { targets } = draft
  const isFuture = targets.kind === 'clauses'
  const here = picked === null ? null : countHere(picked, isFuture ? null : total)
  return (
    <div className="space-y-3">
      {picked === null ? null : (
        <RadioCards
          label="Which targets"
          value={isFuture ? 'future' : 'now'}
          onChange={(next) => onChange(next === 'future' ? clauses : picked)}
          options={[
            {
              value: 'now',
              label: here ?? 'These, now',
              note: 'Exactly these. What appears later is not logged by this.',
            },
            {
              value: 'future',
              label: 'Everything that matches, also in future',
              note: 'New networks enter by themselves, within the bound below. Leaving always asks a person.',
            },
          ]}
        />
      )}
      {targets.kind === 'clauses' ? (
        <>
          {dropped.length === 0 ? null : (
            <p className="text-label text-warning-ink">
              Left out, because they cannot follow future resources: {dropped.join(', ')}.
            </p>
          )}
          <ClauseBuilder
            clauses={targets.clauses}
            family={family}
            facets={facets.data}
            onChange={(next) => onChange({ ...clauses, clauses: next })}
          />
        </>
      ) : null}
      {error === null ? null : (
        <p role="alert" className="text-label text-bad-ink">
          {error}
        </p>
      )}
    </div>
  )
}

function countHere(picked: Exclude<Targets, { kind: 'clauses' }>, total: number | null): string {
  if (picked.kind === 'picked') return `These ${countOf(picked.resourceIds.length, 'resource', 'resources')}, now`
  if (picked.kind === 'keys') return `These ${countOf(picked.keys.length, 'target', 'targets')}, now`
  return total === null ? 'What matches now' : `These ${countOf(total, 'resource', 'resources')}, now`
}
