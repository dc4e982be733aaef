import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ResourcePage } from '@/components/resources/resource-page'
import { firstData } from '../../first-data'

export const metadata: Metadata = { title: 'Resource' }

export default async function ResourceDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const data = await firstData()
  await data.read('GET /resources/{id}', { params: { id } })
  return (
    <HydrationBoundary state={data.state()}>
      <ResourcePage id={id} />
    </HydrationBoundary>
  )
}
