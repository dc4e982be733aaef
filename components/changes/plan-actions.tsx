'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { ListNotices } from '@/components/data/list-notices'
import { problemOfError } from '@/components/data/problem-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterBar } from '@/components/ui/filter-bar'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { DataTable } from '@/components/ui/table/data-table'
import { NOTHING_SELECTED, selectedCount, type Selection } from '@/components/ui/table/selection'
import { SelectionBar } from '@/components/ui/table/selection-bar'
import type {
  ActionChoiceInput,
  ChangeRequestDetail,
  PlanActionView,
  PlanSummary,
} from '@/lib/http/schemas/change-requests'
import { ACTION_COLUMNS, ACTION_STATE_COLUMN } from './action-columns'
import { ACTION_DEFS } from './action-defs'
import { PlanToggles } from './plan-toggles'
import { PlanTree } from './plan-tree'
import { ACTION_FILTERS } from './request-filters'

const ActionPanel = dynamic(() => import('./action-panel').then((module) => module.ActionPanel), { ssr: false })

const keyOf = (row: PlanActionView) => String(row.ordinal)

/** The plan, action by action: counters and risks filter it, the tree folds it, a row opens beside it. */
export function PlanActions({ request, plan }: { request: ChangeRequestDetail; plan: PlanSummary }) {
  const url = useListUrl(ACTION_FILTERS)
  const list = useList('GET /change-requests/{id}/actions', { params: { id: request.id }, query: url.query }, keyOf)
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const canExclude = request.allowed.includes('exclude')
  const isApplied = request.progress !== null

  const choose = useMutation({
    mutationFn: (isExcluded: boolean) => {
      const body = choiceOf(selection, url.query)
      const params = { id: request.id }
      return isExcluded
        ? callApi('POST /change-requests/{id}/actions/exclude', { params, body })
        : callApi('POST /change-requests/{id}/actions/include', { params, body })
    },
    onSuccess: () => setSelection(NOTHING_SELECTED),
    onError: (error) => notify('problem', 'The choice was not taken', problemOfError(error).message),
  })

  const { open, setOpen } = url
  const opened = list.rows.find((row) => keyOf(row) === open)
  const step = (by: 1 | -1) => {
    const next = list.rows[list.rows.findIndex((row) => keyOf(row) === open) + by]
    if (next !== undefined) setOpen(keyOf(next))
  }

  return (
    <div className="flex min-h-0 flex-1">
      <PlanTree id={request.id} values={url.values} isNarrow={opened !== undefined} onFilter={url.setFilter} />
      <div className="relative flex min-w-0 flex-1 flex-col pt-3">
        <PlanToggles plan={plan} values={url.values} onFilter={url.setFilter} />
        <FilterBar
          searchLabel="Search targets"
          q={url.q}
          onSearch={url.setQ}
          defs={ACTION_DEFS}
          values={url.values}
          onFilter={url.setFilter}
          onClear={url.clearFilters}
        >
          <ListNotices list={list} noun="actions" />
        </FilterBar>
        {list.error === null ? (
          <DataTable
            label="Actions of the plan"
            columns={isApplied ? [...ACTION_COLUMNS, ACTION_STATE_COLUMN] : ACTION_COLUMNS}
            rows={list.rows}
            keyOf={keyOf}
            hrefOf={(row) => `?open=${row.ordinal}`}
            onOpen={setOpen}
            openKey={open}
            total={list.total}
            sort={null}
            onSort={() => undefined}
            {...(canExclude ? { selection, onSelect: setSelection } : {})}
            isLoading={list.isLoading}
            isStaleView={list.isStaleView}
            hasMore={list.hasMore}
            onMore={list.loadMore}
            empty={
              plan.total === 0 ? (
                <EmptyState title="Nothing has to be done">
                  {plan.inSync === 0
                    ? 'The configuration selects nothing that can be logged now.'
                    : `All ${plan.inSync.toLocaleString('en-US')} flow logs are as desired already.`}
                </EmptyState>
              ) : (
                <EmptyState
                  title="No action matches these filters"
                  action={<Button onClick={url.clearFilters}>Show the whole plan</Button>}
                />
              )
            }
          />
        ) : (
          <div className="px-4 md:px-6">
            <ProblemPanel problem={problemOfError(list.error)} />
          </div>
        )}
        <SelectionBar selection={selection} total={list.total ?? 0} noun="actions" onSelect={setSelection}>
          <Button isBusy={choose.isPending} onClick={() => choose.mutate(true)}>
            Exclude {selectedCount(selection, list.total ?? 0).toLocaleString('en-US')}
          </Button>
          <Button look="quiet" isBusy={choose.isPending} onClick={() => choose.mutate(false)}>
            Take back in
          </Button>
        </SelectionBar>
      </div>
      {opened === undefined ? null : (
        <ActionPanel action={opened} requestId={request.id} onClose={() => setOpen(null)} onStep={step} />
      )}
    </div>
  )
}

/** Few rows by number; everything that matches by the filters themselves, without the rows taken out again. */
function choiceOf(selection: Selection, query: object): ActionChoiceInput {
  if (selection.mode === 'some') return { ordinals: [...selection.keys].map(Number) }
  const { sort: _sort, ...filter } = query as Record<string, unknown>
  return { filter, except: [...selection.except].map(Number) }
}
