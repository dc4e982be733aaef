'use client'

import { useCallback, type ReactNode } from 'react'
import { PageHead } from '@/components/console/page-frame'
import { Button } from '@/components/ui/button'
import { FilterBar, type FilterDef } from '@/components/ui/filter-bar'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { Column } from '@/components/ui/table/columns'
import { DataTable } from '@/components/ui/table/data-table'
import type { Selection } from '@/components/ui/table/selection'
import { ListNotices } from './list-notices'
import { problemOfError } from './problem-view'
import type { useListUrl } from './use-list-url'

/** What `useList` gives. */
export interface ListState<Row> {
  readonly rows: readonly Row[]
  readonly gone: ReadonlySet<string>
  readonly newCount: number
  readonly showNew: () => void
  readonly total: number | null
  readonly isLoading: boolean
  readonly isStaleView: boolean
  readonly error: Error | null
  readonly renewError: Error | null
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly retry: () => void
}

/** A whole list page: head, filters, table, and what is opened beside it. */
export function ListView<Row extends { readonly id: string }>({
  title,
  sentence,
  actions,
  tabs,
  noun,
  searchLabel,
  list,
  url,
  defs,
  columns,
  pathOf,
  empty,
  emptyFiltered,
  selection,
  onSelect,
  panel,
  children,
}: {
  title: string
  sentence: ReactNode
  actions?: ReactNode
  tabs?: ReactNode
  /** Plural. */
  noun: string
  searchLabel: string
  list: ListState<Row>
  url: ReturnType<typeof useListUrl>
  defs: readonly FilterDef[]
  columns: readonly Column<Row>[]
  pathOf: (row: Row) => string
  /** Nothing exists at all. */
  empty: ReactNode
  /** Something exists, but not under these filters. */
  emptyFiltered: ReactNode
  selection?: Selection
  onSelect?: (selection: Selection) => void
  /** Drawn beside the list for the open row. */
  panel?: (open: string, close: () => void, step: (by: 1 | -1) => void) => ReactNode
  children?: ReactNode
}) {
  const { open, setOpen } = url
  const { rows } = list
  const step = useCallback(
    (by: 1 | -1) => {
      const next = rows[rows.findIndex((row) => row.id === open) + by]
      if (next !== undefined) setOpen(next.id)
    },
    [rows, open, setOpen],
  )
  const close = useCallback(() => setOpen(null), [setOpen])
  const isFiltered = Object.keys(url.query).some((name) => name !== 'sort')

  return (
    <div className="flex min-h-0 flex-1">
      <div className="relative flex min-w-0 flex-1 flex-col">
        <PageHead title={title} sentence={sentence} actions={actions} />
        {tabs}
        <FilterBar
          searchLabel={searchLabel}
          q={url.q}
          onSearch={url.setQ}
          defs={defs}
          values={url.values}
          onFilter={url.setFilter}
          onClear={url.clearFilters}
        >
          <ListNotices list={list} noun={noun} />
        </FilterBar>
        {list.error === null ? (
          <DataTable
            label={title}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            hrefOf={pathOf}
            {...(panel === undefined ? {} : { onOpen: setOpen, openKey: open })}
            total={list.total}
            sort={url.sort}
            onSort={url.setSort}
            {...(selection === undefined || onSelect === undefined ? {} : { selection, onSelect })}
            gone={list.gone}
            isLoading={list.isLoading}
            isStaleView={list.isStaleView}
            hasMore={list.hasMore}
            onMore={list.loadMore}
            empty={isFiltered ? emptyFiltered : empty}
          />
        ) : (
          <div className="px-4 md:px-6">
            <ProblemPanel
              problem={problemOfError(list.error)}
              action={<Button onClick={list.retry}>Try again</Button>}
            />
          </div>
        )}
        {children}
      </div>
      {open === null || panel === undefined ? null : panel(open, close, step)}
    </div>
  )
}

const keyOf = (row: { readonly id: string }) => row.id
