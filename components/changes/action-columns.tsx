import { ShortId } from '@/components/ui/copy-text'
import { StateShape } from '@/components/ui/state-shape'
import { StatePill } from '@/components/ui/state-pill'
import type { Column } from '@/components/ui/table/columns'
import { formatDuration } from '@/components/ui/relative-age'
import { isGraveRisk, kindWord, riskWord, typeWord } from '@/components/words/nouns'
import { specFieldWord } from '@/components/words/spec-field-words'
import { ACTION_WORD, actionTone } from '@/components/words/states'
import type { PlanActionView } from '@/lib/http/schemas/change-requests'

/** The columns of a plan. */
export const ACTION_COLUMNS: readonly Column<PlanActionView>[] = [
  {
    id: 'target',
    header: 'Action',
    track: 'minmax(280px,2fr)',
    minWidth: 280,
    narrow: 'title',
    cell: (row) => (
      <span
        className={`flex min-w-0 items-baseline gap-2 ${row.state === 'excluded' ? 'line-through opacity-60' : ''}`}
      >
        <span
          role="img"
          aria-label={kindWord(row.kind).word}
          data-tip={kindWord(row.kind).word}
          className="w-3 shrink-0 text-center font-mono text-mono font-medium"
        >
          {kindWord(row.kind).sign}
        </span>
        <span className="truncate font-medium">{row.target.name ?? row.target.externalId}</span>
        {row.target.name === null ? null : (
          <span className="shrink-0">
            <ShortId id={row.target.externalId} max={16} />
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'changes',
    header: 'What changes',
    track: 'minmax(180px,1.4fr)',
    minWidth: 180,
    narrow: 'none',
    cell: (row) => <span className="text-muted">{summaryOf(row)}</span>,
  },
  {
    id: 'risk',
    header: 'Risk',
    track: 'minmax(150px,1fr)',
    minWidth: 150,
    narrow: 'state',
    cell: (row) => (
      <span className="inline-flex items-center gap-1.5">
        {isGraveRisk(row.risk) ? <StateShape tone={row.risk === 'reduces-coverage' ? 'bad' : 'warning'} /> : null}
        <span className={isGraveRisk(row.risk) ? '' : 'text-muted'}>{riskWord(row.risk)}</span>
        {row.gapSeconds === null ? null : (
          <span className="figures text-label text-muted">≤ {formatDuration(row.gapSeconds)}</span>
        )}
      </span>
    ),
  },
  {
    id: 'account',
    header: 'Account',
    track: 'minmax(130px,1fr)',
    minWidth: 130,
    narrow: 'fact',
    cell: (row) => <span data-tip={row.scope.accountId}>{row.scope.accountName}</span>,
  },
  {
    id: 'region',
    header: 'Region',
    track: '120px',
    minWidth: 120,
    narrow: 'fact-end',
    cell: (row) => <span className="text-muted">{row.scope.region}</span>,
  },
]

/** How an action went, once approved. */
export const ACTION_STATE_COLUMN: Column<PlanActionView> = {
  id: 'state',
  header: 'State',
  track: 'minmax(120px,0.8fr)',
  minWidth: 120,
  narrow: 'none',
  cell: (row) => (
    <StatePill tone={actionTone(row.state)} plain tip={row.problem?.message}>
      {ACTION_WORD[row.state] ?? row.state}
    </StatePill>
  ),
}

/** One line: which fields, or what becomes of the target. */
function summaryOf(row: PlanActionView): string {
  if (row.kind === 'create') return `New flow log on this ${typeWord(row.target.type)}`
  if (row.kind === 'release') return 'Weir lets go of it; the cloud keeps it'
  if (row.kind === 'adopt') return 'It exists already; no call to the cloud'
  if (row.kind === 'delete') return row.leavesUncovered === true ? 'Removed; leaves it uncovered' : 'Removed'
  return row.changes.map((change) => specFieldWord(change.field)).join(', ')
}
