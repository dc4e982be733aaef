import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { listQueryOf } from '@/components/data/filter-values'
import { FLOW_LOG_FILTERS } from '@/components/flow-logs/flow-log-filter-names'
import { FlowLogList } from '@/components/flow-logs/flow-log-list'
import { firstData, type SearchParams } from '../first-data'

export const metadata: Metadata = { title: 'Flow logs' }

export default async function FlowLogsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = listQueryOf(await searchParams, FLOW_LOG_FILTERS)
  const { sort: _sort, ...unsorted } = query
  const data = await firstData()
  await Promise.all([data.list('GET /flow-logs', { query }), data.read('GET /flow-logs/facets', { query: unsorted })])
  return (
    <HydrationBoundary state={data.state()}>
      <FlowLogList />
    </HydrationBoundary>
  )
}
