import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ConfigurationPage } from '@/components/configurations/configuration-page'
import { firstData } from '../../first-data'

export const metadata: Metadata = { title: 'Configuration' }

export default async function ConfigurationDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const data = await firstData()
  await data.read('GET /configurations/{id}', { params: { id } })
  return (
    <HydrationBoundary state={data.state()}>
      <ConfigurationPage id={id} />
    </HydrationBoundary>
  )
}
