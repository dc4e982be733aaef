'use client'

import { useQuery } from '@tanstack/react-query'
import { read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { countOf } from '@/components/words/nouns'
import type { AccountListItem } from '@/lib/http/schemas/accounts'
import type { OverviewView } from '@/lib/http/schemas/overview'
import { ACCOUNT_COLUMNS } from './account-columns'
import { ACCOUNT_FILTER_DEFS } from './account-filters'
import { ACCOUNT_FILTERS } from './account-filter-names'
import { LookNowButton } from './look-now-button'

const keyOf = (row: AccountListItem) => row.id
const pathOf = (row: AccountListItem) => `/accounts/${row.id}`

/** Every account Weir watches, and how each stands. */
export function AccountList() {
  const url = useListUrl(ACCOUNT_FILTERS)
  const list = useList('GET /accounts', { query: url.query }, keyOf)
  const overview = useQuery(read('GET /overview', {}))
  return (
    <ListView
      title="Accounts"
      sentence={<Sentence overview={overview.data} />}
      actions={
        <>
          {list.total === 0 ? null : <LookNowButton scopeIds="all" />}
          <LinkButton href="/accounts/organisations">Organisations</LinkButton>
          <LinkButton look="primary" href="/accounts/new">
            Add account
          </LinkButton>
        </>
      }
      noun="accounts"
      searchLabel="Search by name or id"
      list={list}
      url={url}
      defs={ACCOUNT_FILTER_DEFS}
      columns={ACCOUNT_COLUMNS}
      pathOf={pathOf}
      empty={
        <EmptyState
          title="No account yet"
          action={
            <LinkButton look="primary" href="/accounts/new">
              Add account
            </LinkButton>
          }
        >
          Add one, and Weir lists its networks and flow logs a minute later. Looking changes nothing in the cloud.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState
          title="No account matches these filters"
          action={<Button onClick={url.clearFilters}>Clear the filters</Button>}
        >
          Removed accounts are left out.
        </EmptyState>
      }
    />
  )
}

function Sentence({ overview }: { overview: OverviewView | undefined }) {
  if (overview === undefined) return <>&nbsp;</>
  const { counts, freshness, attention } = overview
  if (counts.accounts === 0) return <>Nothing is watched yet.</>
  const failing = attention.find((item) => item.kind === 'scope-failing')?.count ?? 0
  const trouble = [
    failing === 0 ? null : `${failing.toLocaleString('en-US')} cannot be read`,
    freshness.staleScopes === 0 ? null : `${freshness.staleScopes.toLocaleString('en-US')} are stale`,
    freshness.neverLooked === 0 ? null : `${freshness.neverLooked.toLocaleString('en-US')} wait for their first look`,
  ].filter((part) => part !== null)
  return (
    <>
      {countOf(counts.accounts, 'account', 'accounts')} with {countOf(counts.scopes, 'scope', 'scopes')}{' '}
      {trouble.length === 0
        ? 'are watched, and every one was looked at in time.'
        : `are watched; ${trouble.join(', ')}.`}
    </>
  )
}
