'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ScrollPage } from '@/components/console/page-frame'
import { useCrumb } from '@/components/console/crumbs'
import { read } from '@/components/data/api'
import { PageProblem } from '@/components/data/page-problem'
import { LinkButton } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/empty-state'
import { Tabs } from '@/components/ui/tabs'
import { ResourceBody } from './resource-body'
import { ResourceHead } from './resource-head'

const TABS = ['overview', 'flow-logs', 'raw'] as const

/** A resource, the whole page. */
export function ResourcePage({ id }: { id: string }) {
  const { data, error } = useQuery(read('GET /resources/{id}', { params: { id } }))
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('overview'))
  useCrumb(data === undefined ? null : (data.name ?? data.externalId))
  return (
    <ScrollPage>
      <div className="w-full max-w-5xl space-y-5 px-4 pt-5 md:px-6">
        {error === null || data !== undefined ? null : <PageProblem title="Resource" error={error} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-40 w-full" />
          ) : null
        ) : (
          <>
            <div className="flex flex-wrap items-start justify-between gap-3">
              <ResourceHead resource={data} as="h1" />
              {data.family === null || !data.isOwned || data.notCoverable !== null ? null : (
                <LinkButton look="primary" href={`/configurations/new?id=${data.id}`}>
                  Create flow log
                </LinkButton>
              )}
            </div>
            <Tabs
              label="Resource"
              value={tab}
              onChange={(next) => void setTab(next)}
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
    </ScrollPage>
  )
}
