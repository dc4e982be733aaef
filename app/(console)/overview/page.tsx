import type { Metadata } from 'next'
import { OverviewPage } from '@/components/overview/overview-page'

export const metadata: Metadata = { title: 'Overview' }

/** The frame already fetched the overview: the rail and the freshness show parts of it. */
export default function Overview() {
  return <OverviewPage />
}
