import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { AccountList } from '@/components/accounts/account-list'
import { ACCOUNT_FILTERS } from '@/components/accounts/account-filter-names'
import { listQueryOf } from '@/components/data/filter-values'
import { firstData, type SearchParams } from '../first-data'

export const metadata: Metadata = { title: 'Accounts' }

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const data = await firstData()
  await data.list('GET /accounts', { query: listQueryOf(await searchParams, ACCOUNT_FILTERS) })
  return (
    <HydrationBoundary state={data.state()}>
      <AccountList />
    </HydrationBoundary>
  )
}
