'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi, read } from '@/components/data/api'
import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { isSelected, NOTHING_SELECTED, type Selection } from '@/components/ui/table/selection'
import { SelectionBar } from '@/components/ui/table/selection-bar'
import { countOf } from '@/components/words/nouns'
import type { DriftGroups, DriftRow } from '@/lib/http/schemas/drift'
import { DRIFT_COLUMNS } from './drift-columns'
import { DriftCommands } from './drift-commands'
import { driftFilterDefs } from './drift-filter-defs'
import { DRIFT_FILTERS } from './drift-filters'
import { DriftGroupTable } from './drift-groups'
import { IgnoredConfigurations } from './ignored-configurations'

const keyOf = (row: DriftRow) => row.id
const pathOf = (row: DriftRow) => `/flow-logs/${row.id}`

/** So many flow logs are changed with one command. */
const MOST_AT_ONCE = 1_000

/** Drift over the fleet: folded by cause, then one by one, with what can be done about it. */
export function DriftList() {
  const url = useListUrl(DRIFT_FILTERS)
  const list = useList('GET /drift', { query: url.query }, keyOf)
  const groups = useQuery(read('GET /drift/groups', { query: {} }))
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const items = groups.data?.items ?? []

  const filterText = JSON.stringify(url.query)
  const [seenFilters, setSeenFilters] = useState(filterText)
  if (seenFilters !== filterText) {
    setSeenFilters(filterText)
    setSelection(NOTHING_SELECTED)
  }

  const only = (name: string, value: string) => (url.values[name]?.length === 1 ? url.values[name][0] === value : false)
  const isChosen = (group: (typeof items)[number]) =>
    only('cause', group.cause) &&
    only('configuration', group.configuration.id) &&
    (group.fields === '' || only('field', group.fields))
  const choose = (group: (typeof items)[number] | null) => {
    url.setFilter('cause', group === null ? [] : [group.cause])
    url.setFilter('configuration', group === null ? [] : [group.configuration.id])
    url.setFilter('field', group === null || group.fields === '' ? [] : [group.fields])
  }

  const idsOf = async (): Promise<readonly string[]> => {
    if (selection.mode === 'some') return [...selection.keys]
    const ids: string[] = []
    for (let cursor: string | null | undefined; cursor !== null && ids.length < MOST_AT_ONCE;) {
      const page: { items: DriftRow[]; nextCursor: string | null } = await callApi('GET /drift', {
        query: { ...(url.query as Record<string, never>), limit: 200, ...(cursor === undefined ? {} : { cursor }) },
      })
      ids.push(...page.items.map(({ id }) => id).filter((id) => !selection.except.has(id)))
      cursor = page.nextCursor
    }
    return ids.slice(0, MOST_AT_ONCE)
  }
  const chosen = list.rows.filter(({ id }) => isSelected(selection, id))
  const hasFlapping = chosen.some(({ response }) => response === 'flapping')
  const [first] = chosen
  const isOneConfiguration =
    first !== undefined &&
    selection.mode === 'some' &&
    chosen.every((row) => row.configuration.id === first.configuration.id)

  return (
    <ListView
      title="Drift"
      sentence={<Sentence groups={groups.data} />}
      tabs={
        <>
          <IgnoredConfigurations />
          <DriftGroupTable groups={items} isChosen={isChosen} onChoose={choose} />
        </>
      }
      noun="drifted flow logs"
      searchLabel="Search by id or target"
      list={list}
      url={url}
      defs={driftFilterDefs(groups.data)}
      columns={DRIFT_COLUMNS}
      pathOf={pathOf}
      selection={selection}
      onSelect={setSelection}
      empty={
        <EmptyState title="Nothing drifts" action={<LinkButton href="/flow-logs">Go to Flow logs</LinkButton>}>
          Every flow log of ours is as its configuration asks. What somebody changes, deletes or switches off outside
          Weir appears here at the next look.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState
          title="No drift matches these filters"
          action={<Button onClick={url.clearFilters}>Clear the filters</Button>}
        />
      }
    >
      <SelectionBar selection={selection} total={list.total ?? 0} noun="flow logs" onSelect={setSelection}>
        <DriftCommands
          idsOf={idsOf}
          hasFlapping={hasFlapping}
          configuration={isOneConfiguration ? first.configuration : null}
          onDone={() => setSelection(NOTHING_SELECTED)}
        />
      </SelectionBar>
    </ListView>
  )
}

function Sentence({ groups }: { groups: DriftGroups | undefined }) {
  if (groups === undefined) return <>&nbsp;</>
  const { total, ignored, flapping, ended, oldestSince } = groups
  const parts = [
    ignored === 0 ? '' : `${ignored.toLocaleString('en-US')} ${ignored === 1 ? 'is' : 'are'} ignored`,
    flapping === 0 ? '' : `for ${flapping.toLocaleString('en-US')} healing has stopped`,
    ended === 0 ? '' : `${ended.toLocaleString('en-US')} ended with ${ended === 1 ? 'its' : 'their'} target this week`,
  ].filter((part) => part !== '')
  return (
    <>
      {total === 0
        ? 'Nothing asks for you'
        : `${countOf(total, 'flow log differs', 'flow logs differ')} from what was approved`}
      {oldestSince === null || total === 0 ? null : (
        <>
          , the first since <RelativeTime at={oldestSince} />
        </>
      )}
      {parts.length === 0 ? '' : `; ${parts.join(', ')}`}.
    </>
  )
}
