'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useCrumb } from '@/components/console/crumbs'
import { callApi, read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { problemOfCloud, problemOfError } from '@/components/data/problem-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { isSelected, NOTHING_SELECTED, selectedCount, type Selection } from '@/components/ui/table/selection'
import { SelectionBar } from '@/components/ui/table/selection-bar'
import { countOf } from '@/components/words/nouns'
import { FOUND_STANDINGS } from '@/lib/domain/onboarding-pattern'
import type { FoundAccountView, OrganisationView } from '@/lib/http/schemas/organisations'
import { FOUND_COLUMNS } from './found-columns'
import { FOUND_FILTERS } from './found-filter-names'
import { STANDING_WORDS } from './standing-words'

const PatternDialog = dynamic(() => import('./pattern-dialog').then((module) => module.PatternDialog), { ssr: false })

const LISTING_POLL_MS = 1_500
const MOST_AT_ONCE = 500

const keyOf = (row: FoundAccountView) => row.id

const DEFS = [
  {
    name: 'standing',
    label: 'In Weir',
    options: FOUND_STANDINGS.map((value) => ({ value, label: STANDING_WORDS[value].word })),
  },
]

/** One organisation: every account it lists, how each stands with Weir, and adding many of them at once. */
export function OrganisationPage({ id }: { id: string }) {
  const url = useListUrl(FOUND_FILTERS)
  const organisation = useQuery({
    ...read('GET /organisations/{id}', { params: { id } }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? LISTING_POLL_MS : false),
  })
  const list = useList('GET /organisations/{id}/accounts', { params: { id }, query: url.query }, keyOf)
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const [isEditing, setIsEditing] = useState(false)
  const { data } = organisation
  useCrumb(data === undefined ? null : `Organisation of ${data.account.name}`)

  const relist = useMutation({
    mutationFn: () => callApi('POST /organisations/{id}/list', { params: { id } }),
    onSuccess: () => void organisation.refetch(),
    onError: (error) => notify('problem', 'It was not asked for', problemOfError(error).message),
  })
  const add = useMutation({
    mutationFn: async () => {
      const rows = await chosen(id, url.query, selection)
      const accountIds = rows.filter(({ standing }) => standing === 'new').map(({ accountId }) => accountId)
      if (accountIds.length === 0) throw new Error('None of them can be added: only accounts that are not added yet.')
      return callApi('POST /organisations/{id}/accounts', {
        params: { id },
        body: { accountIds: accountIds.slice(0, MOST_AT_ONCE) },
      })
    },
    onSuccess: ({ accounts }) => {
      setSelection(NOTHING_SELECTED)
      notify('done', `${countOf(accounts.length, 'account was', 'accounts were')} added`)
      void organisation.refetch()
      list.retry()
    },
    onError: (error) =>
      notify('problem', 'Nothing was added', problemOfError(error).cause ?? problemOfError(error).message),
  })
  // One that is not added has no page of its own yet: its row narrows the list to it.
  const pathOf = (row: FoundAccountView) =>
    row.account === null ? `/accounts/organisations/${id}?q=${row.accountId}` : `/accounts/${row.account}`
  const count = selectedCount(selection, list.total ?? 0)

  return (
    <ListView
      title={data === undefined ? 'Organisation' : `Organisation of ${data.account.name}`}
      sentence={data === undefined ? <>&nbsp;</> : <Sentence organisation={data} />}
      actions={
        <>
          <Button isBusy={relist.isPending || data?.state === 'running'} onClick={() => relist.mutate()}>
            List now
          </Button>
          <Button disabled={data === undefined} onClick={() => setIsEditing(true)}>
            How accounts are added
          </Button>
        </>
      }
      tabs={
        data === undefined || data.problem === null ? null : (
          <div className="px-4 pb-3 md:px-6">
            <ProblemPanel problem={problemOfCloud(data.problem)} />
          </div>
        )
      }
      noun="accounts"
      searchLabel="Search by name, id or folder"
      list={list}
      url={url}
      defs={DEFS}
      columns={FOUND_COLUMNS}
      pathOf={pathOf}
      selection={selection}
      onSelect={setSelection}
      empty={
        <EmptyState title={data?.state === 'running' ? 'The accounts are being listed' : 'No account was found'}>
          The worker lists the organisation through {data?.account.name ?? 'its account'}; they appear here in a moment.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState
          title="No account matches these filters"
          action={<Button onClick={url.clearFilters}>Clear the filters</Button>}
        />
      }
    >
      <SelectionBar selection={selection} total={list.total ?? 0} noun="accounts" onSelect={setSelection}>
        <Button look="primary" isBusy={add.isPending} onClick={() => add.mutate()}>
          Add {count.toLocaleString('en-US')}
        </Button>
      </SelectionBar>
      {isEditing && data !== undefined ? (
        <PatternDialog
          organisation={data}
          onClose={() => setIsEditing(false)}
          onSaved={() => void organisation.refetch()}
        />
      ) : null}
    </ListView>
  )
}

function Sentence({ organisation }: { organisation: OrganisationView }) {
  const { counts, autoAdd, autoAddLimit, autoAdded } = organisation
  const parts = [
    `${counts.new.toLocaleString('en-US')} found and not added`,
    `${(counts.known + counts['not-reachable']).toLocaleString('en-US')} added`,
    ...(counts['not-reachable'] === 0 ? [] : [`${counts['not-reachable']} of those not reachable`]),
    ...(counts.suspended === 0 ? [] : [`${counts.suspended} not active`]),
    ...(counts.left === 0 ? [] : [`${counts.left} left`]),
  ]
  const self = autoAdd
    ? ` New ones are added by themselves: ${autoAdded} of at most ${autoAddLimit} so far.`
    : ' Nobody is added by itself.'
  return (
    <>
      {parts.join(', ')}.{self}
    </>
  )
}

/** The rows that a selection means, also those that were not loaded. */
async function chosen(id: string, query: object, selection: Selection): Promise<readonly FoundAccountView[]> {
  const rows: FoundAccountView[] = []
  let cursor: string | null = null
  do {
    const page: { items: FoundAccountView[]; nextCursor: string | null } = await callApi(
      'GET /organisations/{id}/accounts',
      { params: { id }, query: { ...query, limit: 200, ...(cursor === null ? {} : { cursor }) } },
    )
    rows.push(...page.items.filter((row) => isSelected(selection, row.id)))
    cursor = page.nextCursor
  } while (cursor !== null && rows.length < MOST_AT_ONCE)
  return rows
}
