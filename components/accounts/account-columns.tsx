import { ShortId } from '@/components/ui/copy-text'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import { providerWord } from '@/components/words/nouns'
import type { AccountListItem } from '@/lib/http/schemas/accounts'
import { accountHealth } from './account-health'
import { deliveringText } from './delivering-text'

/** The columns of the list of accounts. */
export const ACCOUNT_COLUMNS: readonly Column<AccountListItem>[] = [
  {
    id: 'name',
    header: 'Account',
    track: 'minmax(260px,2fr)',
    minWidth: 260,
    sort: 'name',
    narrow: 'title',
    cell: (row) => <span className="block truncate font-medium">{row.name}</span>,
  },
  {
    id: 'accountId',
    header: 'Id',
    track: '164px',
    minWidth: 164,
    sort: 'accountId',
    narrow: 'fact',
    cell: (row) => <ShortId id={row.accountId} />,
  },
  {
    id: 'provider',
    header: 'Provider',
    track: '120px',
    minWidth: 120,
    narrow: 'none',
    cell: (row) => <span className="text-muted">{providerWord(row.provider)}</span>,
  },
  {
    id: 'health',
    header: 'Health',
    track: 'minmax(180px,1fr)',
    minWidth: 180,
    narrow: 'state',
    cell: (row) => <AccountHealthPill account={row} plain />,
  },
  {
    id: 'regions',
    header: 'Regions',
    track: 'minmax(110px,1fr)',
    minWidth: 110,
    narrow: 'none',
    cell: (row) => (
      <span className="text-muted" data-tip={row.regions.length > 1 ? row.regions.join(', ') : undefined}>
        {row.regions.length === 1 ? row.regions[0] : `${row.regions.length} regions`}
      </span>
    ),
  },
  {
    id: 'delivering',
    header: 'Delivering',
    track: '136px',
    minWidth: 136,
    narrow: 'fact-end',
    cell: (row) => <span className="figures">{deliveringText(row.coverage)}</span>,
  },
  {
    id: 'logs',
    header: 'Flow logs',
    track: '130px',
    minWidth: 130,
    narrow: 'none',
    cell: (row) =>
      row.flowLogs.ours + row.flowLogs.others === 0 ? (
        <span className="text-faint">none</span>
      ) : (
        <span
          className="figures text-muted"
          data-tip={`${row.flowLogs.ours} by Weir, ${row.flowLogs.others} by others`}
        >
          {row.flowLogs.ours.toLocaleString('en-US')} · {row.flowLogs.others.toLocaleString('en-US')} others’
        </span>
      ),
  },
  {
    id: 'looked',
    header: 'Oldest look',
    track: '110px',
    minWidth: 110,
    align: 'end',
    narrow: 'none',
    cell: (row) => <RelativeTime at={row.oldestObservedAt} className="text-muted" />,
  },
]

/** How an account stands, as a pill. */
export function AccountHealthPill({
  account,
  plain = false,
}: {
  account: Parameters<typeof accountHealth>[0]
  plain?: boolean
}) {
  const health = accountHealth(account)
  return (
    <StatePill tone={health.tone} plain={plain} tip={health.note ?? undefined}>
      {health.word}
    </StatePill>
  )
}
