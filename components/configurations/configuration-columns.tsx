import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import { providerWord } from '@/components/words/nouns'
import type { ConfigurationListItem } from '@/lib/http/schemas/configurations'
import { PhaseBar } from './phase-bar'

/** The columns of the list of Configurations. */
export const CONFIGURATION_COLUMNS: readonly Column<ConfigurationListItem>[] = [
  {
    id: 'name',
    header: 'Configuration',
    track: 'minmax(240px,1.6fr)',
    minWidth: 240,
    sort: 'name',
    narrow: 'title',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium">{row.name}</span>
        {row.isPaused ? <Badge>paused</Badge> : null}
        {row.isObserveOnly ? <Badge>observe only</Badge> : null}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    track: 'minmax(150px,0.9fr)',
    minWidth: 150,
    narrow: 'state',
    cell: (row) => <ConfigurationState row={row} />,
  },
  {
    id: 'selects',
    header: 'Selects',
    track: 'minmax(220px,1.6fr)',
    minWidth: 220,
    narrow: 'fact',
    cell: (row) => (
      <span className="text-muted" data-tip={row.selects.length > 40 ? row.selects : undefined}>
        {row.selects}
      </span>
    ),
  },
  {
    id: 'phases',
    header: 'Flow logs',
    track: 'minmax(150px,1fr)',
    minWidth: 150,
    narrow: 'none',
    cell: (row) => <PhaseBar flowLogs={row.flowLogs} configurationId={row.id} />,
  },
  {
    id: 'destination',
    header: 'Destination',
    track: 'minmax(180px,1.2fr)',
    minWidth: 180,
    narrow: 'none',
    cell: (row) => (
      <span className="text-muted" data-tip={row.destination}>
        {providerWord(row.provider)} · {shortenMiddle(row.destination, 28)}
      </span>
    ),
  },
  {
    id: 'changes',
    header: 'Open change',
    track: '104px',
    minWidth: 104,
    narrow: 'none',
    cell: (row) => {
      const [first] = row.openChangeRequests
      if (first === undefined) return <span className="text-faint">–</span>
      return (
        <Link href={`/changes/${first.id}`} className="figures text-accent hover:underline">
          CR-{first.number}
        </Link>
      )
    },
  },
  {
    id: 'updated',
    header: 'Updated',
    track: '104px',
    minWidth: 104,
    align: 'end',
    sort: 'updatedAt',
    narrow: 'fact-end',
    cell: (row) => <RelativeTime at={row.updatedAt} className="text-muted" />,
  },
]

/** The one thing to know of a Configuration. Pausing hides nothing that fails. */
export function ConfigurationState({ row }: { row: ConfigurationListItem }) {
  const { flowLogs } = row
  if (row.deletedAt !== null) {
    return (
      <StatePill tone="off" plain>
        Deleted
      </StatePill>
    )
  }
  if (flowLogs.deliveryFailing > 0) {
    return (
      <StatePill tone="bad" plain>
        {flowLogs.deliveryFailing} failing
      </StatePill>
    )
  }
  if (flowLogs.attention > 0) {
    return (
      <StatePill tone="warning" plain>
        {flowLogs.attention} need a look
      </StatePill>
    )
  }
  if (row.isPaused) {
    return (
      <StatePill tone="off" plain>
        Paused
      </StatePill>
    )
  }
  if (flowLogs.total === 0) {
    return (
      <StatePill tone="empty" plain>
        Nothing selected
      </StatePill>
    )
  }
  if (flowLogs.delivering === flowLogs.total) {
    return (
      <StatePill tone="good" plain>
        All deliver
      </StatePill>
    )
  }
  return (
    <StatePill tone="partial" plain>
      {flowLogs.delivering} of {flowLogs.total} deliver
    </StatePill>
  )
}
