import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { AdoptionPage } from '@/components/adoption/adoption-page'
import { firstData } from '../first-data'

export const metadata: Metadata = { title: 'Adoption' }

export default async function Adoption() {
  const data = await firstData()
  await data.read('GET /adoption/clusters', { query: {} })
  return (
    <HydrationBoundary state={data.state()}>
      <AdoptionPage />
    </HydrationBoundary>
  )
}
