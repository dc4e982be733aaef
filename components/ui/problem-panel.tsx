import type { ReactNode } from 'react'
import { CopyableId } from './copy-text'
import { StateShape } from './state-shape'

export interface ProblemView {
  readonly message: string
  readonly cause?: string | null
  readonly remedy?: string | null
  readonly code?: string | null
  readonly detail?: string | null
  readonly requestId?: string | null
}

/** What happened; why; what to do, with a button where one can do it; the code and the request id. One shape everywhere. */
export function ProblemPanel({
  problem,
  action,
  tone = 'bad',
}: {
  problem: ProblemView
  action?: ReactNode
  tone?: 'bad' | 'warning'
}) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`flex min-w-0 gap-2.5 rounded-md border px-3 py-2.5 text-table ${
        tone === 'bad' ? 'border-bad-fill/40 bg-bad-wash' : 'border-warning-fill/50 bg-warning-wash'
      }`}
    >
      <StateShape tone={tone} className="mt-[3px]" />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-medium text-ink">{problem.message}</p>
        {isSaid(problem.cause) ? <p className="text-muted">{problem.cause}</p> : null}
        {isSaid(problem.remedy) ? (
          <p className="text-ink">
            <span className="font-medium">What to do: </span>
            {problem.remedy}
          </p>
        ) : null}
        {isSaid(problem.code) || isSaid(problem.detail) || isSaid(problem.requestId) ? (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-label text-muted">
            {isSaid(problem.code) ? <code className="text-mono">{problem.code}</code> : null}
            {isSaid(problem.detail) ? <span className="min-w-0">“{problem.detail}”</span> : null}
            {isSaid(problem.requestId) ? (
              <span className="inline-flex items-center gap-1">
                request <CopyableId id={problem.requestId} max={20} />
              </span>
            ) : null}
          </p>
        ) : null}
        {action === undefined ? null : <div className="pt-1">{action}</div>}
      </div>
    </div>
  )
}

function isSaid(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== ''
}
