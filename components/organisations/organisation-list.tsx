'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useCrumb } from '@/components/console/crumbs'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { countOf } from '@/components/words/nouns'
import type { OrganisationView } from '@/lib/http/schemas/organisations'
import { ORGANISATION_COLUMNS } from './organisation-columns'

const PatternDialog = dynamic(() => import('./pattern-dialog').then((module) => module.PatternDialog), { ssr: false })

const NO_FILTERS: readonly string[] = []
const keyOf = (row: OrganisationView) => row.id
const pathOf = (row: OrganisationView) => `/accounts/organisations/${row.id}`

/** The organisations whose accounts Weir lists. */
export function OrganisationList() {
  const router = useRouter()
  const url = useListUrl(NO_FILTERS)
  const { q: _q, ...query } = url.query as Record<string, unknown>
  const list = useList('GET /organisations', { query }, keyOf)
  const [isAdding, setIsAdding] = useState(false)
  useCrumb('Organisations')
  const begin = (
    <Button look="primary" onClick={() => setIsAdding(true)}>
      List an organisation
    </Button>
  )
  return (
    <ListView
      title="Organisations"
      sentence={
        list.total === null ? (
          <>&nbsp;</>
        ) : (
          <>
            {countOf(list.total, 'organisation is', 'organisations are')} listed every six hours. Accounts that appear
            wait here; those that leave are shown, and never removed.
          </>
        )
      }
      actions={
        <>
          <LinkButton href="/accounts">All accounts</LinkButton>
          {begin}
        </>
      }
      noun="organisations"
      searchLabel="Search"
      list={list}
      url={url}
      defs={[]}
      columns={ORGANISATION_COLUMNS}
      pathOf={pathOf}
      empty={
        <EmptyState title="No organisation is listed" action={begin}>
          Add the management account of your AWS organisation or Alibaba Cloud resource directory first; Weir then finds
          its other accounts, and you add them many at once.
        </EmptyState>
      }
      emptyFiltered={<EmptyState title="Nothing matches" />}
    >
      {isAdding ? (
        <PatternDialog
          organisation={null}
          onClose={() => setIsAdding(false)}
          onSaved={({ id }) => router.push(`/accounts/organisations/${id}`)}
        />
      ) : null}
    </ListView>
  )
}
