import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { FlowLogPage } from '@/components/flow-logs/flow-log-page'
import { firstData } from '../../first-data'

export const metadata: Metadata = { title: 'Flow log' }

export default async function FlowLogDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const data = await firstData()
  await data.read('GET /flow-logs/{id}', { params: { id } })
  return (
    <HydrationBoundary state={data.state()}>
      <FlowLogPage id={id} />
    </HydrationBoundary>
  )
}
