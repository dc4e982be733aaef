import { EmptyState } from '@/components/ui/empty-state'
import { ValueDiff } from '@/components/ui/value-diff'
import { specLines } from '@/components/words/spec-lines'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'

/** What was approved beside what the cloud reports: differences first, what is equal folded away. */
export function DesiredObserved({ log }: { log: FlowLogDetail }) {
  const observed = log.observed[0]
  if (log.desiredSpec === null) {
    return (
      <EmptyState title="Nothing is desired here">
        No configuration asks for this flow log, so there is nothing to compare it with.
      </EmptyState>
    )
  }
  if (observed === undefined) {
    return (
      <ValueDiff
        beforeLabel="Desired"
        afterLabel="Observed"
        changes={specLines(log.desiredSpec).map(([field, value]) => ({ field, before: value, after: null }))}
      />
    )
  }
  return (
    <div className="space-y-3">
      <p className="text-table text-muted">
        {log.differences.length === 0
          ? 'The cloud holds exactly what was approved.'
          : `${log.differences.length} ${log.differences.length === 1 ? 'field differs' : 'fields differ'} from what was approved.`}
      </p>
      <ValueDiff
        beforeLabel="Observed"
        afterLabel="Desired"
        changes={log.differences.map((one) => ({
          field: one.field,
          before: one.before,
          after: one.after,
          needsReplacement: one.change === 'replace',
        }))}
        equal={
          <details>
            <summary className="cursor-pointer rounded-[4px] hover:text-ink">
              {log.equalFields.length} equal {log.equalFields.length === 1 ? 'field' : 'fields'}
            </summary>
            <dl className="mt-2 grid grid-cols-[minmax(120px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1">
              {specLines(log.desiredSpec)
                .filter(([field]) => !log.differences.some((one) => one.field === field))
                .map(([field, value]) => (
                  <div key={field} className="contents">
                    <dt>{field}</dt>
                    <dd className="font-mono text-mono break-all text-ink">{value}</dd>
                  </div>
                ))}
            </dl>
          </details>
        }
      />
    </div>
  )
}
