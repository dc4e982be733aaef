'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useCrumb } from '@/components/console/crumbs'
import { ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { Tabs } from '@/components/ui/tabs'
import { FlowLogActions } from './flow-log-actions'
import { FlowLogBody } from './flow-log-body'
import { FlowLogHead } from './flow-log-head'
import { flowLogTabs } from './flow-log-tabs'

const TABS = ['overview', 'compare', 'operations', 'raw'] as const

/** A flow log, the whole page. */
export function FlowLogPage({ id }: { id: string }) {
  const { data, error } = useQuery(read('GET /flow-logs/{id}', { params: { id } }))
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('overview'))
  useCrumb(data === undefined ? null : (data.externalId ?? data.target.name ?? data.target.externalId))
  return (
    <ScrollPage>
      <div className="mx-auto w-full max-w-5xl space-y-5 px-4 pt-5 md:px-6">
        {error === null || data !== undefined ? null : <ProblemPanel problem={problemOfError(error)} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-40 w-full" />
          ) : null
        ) : (
          <>
            <div className="flex flex-wrap items-start justify-between gap-3">
              <FlowLogHead log={data} as="h1" />
              <FlowLogActions log={data} />
            </div>
            <Tabs label="Flow log" value={tab} onChange={(next) => void setTab(next)} tabs={flowLogTabs(data)} />
            <div role="tabpanel" aria-label={tab}>
              <FlowLogBody log={data} tab={tab} />
            </div>
          </>
        )}
      </div>
    </ScrollPage>
  )
}
