import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { AccountPage } from '@/components/accounts/account-page'
import { firstData } from '../../first-data'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const data = await firstData()
  await data.read('GET /accounts/{id}', { params: { id } })
  return (
    <HydrationBoundary state={data.state()}>
      <AccountPage id={id} />
    </HydrationBoundary>
  )
}
