import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'

export interface ValueChange {
  readonly field: string
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
  return (
    <div className="overflow-hidden rounded-md border border-line text-table">
      <div className="hidden grid-cols-[minmax(120px,1fr)_minmax(0,2fr)_minmax(0,2fr)] border-b border-line bg-sunken text-label font-medium text-muted md:grid">
        <span className="px-3 py-1.5">Field</span>
        <span className="px-3 py-1.5">{beforeLabel}</span>
        <span className="px-3 py-1.5">{afterLabel}</span>
      </div>
      {changes.map((change) => (
        <div
          key={change.field}
          className="grid border-b border-line last:border-b-0 md:grid-cols-[minmax(120px,1fr)_minmax(0,2fr)_minmax(0,2fr)]"
        >
          <span className="flex items-start gap-1.5 px-3 py-1.5 text-muted">
            <span className="min-w-0">{change.field}</span>
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
          <Side sign="−" value={change.before} label={beforeLabel} />
          <Side sign="+" value={change.after} label={afterLabel} />
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
