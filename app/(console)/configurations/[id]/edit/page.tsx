import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { EditConfiguration } from '@/components/configurations/edit-configuration'
import { firstData } from '../../../first-data'

export const metadata: Metadata = { title: 'Edit configuration' }

export default async function EditConfigurationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const data = await firstData()
  await Promise.all([data.read('GET /configurations/{id}', { params: { id } }), data.read('GET /providers')])
  return (
    <HydrationBoundary state={data.state()}>
      <EditConfiguration id={id} />
    </HydrationBoundary>
  )
}
