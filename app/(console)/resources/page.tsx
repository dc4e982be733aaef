import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { listQueryOf } from '@/components/data/filter-values'
import { RESOURCE_FILTERS } from '@/components/resources/resource-filters'
import { ResourceList } from '@/components/resources/resource-list'
import { firstData, type SearchParams } from '../first-data'

export const metadata: Metadata = { title: 'Resources' }

export default async function ResourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = listQueryOf(await searchParams, RESOURCE_FILTERS)
  const { sort: _sort, ...unsorted } = query
  const data = await firstData()
  await Promise.all([data.list('GET /resources', { query }), data.read('GET /resources/facets', { query: unsorted })])
  return (
    <HydrationBoundary state={data.state()}>
      <ResourceList />
    </HydrationBoundary>
  )
}
