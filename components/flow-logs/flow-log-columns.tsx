import { Badge } from '@/components/ui/badge'
import { ShortId } from '@/components/ui/copy-text'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Column } from '@/components/ui/table/columns'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { ownershipWord, typeWord } from '@/components/words/nouns'
import type { FlowLogListItem } from '@/lib/http/schemas/flow-logs'
import { FlowLogStatePill } from './flow-log-state'

/** The columns of the list of flow logs. */
export const FLOW_LOG_COLUMNS: readonly Column<FlowLogListItem>[] = [
  {
    id: 'target',
    header: 'Logs',
    track: 'minmax(240px,2fr)',
    minWidth: 240,
    sort: 'target',
    narrow: 'title',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium">{row.target.name ?? row.target.externalId}</span>
        <span className="shrink-0 text-label text-muted max-md:hidden">
          {row.target.type === null ? '' : typeWord(row.target.type)}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    track: 'minmax(150px,1fr)',
    minWidth: 150,
    narrow: 'state',
    cell: (row) => <FlowLogStatePill log={row} plain />,
  },
  {
    id: 'id',
    header: 'Flow log',
    track: '170px',
    minWidth: 170,
    sort: 'externalId',
    narrow: 'none',
    cell: (row) =>
      row.externalId === null ? (
        <span className="text-faint">no id yet</span>
      ) : (
        <ShortId id={row.externalId} max={18} />
      ),
  },
  {
    id: 'destination',
    header: 'Destination',
    track: 'minmax(170px,1.4fr)',
    minWidth: 170,
    sort: 'destination',
    narrow: 'none',
    cell: (row) => (
      <span className="text-muted" data-tip={row.destination ?? undefined}>
        {row.destination === null ? '–' : shortenMiddle(row.destination, 34)}
        {row.trafficType === null || row.trafficType === 'ALL' ? '' : ` · ${row.trafficType} only`}
      </span>
    ),
  },
  {
    id: 'whose',
    header: 'Belongs to',
    track: 'minmax(130px,1fr)',
    minWidth: 130,
    narrow: 'fact',
    cell: (row) =>
      row.configuration === null ? (
        <Badge>{ownershipWord(row.ownership, row.manager)}</Badge>
      ) : (
        <span data-tip={`Weir, by the configuration ${row.configuration.name}`}>{row.configuration.name}</span>
      ),
  },
  {
    id: 'account',
    header: 'Account',
    track: 'minmax(130px,1fr)',
    minWidth: 130,
    narrow: 'fact-end',
    cell: (row) => (
      <span className="block truncate text-muted max-md:max-w-40" data-tip={row.scope.accountId}>
        {row.scope.accountName}
      </span>
    ),
  },
  {
    id: 'region',
    header: 'Region',
    track: '116px',
    minWidth: 116,
    narrow: 'none',
    cell: (row) => <span className="text-muted">{row.scope.region}</span>,
  },
  {
    id: 'since',
    header: 'Since',
    track: '104px',
    minWidth: 104,
    align: 'end',
    sort: 'phaseSince',
    narrow: 'none',
    cell: (row) => <RelativeTime at={row.phaseSince ?? row.firstSeenAt} className="text-muted" />,
  },
]
