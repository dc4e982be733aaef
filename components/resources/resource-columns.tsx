import { ShortId } from '@/components/ui/copy-text'
import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import { staleWord, typeWord } from '@/components/words/nouns'
import { RUNG_WORD, rungTone } from '@/components/words/states'
import type { ResourceListItem } from '@/lib/http/schemas/resources'

/** The columns of the resource list. */
export const RESOURCE_COLUMNS: readonly Column<ResourceListItem>[] = [
  {
    id: 'name',
    header: 'Resource',
    track: 'minmax(280px,2.4fr)',
    minWidth: 280,
    sort: 'externalId',
    narrow: 'title',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="min-w-0 truncate font-medium">{row.name ?? row.externalId}</span>
        {row.name === null ? null : (
          <span className="shrink-0">
            <ShortId id={row.externalId} max={16} />
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    track: 'minmax(130px,1fr)',
    minWidth: 130,
    sort: 'type',
    narrow: 'none',
    cell: (row) => (
      <span className="text-muted">
        {typeWord(row.type)}
        {row.attachmentKind === null ? '' : ` · ${row.attachmentKind}`}
      </span>
    ),
  },
  {
    id: 'coverage',
    header: 'Coverage',
    track: 'minmax(160px,1fr)',
    minWidth: 160,
    sort: 'rung',
    narrow: 'state',
    cell: (row) => <CoveragePill row={row} />,
  },
  {
    id: 'logs',
    header: 'Flow logs',
    track: '96px',
    minWidth: 96,
    narrow: 'none',
    cell: (row) => {
      const { ours, others } = row.flowLogs
      if (ours + others === 0) return <span className="text-faint">none</span>
      return (
        <span className="figures text-muted" data-tip={`${ours} by Weir, ${others} by others`}>
          {ours + others}
          {others === 0 ? '' : ours === 0 ? ' others’' : ` · ${others} others’`}
        </span>
      )
    },
  },
  {
    id: 'account',
    header: 'Account',
    track: 'minmax(140px,1.1fr)',
    minWidth: 140,
    sort: 'account',
    narrow: 'fact',
    cell: (row) => <span data-tip={row.scope.accountId}>{row.scope.accountName}</span>,
  },
  {
    id: 'region',
    header: 'Region',
    track: '130px',
    minWidth: 130,
    sort: 'region',
    narrow: 'fact-end',
    cell: (row) => <span className="text-muted">{row.scope.region}</span>,
  },
  {
    id: 'looked',
    header: 'Looked at',
    track: '104px',
    minWidth: 104,
    align: 'end',
    narrow: 'none',
    cell: (row) =>
      row.freshness.isStale ? (
        <StatePill tone="warning" plain tip={`Stale: ${staleWord(row.freshness.staleBecause)}`}>
          <RelativeTime at={row.freshness.observedAt} />
        </StatePill>
      ) : (
        <RelativeTime at={row.freshness.observedAt} className="text-muted" />
      ),
  },
]

/** Where a resource stands on the ladder; failing delivery and drift speak first. */
export function CoveragePill({ row }: { row: Pick<ResourceListItem, 'coverage' | 'hasDrift'> }) {
  const { rung, isDeliveryFailing } = row.coverage
  if (isDeliveryFailing && rung !== 'delivering') {
    return (
      <StatePill tone="bad" plain>
        Delivery failing
      </StatePill>
    )
  }
  return (
    <span className="inline-flex items-center gap-2">
      <StatePill tone={rungTone(rung) ?? 'off'} plain>
        {RUNG_WORD[rung] ?? rung}
      </StatePill>
      {row.hasDrift ? <Badge>drifted</Badge> : null}
    </span>
  )
}
