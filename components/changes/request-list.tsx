'use client'

import { useQuery } from '@tanstack/react-query'
import { read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { FilterDef } from '@/components/ui/filter-bar'
import { Tabs } from '@/components/ui/tabs'
import { countOf } from '@/components/words/nouns'
import { REQUEST_WORD } from '@/components/words/states'
import type { ChangeRequestListItem } from '@/lib/http/schemas/change-requests'
import { REQUEST_COLUMNS } from './request-columns'
import { REQUEST_FILTERS, REQUEST_TABS, tabOfStates, type RequestTab } from './request-filters'

const keyOf = (row: ChangeRequestListItem) => row.id
const pathOf = (row: ChangeRequestListItem) => `/changes/${row.id}`

const DEFS: readonly FilterDef[] = [
  {
    name: 'state',
    label: 'State',
    options: Object.entries(REQUEST_WORD).map(([value, label]) => ({ value, label: label.replace('…', '') })),
  },
  {
    name: 'origin',
    label: 'Origin',
    options: [
      { value: 'person', label: 'A person' },
      { value: 'follow-up', label: 'Follow-up by Weir' },
    ],
  },
  {
    name: 'open',
    label: 'Open',
    options: [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ],
  },
]

/** Every proposed change, its plan and how it went. */
export function RequestList() {
  const url = useListUrl(REQUEST_FILTERS)
  const list = useList('GET /change-requests', { query: url.query }, keyOf)
  const overview = useQuery(read('GET /overview', {}))
  const tab = tabOfStates(url.values['state'] ?? [])
  const waiting = overview.data?.attention.find((item) => item.kind === 'awaiting-approval')?.count
  return (
    <ListView
      title="Changes"
      sentence={
        overview.data === undefined
          ? ' '
          : overview.data.counts.openChangeRequests === 0
            ? 'Nothing waits for a decision and nothing is being applied.'
            : `${countOf(overview.data.counts.openChangeRequests, 'request is', 'requests are')} open${
                waiting === undefined || waiting === 0
                  ? ''
                  : `; ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a decision`
              }.`
      }
      noun="requests"
      searchLabel="Search by title or number"
      list={list}
      url={url}
      defs={DEFS}
      columns={REQUEST_COLUMNS}
      pathOf={pathOf}
      tabs={
        <div className="px-4 pb-3 md:px-6">
          <Tabs<RequestTab>
            label="Requests"
            value={tab ?? 'all'}
            onChange={(next) => url.setFilter('state', next === 'all' ? [] : REQUEST_TABS[next])}
            tabs={[
              { value: 'all', label: 'All' },
              { value: 'waiting', label: 'Waiting' },
              { value: 'applying', label: 'Applying' },
              { value: 'ended', label: 'Ended' },
            ]}
          />
        </div>
      }
      empty={
        <EmptyState
          title="Nothing was proposed yet"
          action={
            <LinkButton look="primary" href="/configurations/new">
              Create flow log
            </LinkButton>
          }
        >
          Every change of a cloud begins here, as a plan that a person reads and approves.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState title="No request here" action={<Button onClick={url.clearFilters}>Show all</Button>}>
          Requests never disappear; they end.
        </EmptyState>
      }
    />
  )
}
