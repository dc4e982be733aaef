'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/facts'
import { notify } from '@/components/ui/notify'
import { RelativeTime } from '@/components/ui/relative-time'
import { StateShape } from '@/components/ui/state-shape'
import { countOf, staleWord } from '@/components/words/nouns'
import type { OverviewView } from '@/lib/http/schemas/overview'

type ScopeLook = OverviewView['freshness']['scopes'][number]

/** When each account and region was last looked at, failures included. */
export function ScopeLooks({ overview }: { overview: OverviewView }) {
  const look = useMutation({
    mutationFn: () => callApi('POST /scopes/look', {}),
    onSuccess: (answer) => notify('done', `Looking again at ${countOf(answer.scopes, 'scope', 'scopes')}`),
    onError: (error) => notify('problem', 'Could not ask for a look', problemOfError(error).message),
  })
  const { scopes, staleScopes, neverLooked } = overview.freshness
  const regions = [...new Set(scopes.map((one) => one.scope.region))].toSorted()
  const accounts = [...new Map(scopes.map((one) => [one.scope.accountRef, one.scope.accountName])).entries()]
  const total = Math.max(scopes.length, overview.counts.scopes)
  const troubled = staleScopes + neverLooked
  return (
    <div id="scopes" className="scroll-mt-6">
      <Section
        title="Last looked at"
        aside={
          <span className="flex items-center gap-3">
            <span className="figures text-label text-muted">
              {troubled === 0
                ? `All ${countOf(total, 'scope', 'scopes')} are fresh`
                : `${troubled.toLocaleString('en-US')} of ${countOf(total, 'scope', 'scopes')} could not be read`}
              {scopes.length < total ? `; the ${scopes.length} looked at longest ago` : ''}
            </span>
            <Button size="small" isBusy={look.isPending} onClick={() => look.mutate()}>
              Look now
            </Button>
          </span>
        }
      >
        <div
          tabIndex={0}
          role="region"
          aria-label="Scopes by account and region"
          className="scroll-quiet overflow-x-auto rounded-md border border-line"
        >
          <table className="w-full border-collapse text-table">
            <thead>
              <tr className="bg-sunken text-left text-label text-muted">
                <th scope="col" className="sticky left-0 bg-sunken px-3 py-1.5 font-medium">
                  Account
                </th>
                {regions.map((region) => (
                  <th key={region} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap">
                    {region}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {accounts.map(([accountRef, name]) => (
                <tr key={accountRef} className="border-t border-line">
                  <th scope="row" className="sticky left-0 max-w-56 bg-surface px-3 py-1.5 text-left font-normal">
                    <Link
                      href={`/accounts/${accountRef}`}
                      prefetch={false}
                      className="block truncate rounded-[4px] hover:underline"
                      data-tip={name.length > 26 ? name : undefined}
                    >
                      {name}
                    </Link>
                  </th>
                  {regions.map((region) => (
                    <LookCell
                      key={region}
                      look={scopes.find((one) => one.scope.accountRef === accountRef && one.scope.region === region)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </div>
  )
}

function LookCell({ look }: { look: ScopeLook | undefined }) {
  if (look === undefined) {
    return (
      <td className="px-3 py-1.5 text-faint">
        <span aria-label="not watched">·</span>
      </td>
    )
  }
  const { isStale, staleBecause, observedAt } = look.freshness
  const isQuiet = staleBecause === 'Paused' || staleBecause === 'NotEnabled'
  return (
    <td className="px-3 py-1.5 whitespace-nowrap">
      <span className="inline-flex items-center gap-1.5">
        <StateShape tone={isQuiet ? 'off' : isStale ? (observedAt === null ? 'waiting' : 'warning') : 'good'} />
        {isQuiet ? (
          <span className="text-muted">{staleBecause === 'Paused' ? 'paused' : 'not enabled'}</span>
        ) : (
          <RelativeTime at={observedAt} className={isStale ? 'text-warning-ink' : 'text-muted'} />
        )}
        {isStale && !isQuiet ? (
          <span className="text-label text-muted">{staleBecause === 'NeverLooked' ? '' : staleWord(staleBecause)}</span>
        ) : null}
      </span>
    </td>
  )
}
