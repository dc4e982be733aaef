import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'

export interface ValueChange {
  readonly field: string
  /** The field as people call it. */
  readonly label?: string
  readonly before: string | null
  readonly after: string | null
  /** The thing has to be made anew for it. */
  readonly needsReplacement?: boolean
}

/** Fields before → after, two columns that become two lines on a narrow window. */
export function ValueDiff({
  changes,
  beforeLabel = 'Before',
  afterLabel = 'After',
  equal,
}: {
  changes: readonly ValueChange[]
  beforeLabel?: string
  afterLabel?: string
  /** What is the same on both sides, folded away. */
  equal?: ReactNode
}) {
  // Something wholly new has no before, something removed no after: an empty column would only take room.
  const isAllNew = changes.length > 0 && changes.every((change) => change.before === null)
  const isAllGone = changes.length > 0 && changes.every((change) => change.after === null)
  const isOneSided = isAllNew || isAllGone
  const tracks = isOneSided
    ? 'md:grid-cols-[200px_minmax(0,1fr)]'
    : 'md:grid-cols-[minmax(130px,1fr)_minmax(0,2fr)_minmax(0,2fr)]'
  return (
    <div className="overflow-hidden rounded-md border border-line text-table">
      <div className={`hidden border-b border-line bg-sunken text-label font-medium text-muted md:grid ${tracks}`}>
        <span className="px-3 py-1.5">Field</span>
        {isOneSided ? null : <span className="px-3 py-1.5">{beforeLabel}</span>}
        <span className="px-3 py-1.5">{isOneSided ? '' : afterLabel}</span>
      </div>
      {changes.map((change) => (
        <div key={change.field} className={`grid border-b border-line last:border-b-0 ${tracks}`}>
          <span className="flex items-start gap-1.5 px-3 py-1.5 text-muted">
            <span className="min-w-0" data-tip={change.label === undefined ? undefined : change.field}>
              {change.label ?? change.field}
            </span>
            {change.needsReplacement === true ? (
              <span
                role="img"
                aria-label="Needs replacement"
                data-tip="Cannot change in place: needs replacement"
                className="mt-0.5 text-faint"
              >
                <Lock className="size-3.5" />
              </span>
            ) : null}
          </span>
          {isAllNew ? null : <Side sign="−" value={change.before} label={beforeLabel} />}
          {isAllGone ? null : <Side sign="+" value={change.after} label={afterLabel} />}
        </div>
      ))}
      {equal === undefined ? null : <div className="bg-canvas px-3 py-1.5 text-label text-muted">{equal}</div>}
    </div>
  )
}

function Side({ sign, value, label }: { sign: '−' | '+'; value: string | null; label: string }) {
  return (
    <span className="flex min-w-0 gap-2 px-3 py-1.5">
      <span aria-hidden className="font-mono text-mono text-faint">
        {sign}
      </span>
      <span className="sr-only">{label}: </span>
      {value === null ? (
        <span className="text-faint">not set</span>
      ) : (
        <code className={`min-w-0 text-mono break-all ${sign === '−' ? 'text-muted' : 'text-ink'}`}>{value}</code>
      )}
    </span>
  )
}
