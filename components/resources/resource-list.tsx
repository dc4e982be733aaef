'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import { PageHead } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterBar } from '@/components/ui/filter-bar'
import { ListNotices } from '@/components/data/list-notices'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { DataTable } from '@/components/ui/table/data-table'
import { NOTHING_SELECTED, type Selection } from '@/components/ui/table/selection'
import { SelectionBar } from '@/components/ui/table/selection-bar'
import type { ResourceListItem } from '@/lib/http/schemas/resources'
import { RESOURCE_COLUMNS } from './resource-columns'
import { RESOURCE_FILTERS } from './resource-filters'
import { ResourceSentence } from './resource-sentence'
import { selectionHref } from './selection-href'
import { useResourceFilterDefs } from './use-resource-filter-defs'

const ResourcePanel = dynamic(() => import('./resource-panel').then((module) => module.ResourcePanel), { ssr: false })

const keyOf = (row: ResourceListItem) => row.id

/** Every resource Weir knows: filter, select many, create a flow log for them. */
export function ResourceList() {
  const router = useRouter()
  const url = useListUrl(RESOURCE_FILTERS)
  const list = useList('GET /resources', { query: url.query }, keyOf)
  const { q: _q, sort: _sort, ...filterOnly } = url.query as Record<string, unknown>
  const facets = useQuery(
    read('GET /resources/facets', { query: { ...filterOnly, ...(url.q === '' ? {} : { q: url.q }) } }),
  )
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const defs = useResourceFilterDefs(facets.data)

  // What was selected under other filters would not be what the bar says.
  const queryText = JSON.stringify(url.query)
  const [seenQuery, setSeenQuery] = useState(queryText)
  if (seenQuery !== queryText) {
    setSeenQuery(queryText)
    if (selection !== NOTHING_SELECTED) setSelection(NOTHING_SELECTED)
  }

  const { rows } = list
  const { open, setOpen } = url
  const step = useCallback(
    (by: 1 | -1) => {
      const next = rows[rows.findIndex((row) => row.id === open) + by]
      if (next !== undefined) setOpen(next.id)
    },
    [rows, open, setOpen],
  )

  return (
    <div className="flex min-h-0 flex-1">
      <div className="relative flex min-w-0 flex-1 flex-col">
        <PageHead
          title="Resources"
          sentence={<ResourceSentence facets={facets.data} />}
          actions={
            <Button look="primary" onClick={() => router.push(selectionHref(url.query, selection))}>
              Create flow log
            </Button>
          }
        />
        <FilterBar
          searchLabel="Search by name or id"
          q={url.q}
          onSearch={url.setQ}
          defs={defs}
          values={url.values}
          onFilter={url.setFilter}
          onClear={url.clearFilters}
        >
          <ListNotices list={list} noun="resources" />
        </FilterBar>
        {list.error === null ? (
          <DataTable
            label="Resources"
            columns={RESOURCE_COLUMNS}
            rows={rows}
            keyOf={keyOf}
            hrefOf={(row) => `/resources/${row.id}`}
            onOpen={setOpen}
            openKey={open}
            total={list.total}
            sort={url.sort}
            onSort={url.setSort}
            selection={selection}
            onSelect={setSelection}
            gone={list.gone}
            isLoading={list.isLoading}
            isStaleView={list.isStaleView}
            hasMore={list.hasMore}
            onMore={list.loadMore}
            empty={<NoResources isFiltered={Object.keys(url.query).length > 0} onClear={url.clearFilters} />}
          />
        ) : (
          <div className="px-4 md:px-6">
            <ProblemPanel
              problem={problemOfError(list.error)}
              action={<Button onClick={list.retry}>Try again</Button>}
            />
          </div>
        )}
        <SelectionBar selection={selection} total={list.total ?? 0} noun="resources" onSelect={setSelection}>
          <Button look="primary" onClick={() => router.push(selectionHref(url.query, selection))}>
            Create flow log
          </Button>
        </SelectionBar>
      </div>
      {open === null ? null : <ResourcePanel key="panel" id={open} onClose={() => setOpen(null)} onStep={step} />}
    </div>
  )
}

function NoResources({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const router = useRouter()
  if (isFiltered) {
    return (
      <EmptyState
        title="No resource matches these filters"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Resources that vanished are left out, and so is what Weir could not look at.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No resources yet"
      action={
        <Button look="primary" onClick={() => router.push('/accounts')}>
          Go to Accounts
        </Button>
      }
    >
      VPCs, subnets, interfaces, gateways and transit routers appear here minutes after an account was added.
    </EmptyState>
  )
}
