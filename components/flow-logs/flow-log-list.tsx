'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi, read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { NOTHING_SELECTED, type Selection } from '@/components/ui/table/selection'
import { SelectionBar } from '@/components/ui/table/selection-bar'
import { countOf } from '@/components/words/nouns'
import type { FlowLogFacets, FlowLogListItem } from '@/lib/http/schemas/flow-logs'
import { FLOW_LOG_COLUMNS } from './flow-log-columns'
import { FLOW_LOG_FILTERS } from './flow-log-filter-names'
import { SwitchCommands } from './switch-commands'
import { useFlowLogFilterDefs } from './use-flow-log-filter-defs'

const FlowLogPanel = dynamic(() => import('./flow-log-panel').then((module) => module.FlowLogPanel), { ssr: false })

const keyOf = (row: FlowLogListItem) => row.id
const pathOf = (row: FlowLogListItem) => `/flow-logs/${row.id}`

/** Every flow log, ours and others', with its live state. */
export function FlowLogList() {
  const url = useListUrl(FLOW_LOG_FILTERS)
  const list = useList('GET /flow-logs', { query: url.query }, keyOf)
  const { sort: _sort, ...filters } = url.query as Record<string, unknown>
  const facets = useQuery(read('GET /flow-logs/facets', { query: filters }))
  const defs = useFlowLogFilterDefs(facets.data)
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)

  const filterText = JSON.stringify(filters)
  const [seenFilters, setSeenFilters] = useState(filterText)
  if (seenFilters !== filterText) {
    setSeenFilters(filterText)
    setSelection(NOTHING_SELECTED)
  }
  return (
    <ListView
      title="Flow logs"
      sentence={<Sentence facets={facets.data} />}
      actions={
        <LinkButton look="primary" href="/configurations/new">
          Create flow log
        </LinkButton>
      }
      noun="flow logs"
      searchLabel="Search by id or target"
      list={list}
      url={url}
      defs={defs}
      columns={FLOW_LOG_COLUMNS}
      pathOf={pathOf}
      empty={
        <EmptyState
          title="No flow logs yet"
          action={
            <LinkButton look="primary" href="/configurations/new">
              Create flow log
            </LinkButton>
          }
        >
          Every flow log a cloud reports appears here, whoever made it. Ours come from a configuration.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState
          title="No flow log matches these filters"
          action={<Button onClick={url.clearFilters}>Clear the filters</Button>}
        >
          Ended ones are left out unless asked for.
        </EmptyState>
      }
      selection={selection}
      onSelect={setSelection}
      panel={(open, close, step) => <FlowLogPanel id={open} onClose={close} onStep={step} />}
    >
      <SelectionBar selection={selection} total={list.total ?? 0} noun="flow logs" onSelect={setSelection}>
        <SwitchCommands
          idsOf={() => chosenIds(selection, list.rows, filters)}
          onDone={() => setSelection(NOTHING_SELECTED)}
        />
      </SelectionBar>
    </ListView>
  )
}

/** So many flow logs are changed with one command. */
const MOST_AT_ONCE = 1_000

/** Our own among what is selected; "all that match" is looked up. */
async function chosenIds(
  selection: Selection,
  rows: readonly FlowLogListItem[],
  filters: Record<string, unknown>,
): Promise<readonly string[]> {
  if (selection.mode === 'some') {
    return rows.flatMap(({ id, desiredId }) => (selection.keys.has(id) && desiredId !== null ? [desiredId] : []))
  }
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null && ids.length < MOST_AT_ONCE;) {
    const page: { items: FlowLogListItem[]; nextCursor: string | null } = await callApi('GET /flow-logs', {
      query: { ...(filters as Record<string, never>), limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    })
    ids.push(
      ...page.items.flatMap(({ id, desiredId }) => (desiredId === null || selection.except.has(id) ? [] : desiredId)),
    )
    cursor = page.nextCursor
  }
  return ids.slice(0, MOST_AT_ONCE)
}

function Sentence({ facets }: { facets: FlowLogFacets | undefined }) {
  if (facets === undefined) return <>&nbsp;</>
  const of = (name: 'delivery' | 'ownership', value: string) =>
    facets[name].find((one) => one.value === value)?.count ?? 0
  const number = (value: number) => value.toLocaleString('en-US')
  const failing = of('delivery', 'failed')
  return (
    <>
      {number(of('delivery', 'success'))} of {countOf(facets.total, 'flow log', 'flow logs')} deliver
      {failing === 0 ? '' : `, ${number(failing)} fail`}; {number(of('ownership', 'ours'))} are ours
      {facets.attention === 0 ? '' : `, and ${number(facets.attention)} need a look`}.
    </>
  )
}
