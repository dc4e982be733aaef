import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { listQueryOf } from '@/components/data/filter-values'
import { REQUEST_FILTERS } from '@/components/changes/request-filters'
import { RequestList } from '@/components/changes/request-list'
import { firstData, type SearchParams } from '../first-data'

export const metadata: Metadata = { title: 'Changes' }

export default async function ChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const data = await firstData()
  await data.list('GET /change-requests', { query: listQueryOf(await searchParams, REQUEST_FILTERS) })
  return (
    <HydrationBoundary state={data.state()}>
      <RequestList />
    </HydrationBoundary>
  )
}
