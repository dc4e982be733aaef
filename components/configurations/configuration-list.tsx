'use client'

import { ListView } from '@/components/data/list-view'
import { useList } from '@/components/data/use-list'
import { useListUrl } from '@/components/data/use-list-url'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { FilterDef } from '@/components/ui/filter-bar'
import { countOf } from '@/components/words/nouns'
import type { ConfigurationListItem } from '@/lib/http/schemas/configurations'
import { CONFIGURATION_COLUMNS } from './configuration-columns'
import { CONFIGURATION_FILTERS } from './configuration-filters'

const keyOf = (row: ConfigurationListItem) => row.id
const pathOf = (row: ConfigurationListItem) => `/configurations/${row.id}`

const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]
const DEFS: readonly FilterDef[] = [
  {
    name: 'provider',
    label: 'Provider',
    options: [
      { value: 'aws-ec2', label: 'AWS' },
      { value: 'alibaba-cen', label: 'Alibaba Cloud' },
    ],
  },
  {
    name: 'family',
    label: 'Kind',
    options: [
      { value: 'aws-vpc', label: 'VPC' },
      { value: 'aws-transit-gateway', label: 'Transit gateway' },
      { value: 'cen', label: 'CEN' },
    ],
  },
  { name: 'paused', label: 'Paused', options: YES_NO, isSingle: true },
  { name: 'deleted', label: 'Deleted', options: YES_NO, isSingle: true },
]

/** What people declared, and how far the clouds are with it. */
export function ConfigurationList() {
  const url = useListUrl(CONFIGURATION_FILTERS)
  const list = useList('GET /configurations', { query: url.query }, keyOf)
  return (
    <ListView
      title="Configurations"
      sentence={<Sentence rows={list.rows} total={list.total} />}
      actions={
        <LinkButton look="primary" href="/configurations/new">
          Create flow log
        </LinkButton>
      }
      noun="configurations"
      searchLabel="Search by name"
      list={list}
      url={url}
      defs={DEFS}
      columns={CONFIGURATION_COLUMNS}
      pathOf={pathOf}
      empty={
        <EmptyState
          title="Nothing is declared yet"
          action={
            <LinkButton look="primary" href="/configurations/new">
              Create flow log
            </LinkButton>
          }
        >
          A configuration says which networks must be logged and where to. Weir then makes every account match, and
          keeps it so.
        </EmptyState>
      }
      emptyFiltered={
        <EmptyState
          title="No configuration matches these filters"
          action={<Button onClick={url.clearFilters}>Clear the filters</Button>}
        />
      }
    />
  )
}

function Sentence({ rows, total }: { rows: readonly ConfigurationListItem[]; total: number | null }) {
  if (total === null) return <>&nbsp;</>
  // Sums over what is loaded would be a lie on a longer list.
  if (rows.length < total) return <>{countOf(total, 'configuration', 'configurations')}.</>
  const sum = (read: (row: ConfigurationListItem) => number) => rows.reduce((all, row) => all + read(row), 0)
  const delivering = sum((row) => row.flowLogs.delivering)
  const all = sum((row) => row.flowLogs.total)
  const attention = sum((row) => row.flowLogs.attention)
  return (
    <>
      {countOf(total, 'configuration asks', 'configurations ask')} for {countOf(all, 'flow log', 'flow logs')};{' '}
      {delivering.toLocaleString('en-US')} deliver
      {attention === 0 ? '' : `, ${attention.toLocaleString('en-US')} need a look`}.
    </>
  )
}
