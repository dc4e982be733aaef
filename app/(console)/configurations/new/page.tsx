import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { NewConfiguration } from '@/components/configurations/new-configuration'
import { firstData } from '../../first-data'

export const metadata: Metadata = { title: 'Create flow log' }

export default async function NewConfigurationPage() {
  const data = await firstData()
  await data.read('GET /providers')
  return (
    <HydrationBoundary state={data.state()}>
      <NewConfiguration />
    </HydrationBoundary>
  )
}
