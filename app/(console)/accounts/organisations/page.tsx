import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { OrganisationList } from '@/components/organisations/organisation-list'
import { firstData } from '../../first-data'

export const metadata: Metadata = { title: 'Organisations' }

export default async function OrganisationsPage() {
  const data = await firstData()
  await data.list('GET /organisations', { query: {} })
  return (
    <HydrationBoundary state={data.state()}>
      <OrganisationList />
    </HydrationBoundary>
  )
}
