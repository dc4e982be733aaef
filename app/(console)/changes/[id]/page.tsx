import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { listQueryOf } from '@/components/data/filter-values'
import { ACTION_FILTERS } from '@/components/changes/request-filters'
import { RequestPage } from '@/components/changes/request-page'
import { firstData, type SearchParams } from '../../first-data'

export const metadata: Metadata = { title: 'Change request' }

interface Props {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function ChangeRequestPage({ params, searchParams }: Props) {
  const { id } = await params
  const query = listQueryOf(await searchParams, ACTION_FILTERS)
  const data = await firstData()
  await Promise.all([
    data.read('GET /change-requests/{id}', { params: { id } }),
    data.read('GET /change-requests/{id}/groups', { params: { id } }),
    data.list('GET /change-requests/{id}/actions', { params: { id }, query }),
  ])
  return (
    <HydrationBoundary state={data.state()}>
      <RequestPage id={id} />
    </HydrationBoundary>
  )
}
