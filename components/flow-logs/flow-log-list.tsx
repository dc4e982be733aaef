'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { countOf } from '@/components/words/nouns'
import type { FlowLogFacets, FlowLogListItem } from '@/lib/http/schemas/flow-logs'
import { FLOW_LOG_COLUMNS } from './flow-log-columns'
import { FLOW_LOG_FILTERS } from './flow-log-filter-names'
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
      panel={(open, close, step) => <FlowLogPanel id={open} onClose={close} onStep={step} />}
    />
  )
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
