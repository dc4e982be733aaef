'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { NOTHING_SELECTED, type Selection } from '@/components/ui/table/selection'
import { SelectionBar } from '@/components/ui/table/selection-bar'
import type { ResourceListItem } from '@/lib/http/schemas/resources'
import { RESOURCE_COLUMNS } from './resource-columns'
import { RESOURCE_FILTERS } from './resource-filters'
import { ResourceSentence } from './resource-sentence'
import { useCreateForSelection } from './use-create-for-selection'
import { useResourceFilterDefs } from './use-resource-filter-defs'

const ResourcePanel = dynamic(() => import('./resource-panel').then((module) => module.ResourcePanel), { ssr: false })

const keyOf = (row: ResourceListItem) => row.id
const pathOf = (row: ResourceListItem) => `/resources/${row.id}`

/** Every resource Weir knows: filter, select many, create a flow log for them. */
export function ResourceList() {
  const url = useListUrl(RESOURCE_FILTERS)
  const list = useList('GET /resources', { query: url.query }, keyOf)
  const { sort: _sort, ...filters } = url.query as Record<string, unknown>
  const facets = useQuery(read('GET /resources/facets', { query: filters }))
  const defs = useResourceFilterDefs(facets.data)
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const createFor = useCreateForSelection(url.query)

  // What was selected under other filters would not be what the bar says.
  const filterText = JSON.stringify(filters)
  const [seenFilters, setSeenFilters] = useState(filterText)
  if (seenFilters !== filterText) {
    setSeenFilters(filterText)
    setSelection(NOTHING_SELECTED)
  }

  return (
    <ListView
      title="Resources"
      sentence={<ResourceSentence facets={facets.data} rungs={url.values['rung'] ?? []} />}
      actions={
        <Button look="primary" onClick={() => createFor(selection)}>
          Create flow log
        </Button>
      }
      noun="resources"
      searchLabel="Search by name or id"
      list={list}
      url={url}
      defs={defs}
      columns={RESOURCE_COLUMNS}
      pathOf={pathOf}
      selection={selection}
      onSelect={setSelection}
      empty={
        <EmptyState
          title="No resources yet"
          action={
            <LinkButton look="primary" href="/accounts">
              Go to Accounts
            </LinkButton>
          }
        >
          VPCs, subnets, interfaces, gateways and transit routers appear here minutes after an account was added.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState
          title="No resource matches these filters"
          action={<Button onClick={url.clearFilters}>Clear the filters</Button>}
        >
          Resources that vanished are left out.
        </EmptyState>
      }
      panel={(open, close, step) => <ResourcePanel id={open} onClose={close} onStep={step} />}
    >
      <SelectionBar selection={selection} total={list.total ?? 0} noun="resources" onSelect={setSelection}>
        <Button look="primary" onClick={() => createFor(selection)}>
          Create flow log
        </Button>
      </SelectionBar>
    </ListView>
  )
}
