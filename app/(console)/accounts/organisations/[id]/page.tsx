import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { listQueryOf } from '@/components/data/filter-values'
import { FOUND_FILTERS } from '@/components/organisations/found-filter-names'
import { OrganisationPage } from '@/components/organisations/organisation-page'
import { firstData, type SearchParams } from '../../../first-data'

export const metadata: Metadata = { title: 'Organisation' }

export default async function OrganisationDetailPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParams>
}) {
  const { id } = await params
  const query = listQueryOf(await searchParams, FOUND_FILTERS)
  const data = await firstData()
  await Promise.all([
    data.read('GET /organisations/{id}', { params: { id } }),
    data.list('GET /organisations/{id}/accounts', { params: { id }, query }),
  ])
  return (
    <HydrationBoundary state={data.state()}>
      <OrganisationPage id={id} />
    </HydrationBoundary>
  )
}
