'use client'

import { StatePill } from '@/components/ui/state-pill'
import { StateShape } from '@/components/ui/state-shape'
import { countOf, typePlural } from '@/components/words/nouns'
import { RUNG_WORD, rungTone } from '@/components/words/states'
import type { ConfigurationValidateAnswer } from '@/lib/http/schemas/configurations'
import type { DraftChecks } from './use-draft-checks'

/** What the draft selects right now: how many, where, a sample, and what is left out or in the way. */
export function SelectsPreview({ checks }: { checks: DraftChecks }) {
  const { selects } = checks
  return (
    <section aria-label="What it selects" aria-busy={checks.isCounting} className="space-y-3">
      <p aria-live="polite" className={`transition-opacity ${checks.isCounting ? 'opacity-60' : ''}`}>
        <span className="figures text-title font-semibold">
          {selects === null ? '–' : selects.total.toLocaleString('en-US')}
        </span>{' '}
        <span className="text-table text-muted">{selects?.total === 1 ? 'target selected' : 'targets selected'}</span>
      </p>
      {selects === null ? (
        <p className="text-table text-muted">Nothing is selected yet. Choose targets, and they are counted here.</p>
      ) : (
        <>
          <p className="figures text-label text-muted">
            {[
              selects.byType.map((one) => `${one.count.toLocaleString('en-US')} ${typePlural(one.type)}`).join(', '),
              countOf(selects.byAccount.length, 'account', 'accounts'),
              countOf(selects.byRegion.length, 'region', 'regions'),
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
          {selects.byRung.length === 0 ? null : (
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {selects.byRung.map((one) => (
                <li key={one.rung} className="inline-flex items-center gap-1.5 text-label">
                  <StatePill tone={rungTone(one.rung) ?? 'off'} plain>
                    {RUNG_WORD[one.rung] ?? one.rung}
                  </StatePill>
                  <span className="figures">{one.count.toLocaleString('en-US')}</span>
                </li>
              ))}
            </ul>
          )}
          {selects.sample.length === 0 ? null : (
            <ul className="divide-y divide-line rounded-md border border-line text-table">
              {selects.sample.slice(0, 6).map((one) => (
                <li key={one.resourceId} className="flex items-center gap-2 px-2.5 py-1.5">
                  <StateShape tone={rungTone(one.rung) ?? 'off'} className="animate-none!" />
                  <span className="min-w-0 flex-1 truncate" data-tip={one.externalId}>
                    {one.name ?? one.externalId}
                  </span>
                  <span className="shrink-0 truncate text-label text-muted">{one.region}</span>
                </li>
              ))}
              {selects.total > selects.sample.length ? (
                <li className="figures px-2.5 py-1.5 text-label text-muted">
                  and {(selects.total - Math.min(6, selects.sample.length)).toLocaleString('en-US')} more
                </li>
              ) : null}
            </ul>
          )}
          {selects.leftOut
            .filter((one) => one.count > 0)
            .map((one) => (
              <p key={one.reason} className="flex items-center gap-1.5 text-label text-muted">
                <StateShape tone="off" /> {one.count.toLocaleString('en-US')} left out: {one.message}
              </p>
            ))}
        </>
      )}
      <InTheWay inTheWay={checks.inTheWay} />
    </section>
  )
}

function InTheWay({ inTheWay }: { inTheWay: ConfigurationValidateAnswer['inTheWay'] | null }) {
  if (inTheWay === null || inTheWay.total === 0) return null
  return (
    <div className="space-y-1.5 rounded-md border border-warning-fill/50 bg-warning-wash px-3 py-2.5 text-table">
      <p className="flex items-center gap-2 font-medium">
        <StateShape tone="warning" />
        {countOf(inTheWay.total, 'target already has', 'targets already have')} such a flow log
      </p>
      <ul className="space-y-1 text-label text-muted">
        {inTheWay.sample.slice(0, 3).map((one) => (
          <li key={`${one.reason}${one.targetExternalId}`}>
            {one.targetName ?? one.targetExternalId}: {one.message} {one.remedy}
          </li>
        ))}
      </ul>
    </div>
  )
}
