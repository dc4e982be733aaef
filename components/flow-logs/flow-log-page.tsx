'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ScrollPage } from '@/components/console/page-frame'
import { useCrumb } from '@/components/console/crumbs'
import { read } from '@/components/data/api'
import { PageProblem } from '@/components/data/page-problem'
import { Skeleton } from '@/components/ui/empty-state'
import { Tabs } from '@/components/ui/tabs'
import { FlowLogActions } from './flow-log-actions'
import { FlowLogBody } from './flow-log-body'
import { FlowLogHead } from './flow-log-head'
import { flowLogTabs } from './flow-log-tabs'

const TABS = ['overview', 'operations', 'records', 'raw'] as const

/** A flow log, the whole page. */
export function FlowLogPage({ id }: { id: string }) {
  const { data, error } = useQuery(read('GET /flow-logs/{id}', { params: { id } }))
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('overview'))
  useCrumb(data === undefined ? null : (data.externalId ?? data.target.name ?? data.target.externalId))
  return (
    <ScrollPage>
      <div className="mx-auto w-full max-w-6xl space-y-5 px-4 pt-5 md:px-6">
        {data === undefined ? <h1 className="sr-only">Flow log</h1> : null}
        {error === null || data !== undefined ? null : <PageProblem title="Flow log" error={error} />}
        {data === undefined ? (
          error === null ? (
            <FlowLogSkeleton />
          ) : null
        ) : (
          <>
            <div className="flex flex-wrap items-start justify-between gap-3">
              <FlowLogHead log={data} as="h1" />
              <FlowLogActions log={data} />
            </div>
            <Tabs label="Flow log" value={tab} onChange={(next) => void setTab(next)} tabs={flowLogTabs(data)} />
            <div role="tabpanel" aria-label={tab}>
              <FlowLogBody log={data} tab={tab} isWide />
            </div>
          </>
        )}
      </div>
    </ScrollPage>
  )
}

/** The outline of a flow log while it is on its way. */
export function FlowLogSkeleton() {
  return (
    <div aria-hidden className="space-y-4">
      <Skeleton className="h-3 w-48" />
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  )
}
