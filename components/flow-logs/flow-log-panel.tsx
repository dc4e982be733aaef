'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { SidePanel } from '@/components/ui/side-panel'
import { Tabs } from '@/components/ui/tabs'
import { FlowLogActions } from './flow-log-actions'
import { FlowLogBody, type FlowLogTab } from './flow-log-body'
import { FlowLogHead } from './flow-log-head'
import { FlowLogSkeleton } from './flow-log-page'
import { flowLogTabs } from './flow-log-tabs'

/** A flow log beside its list. */
export function FlowLogPanel({
  id,
  onClose,
  onStep,
}: {
  id: string
  onClose: () => void
  onStep: (by: 1 | -1) => void
}) {
  const { data, error } = useQuery(read('GET /flow-logs/{id}', { params: { id } }))
  const [tab, setTab] = useState<FlowLogTab>('overview')
  return (
    <SidePanel label="Flow log" href={`/flow-logs/${id}`} onClose={onClose} onStep={onStep}>
      <div className="space-y-4 p-4 md:p-5">
        {error === null || data !== undefined ? null : <ProblemPanel problem={problemOfError(error)} />}
        {data === undefined ? (
          error === null ? (
            <FlowLogSkeleton />
          ) : null
        ) : (
          <>
            <FlowLogHead log={data} as="h2" />
            <FlowLogActions log={data} />
            <Tabs label="Flow log" value={tab} onChange={setTab} tabs={flowLogTabs(data)} />
            <div role="tabpanel" aria-label={tab}>
              <FlowLogBody log={data} tab={tab} />
            </div>
          </>
        )}
      </div>
    </SidePanel>
  )
}
