import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { CONFIGURATION_FILTERS } from '@/components/configurations/configuration-filters'
import { ConfigurationList } from '@/components/configurations/configuration-list'
import { listQueryOf } from '@/components/data/filter-values'
import { firstData, type SearchParams } from '../first-data'

export const metadata: Metadata = { title: 'Configurations' }

export default async function ConfigurationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const data = await firstData()
  await data.list('GET /configurations', { query: listQueryOf(await searchParams, CONFIGURATION_FILTERS) })
  return (
    <HydrationBoundary state={data.state()}>
      <ConfigurationList />
    </HydrationBoundary>
  )
}
