import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import { REQUEST_WORD, requestTone } from '@/components/words/states'
import type { ChangeRequestListItem } from '@/lib/http/schemas/change-requests'
import { PlanCounters } from './plan-counters'

/** The columns of the list of change requests. */
export const REQUEST_COLUMNS: readonly Column<ChangeRequestListItem>[] = [
  {
    id: 'title',
    header: 'Request',
    track: 'minmax(280px,2.4fr)',
    minWidth: 280,
    sort: 'number',
    narrow: 'title',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2.5">
        <span className="figures shrink-0 text-muted">CR-{row.number}</span>
        <span className="truncate font-medium">{row.title}</span>
        {row.origin === 'follow-up' ? <Badge>follow-up</Badge> : null}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    track: 'minmax(170px,1fr)',
    minWidth: 170,
    narrow: 'state',
    cell: (row) => (
      <StatePill tone={requestTone(row.state)} plain>
        {REQUEST_WORD[row.state] ?? row.state}
        {row.state === 'applying' && row.progress !== null ? (
          <span className="figures"> {Math.floor((row.progress.done / Math.max(1, row.progress.total)) * 100)} %</span>
        ) : null}
      </StatePill>
    ),
  },
  {
    id: 'plan',
    header: 'Plan',
    track: 'minmax(180px,1fr)',
    minWidth: 180,
    narrow: 'fact',
    cell: (row) => <PlanCounters plan={row.plan} />,
  },
  {
    id: 'failed',
    header: 'Failed',
    track: '84px',
    minWidth: 84,
    narrow: 'none',
    cell: (row) =>
      row.progress === null || row.progress.failed === 0 ? (
        <span className="text-faint">–</span>
      ) : (
        <StatePill tone="bad" plain>
          <span className="figures">{row.progress.failed}</span>
        </StatePill>
      ),
  },
  {
    id: 'author',
    header: 'By',
    track: 'minmax(110px,0.7fr)',
    minWidth: 110,
    narrow: 'none',
    cell: (row) => <span className="text-muted">{row.author.name}</span>,
  },
  {
    id: 'updated',
    header: 'Updated',
    track: '110px',
    minWidth: 110,
    align: 'end',
    sort: 'updatedAt',
    narrow: 'fact-end',
    cell: (row) => <RelativeTime at={row.updatedAt} className="text-muted" />,
  },
]
