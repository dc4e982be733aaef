import { CopyableId } from '@/components/ui/copy-text'
import type { OperationView } from '@/lib/http/schemas/flow-logs'

/** Code, message and request id of one answer, in the cloud's own words. */
export function AnswerFacts({ attempt }: { attempt: OperationView['attempts'][number] }) {
  const { vendorCode, message, requestId, durationMs } = attempt
  if (vendorCode === null && message === null && requestId === null && durationMs === null) return null
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-label text-muted">
      {vendorCode === null ? null : <code className="text-mono text-ink">{vendorCode}</code>}
      {message === null ? null : <span className="min-w-0">“{message}”</span>}
      {requestId === null ? null : (
        <span className="inline-flex items-center gap-1">
          request <CopyableId id={requestId} max={40} />
        </span>
      )}
      {durationMs === null ? null : <span className="figures">{durationMs.toLocaleString('en-US')} ms</span>}
    </p>
  )
}
