import { ShortId } from '@/components/ui/copy-text'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import type { FoundAccountView } from '@/lib/http/schemas/organisations'
import { STANDING_WORDS } from './standing-words'

/** The columns of the accounts that an organisation listed. */
export const FOUND_COLUMNS: readonly Column<FoundAccountView>[] = [
  {
    id: 'name',
    header: 'Account',
    track: 'minmax(220px,2fr)',
    minWidth: 220,
    sort: 'name',
    narrow: 'title',
    cell: (row) => <span className="block truncate font-medium">{row.name}</span>,
  },
  {
    id: 'accountId',
    header: 'Id',
    track: '176px',
    minWidth: 176,
    sort: 'accountId',
    narrow: 'fact',
    cell: (row) => <ShortId id={row.accountId} />,
  },
  {
    id: 'path',
    header: 'Folder',
    track: 'minmax(160px,1fr)',
    minWidth: 160,
    narrow: 'none',
    cell: (row) => (
      <span className="block truncate text-muted" data-tip={row.path === '' ? undefined : row.path}>
        {row.path === '' ? 'at the root' : row.path}
      </span>
    ),
  },
  {
    id: 'standing',
    header: 'In Weir',
    track: 'minmax(160px,1fr)',
    minWidth: 160,
    narrow: 'state',
    cell: (row) => {
      const { word, tone, note } = STANDING_WORDS[row.standing]
      return (
        <StatePill tone={tone} plain tip={`${note} The cloud says ${row.rawState}.`}>
          {word}
        </StatePill>
      )
    },
  },
  {
    id: 'firstSeen',
    header: 'First seen',
    track: '120px',
    minWidth: 120,
    align: 'end',
    sort: 'firstSeenAt',
    narrow: 'none',
    cell: (row) => <RelativeTime at={row.firstSeenAt} className="text-muted" />,
  },
]
