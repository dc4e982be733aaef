import Link from 'next/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import { typeWord } from '@/components/words/nouns'
import { specFieldWord } from '@/components/words/spec-field-words'
import type { DriftRow } from '@/lib/http/schemas/drift'
import { CAUSE_WORD, RESPONSE_WORD } from './drift-words'

/** The columns of the list of drift. */
export const DRIFT_COLUMNS: readonly Column<DriftRow>[] = [
  {
    id: 'target',
    header: 'Logs',
    track: 'minmax(220px,1.6fr)',
    minWidth: 220,
    sort: 'target',
    narrow: 'title',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium">{row.target.name ?? row.target.externalId}</span>
        <span className="shrink-0 text-label text-muted max-md:hidden">{typeWord(row.target.type)}</span>
      </span>
    ),
  },
  {
    id: 'response',
    header: 'What Weir does',
    track: 'minmax(160px,1fr)',
    minWidth: 160,
    narrow: 'state',
    cell: (row) => (
      <StatePill tone={RESPONSE_WORD[row.response].tone} plain tip={responseTip(row)}>
        {RESPONSE_WORD[row.response].word}
      </StatePill>
    ),
  },
  {
    id: 'changes',
    header: 'What differs',
    track: 'minmax(260px,2.4fr)',
    minWidth: 260,
    narrow: 'fact',
    cell: (row) => <Differences row={row} />,
  },
  {
    id: 'configuration',
    header: 'Configuration',
    track: 'minmax(140px,1fr)',
    minWidth: 140,
    narrow: 'none',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate text-muted">{row.configuration.name}</span>
        {row.request === null ? null : (
          <Link href={`/changes/${row.request.id}`} className="figures shrink-0 text-accent hover:underline">
            CR-{row.request.number}
          </Link>
        )}
      </span>
    ),
  },
  {
    id: 'where',
    header: 'Where',
    track: 'minmax(150px,1fr)',
    minWidth: 150,
    narrow: 'none',
    cell: (row) => (
      <span className="block truncate text-muted" data-tip={`${row.scope.accountId} · ${row.scope.region}`}>
        {row.scope.accountName} · {row.scope.region}
      </span>
    ),
  },
  {
    id: 'since',
    header: 'Since',
    track: '104px',
    minWidth: 104,
    align: 'end',
    sort: 'since',
    narrow: 'fact-end',
    cell: (row) => <RelativeTime at={row.since} className="text-muted" />,
  },
]

function responseTip({ response, ignore, flapping }: DriftRow): string {
  if (flapping !== null && response === 'flapping') return `${flapping.message} ${flapping.remedy}`
  if (ignore !== null) return `Until ${ignore.until.slice(0, 10)}, ${ignore.owner}: ${ignore.reason}`
  return RESPONSE_WORD[response].sentence
}

/** The first difference whole, and how many more: what the cloud has, struck by what is wanted. */
function Differences({ row }: { row: DriftRow }) {
  const [first, ...more] = row.changes
  if (first === undefined) return <span className="text-muted">{CAUSE_WORD[row.cause]}</span>
  return (
    <span className="flex min-w-0 items-baseline gap-1.5" data-tip={row.changes.map(inWords).join('\n')}>
      <span className="shrink-0 text-muted">{specFieldWord(first.field)}</span>
      <code className="min-w-0 truncate text-mono">
        {first.before ?? 'not set'} <span className="text-faint">→</span> {first.after ?? 'not set'}
      </code>
      {more.length === 0 ? null : <span className="shrink-0 text-label text-muted">+{more.length}</span>}
    </span>
  )
}

const inWords = ({ field, before, after }: DriftRow['changes'][number]) =>
  `${specFieldWord(field)}: ${before ?? 'not set'} → ${after ?? 'not set'}`
