import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { listQueryOf } from '@/components/data/filter-values'
import { DRIFT_FILTERS } from '@/components/drift/drift-filters'
import { DriftList } from '@/components/drift/drift-list'
import { firstData, type SearchParams } from '../first-data'

export const metadata: Metadata = { title: 'Drift' }

export default async function DriftPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const data = await firstData()
  await Promise.all([
    data.list('GET /drift', { query: listQueryOf(await searchParams, DRIFT_FILTERS) }),
    data.read('GET /drift/groups', { query: {} }),
    data.read('GET /drift/ignores'),
  ])
  return (
    <HydrationBoundary state={data.state()}>
      <DriftList />
    </HydrationBoundary>
  )
}
