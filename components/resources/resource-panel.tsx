'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { SidePanel } from '@/components/ui/side-panel'
import { Tabs } from '@/components/ui/tabs'
import { ResourceBody, type ResourceTab } from './resource-body'
import { ResourceHead } from './resource-head'

/** A resource beside its list. */
export function ResourcePanel({
  id,
  onClose,
  onStep,
}: {
  id: string
  onClose: () => void
  onStep: (by: 1 | -1) => void
}) {
  const { data, error } = useQuery(read('GET /resources/{id}', { params: { id } }))
  const [tab, setTab] = useState<ResourceTab>('overview')
  return (
    <SidePanel label="Resource" href={`/resources/${id}`} onClose={onClose} onStep={onStep}>
      <div className="space-y-4 p-4 md:p-5">
        {error === null ? null : <ProblemPanel problem={problemOfError(error)} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-40 w-full" />
          ) : null
        ) : (
          <>
            <ResourceHead resource={data} as="h2" />
            <Tabs
              label="Resource"
              value={tab}
              onChange={setTab}
              tabs={[
                { value: 'overview', label: 'Overview' },
                { value: 'flow-logs', label: 'Flow logs', count: data.flowLogList.length },
                { value: 'raw', label: 'Raw' },
              ]}
            />
            <div role="tabpanel" aria-label={tab}>
              <ResourceBody resource={data} tab={tab} />
            </div>
          </>
        )}
      </div>
    </SidePanel>
  )
}
