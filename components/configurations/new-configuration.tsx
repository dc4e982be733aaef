'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useMemo, useSyncExternalStore } from 'react'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { RESOURCE_FILTERS } from '@/components/resources/resource-filters'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { ConfigurationForm } from './configuration-form'
import { newDraft } from './draft'
import { clausesOfFilters } from './filter-clauses'
import { useStartTargets } from './use-start-targets'

const subscribeNever = () => () => undefined

/** Creates flow logs: from rows picked in a list, from its filters, or from nothing. */
export function NewConfiguration() {
  const params = useSearchParams()
  const isInBrowser = useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  )
  const filters = useMemo(() => filtersOf(params), [params])
  const providers = useQuery({ ...read('GET /providers', {}), staleTime: Infinity })
  const start = useStartTargets(params, filters, isInBrowser)
  const error = providers.error ?? start.error
  const items = providers.data?.items ?? []
  const cloud = items.find((one) => one.families.some((two) => two.family === start.family)) ?? items[0]
  const family = cloud?.families.find((one) => one.family === start.family) ?? cloud?.families[0]
  const fromFilters = clausesOfFilters(filters)
  return (
    <ScrollPage>
      <PageHead
        title="Create flow log"
        sentence="Say what must be logged and where the records go. Weir plans it; nothing changes before the plan is approved."
      />
      {error === null ? null : (
        <div className="px-4 md:px-6">
          <ProblemPanel problem={problemOfError(error)} />
        </div>
      )}
      {cloud === undefined || family === undefined || start.targets === null ? (
        error === null ? (
          <Skeleton className="mx-6 h-96" />
        ) : null
      ) : (
        <ConfigurationForm
          providers={items}
          initial={newDraft(cloud, family, start.targets)}
          clauses={fromFilters.clauses}
          dropped={fromFilters.dropped}
          edited={null}
        />
      )}
    </ScrollPage>
  )
}

/** The list's filters as they came in the address. */
function filtersOf(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries(
    [...RESOURCE_FILTERS, 'q']
      .map((name) => [name, params.getAll(name)] as const)
      .filter(([, list]) => list.length > 0),
  )
}
