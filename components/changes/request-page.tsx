'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useCrumb } from '@/components/console/crumbs'
import { read } from '@/components/data/api'
import { PageProblem } from '@/components/data/page-problem'
import { problemOfCloud } from '@/components/data/problem-view'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { Tabs } from '@/components/ui/tabs'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'
import { ApplyProgress } from './apply-progress'
import { DecisionBar } from './decision-bar'
import { ItemChanges } from './item-changes'
import { Obstacles } from './obstacles'
import { PlanActions } from './plan-actions'
import { PreflightNotice } from './preflight-notice'
import { preflightTrouble } from './preflight-words'
import { RequestHead } from './request-head'
import { useProgressTitle } from './use-progress-title'

const Preflight = dynamic(() => import('./preflight').then((module) => module.Preflight))

const TABS = ['plan', 'preflight', 'obstacles', 'configuration'] as const

/** One change request: what will happen, what it risks, the decision, and how it goes. */
export function RequestPage({ id }: { id: string }) {
  const { data, error } = useQuery(read('GET /change-requests/{id}', { params: { id } }))
  useCrumb(data === undefined ? null : `CR-${data.number} ${data.title}`)
  useProgressTitle(data)
  if (data === undefined) {
    return (
      <div className="p-4 md:p-6">
        {error === null ? <Skeleton className="h-64 w-full" /> : <PageProblem title="Change request" error={error} />}
      </div>
    )
  }
  return <Loaded request={data} />
}

function Loaded({ request }: { request: ChangeRequestDetail }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('plan'))
  const { plan } = request
  const trouble = (plan?.obstacles ?? 0) + (plan?.warnings ?? 0)
  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
      <RequestHead request={request} />
      <div className="space-y-3 px-4 md:px-6">
        {request.planProblem === null ? null : <ProblemPanel problem={problemOfCloud(request.planProblem)} />}
        {request.isStale ? (
          <ProblemPanel
            tone="warning"
            problem={{
              message: 'This plan is stale and cannot be approved.',
              cause: request.staleBecause,
              remedy: 'Plan again, then review what changed.',
            }}
          />
        ) : null}
        {request.deletesHeldBack === null ? null : (
          <ProblemPanel
            tone="warning"
            problem={{
              message: `${request.deletesHeldBack.inOneScope.toLocaleString('en-US')} deletions in one account and region are more than the ${request.deletesHeldBack.ceiling.toLocaleString('en-US')} that one pass may make.`,
              cause: 'The ceiling on deletions holds whatever is approved: all deletions there are held back.',
              remedy: 'Exclude some of them, or raise the ceiling in Settings first.',
            }}
          />
        )}
        {request.state === 'open' && plan !== null && tab !== 'preflight' ? (
          <PreflightNotice summary={plan.preflight} onShow={() => void setTab('preflight')} />
        ) : null}
        {request.progress === null ? null : <ApplyProgress request={request} progress={request.progress} />}
      </div>
      <div className="px-4 pt-2 md:px-6">
        <Tabs
          label="Request"
          value={tab}
          onChange={(next) => void setTab(next)}
          tabs={[
            { value: 'plan', label: 'Plan', count: plan?.total },
            {
              value: 'preflight',
              label: 'Preflight',
              count: plan === null ? undefined : preflightTrouble(plan.preflight),
            },
            { value: 'obstacles', label: 'Obstacles and warnings', count: trouble },
            { value: 'configuration', label: 'Configuration', count: request.items.length },
          ]}
        />
      </div>
      <div role="tabpanel" aria-label={tab} className="flex min-h-0 flex-1 flex-col max-md:min-h-[70dvh]">
        {tab === 'configuration' ? <ItemChanges items={request.items} /> : null}
        {tab === 'obstacles' ? <Obstacles id={request.id} /> : null}
        {tab === 'preflight' && plan !== null ? <Preflight request={request} summary={plan.preflight} /> : null}
        {tab === 'plan' || (tab === 'preflight' && plan === null) ? (
          plan === null ? (
            request.planProblem === null ? (
              <EmptyState title="The plan is being made">
                Weir compares what is asked for with what the clouds hold now. This page shows the plan as soon as it is
                there.
              </EmptyState>
            ) : null
          ) : (
            <PlanActions request={request} plan={plan} />
          )
        ) : null}
      </div>
      <DecisionBar request={request} />
    </div>
  )
}
