'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'
import type { AdoptionClusters } from '@/lib/http/schemas/adoption'
import { ChooseStep } from './choose-step'
import { ClusterStep } from './cluster-step'
import { matching } from './matching'
import { Steps, STEPS } from './steps'

// The later steps come when somebody gets there.
const ReviewStep = dynamic(() => import('./review-step').then((module) => module.ReviewStep))
const AdoptStep = dynamic(() => import('./adopt-step').then((module) => module.AdoptStep))

const STATE = {
  step: parseAsStringLiteral(STEPS).withDefault('choose'),
  provider: parseAsNativeArrayOf(parseAsString),
  manager: parseAsNativeArrayOf(parseAsString),
  account: parseAsNativeArrayOf(parseAsString),
  cluster: parseAsNativeArrayOf(parseAsString),
  request: parseAsString,
}

/** Taking over flow logs that exist already: choose, cluster, review, adopt. No step calls a cloud. */
export function AdoptionPage() {
  const [state, setState] = useQueryStates(STATE, { history: 'push' })
  const { data, error, refetch } = useQuery(read('GET /adoption/clusters', { query: {} }))
  const { step } = state
  const items = matching(data?.items ?? [], state)
  const chosen = items.filter(({ key }) => state.cluster.includes(key))
  const reachable = (one: (typeof STEPS)[number]) =>
    one === 'choose' ||
    one === 'cluster' ||
    (one === 'review' && chosen.length > 0) ||
    (one === 'adopt' && state.request !== null)

  return (
    <ScrollPage>
      <PageHead title="Adoption" sentence={<Sentence clusters={data} />} />
      <div className="w-full max-w-6xl space-y-5 px-4 md:px-6">
        <Steps current={step} isReachable={reachable} onGo={(next) => void setState({ step: next })} />
        {error === null || data !== undefined ? null : (
          <ProblemPanel
            problem={problemOfError(error)}
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          />
        )}
        {step === 'adopt' && state.request !== null ? (
          <AdoptStep
            id={state.request}
            onAgain={() => void setState({ step: 'cluster', cluster: null, request: null })}
          />
        ) : data === undefined ? (
          error === null ? (
            <Skeleton className="h-64 w-full" />
          ) : null
        ) : data.items.length === 0 ? (
          <Nothing clusters={data} />
        ) : step === 'choose' ? (
          <ChooseStep
            clusters={data.items}
            chosen={state}
            leftOut={data.leftOut}
            onChoose={(name, values) => void setState({ [name]: values.length === 0 ? null : [...values] })}
            onNext={() => void setState({ step: 'cluster' })}
          />
        ) : step === 'review' && chosen.length > 0 ? (
          <ReviewStep
            clusters={chosen}
            onBack={() => void setState({ step: 'cluster' })}
            onPlanned={(request) => void setState({ step: 'adopt', request })}
          />
        ) : (
          <ClusterStep
            clusters={items}
            chosen={state.cluster}
            onChoose={(keys) =>
              void setState({ cluster: keys.length === 0 ? null : [...keys] }, { history: 'replace' })
            }
            onBack={() => void setState({ step: 'choose' })}
            onNext={() => void setState({ step: 'review' })}
          />
        )}
      </div>
    </ScrollPage>
  )
}

function Sentence({ clusters }: { clusters: AdoptionClusters | undefined }) {
  if (clusters === undefined) return <>&nbsp;</>
  const { items, total } = clusters
  if (total === 0) return <>No flow log of others waits to be adopted.</>
  const accounts = new Set(items.flatMap((one) => one.accounts.map(({ accountId }) => accountId))).size
  return (
    <>
      {countOf(total, 'flow log that Weir does not manage', 'flow logs that Weir does not manage')} in{' '}
      {countOf(accounts, 'account', 'accounts')};{' '}
      {countOf(items.length, 'configuration describes', 'configurations describe')} {total === 1 ? 'it' : 'them'}{' '}
      exactly. Adopting changes nothing in any cloud.
    </>
  )
}

function Nothing({ clusters }: { clusters: AdoptionClusters }) {
  return (
    <EmptyState title="Nothing to adopt" action={<LinkButton href="/flow-logs">Go to Flow logs</LinkButton>}>
      Flow logs that somebody else made appear here once an account was looked at.
      {clusters.leftOut.map(({ reason, message, count }) => (
        <span key={reason} className="block">
          Left out: {countOf(count, 'flow log', 'flow logs')} {message}.
        </span>
      ))}
    </EmptyState>
  )
}
