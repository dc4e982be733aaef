import { Lock } from 'lucide-react'
import { StateShape } from '@/components/ui/state-shape'
import { countOf } from '@/components/words/nouns'
import { mutabilityOf } from '@/lib/domain/mutability'
import { specFields } from '@/lib/domain/spec-fields'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'

const GRID = 'md:grid-cols-[minmax(200px,1.2fr)_minmax(0,1.4fr)_minmax(0,1.4fr)]'

/** What was approved beside what the cloud reports: differences first, what is equal folded away. */
export function DesiredObserved({ log }: { log: FlowLogDetail }) {
  const { desiredSpec: desired, differences, equalFields } = log
  const seen = log.observed[0]
  // What was listed once and is gone is nothing that the cloud holds.
  const observed = seen === undefined || seen.goneAt !== null ? null : seen
  if (desired === null) return null
  const wanted = specFields(desired).filter(([, value]) => value !== null && value !== '')
  const equal = wanted.filter(([field]) => equalFields.includes(field))
  const isImmutable = (field: string) => mutabilityOf(desired.family, field) === 'replace'
  return (
    <div className="overflow-hidden rounded-md border border-line text-table">
      <div
        className={`hidden gap-x-3 border-b border-line bg-sunken px-3 py-1.5 text-label font-medium text-muted md:grid ${GRID}`}
      >
        <span>Field</span>
        <span>Desired</span>
        <span>Observed</span>
      </div>
      {observed === null
        ? wanted.map(([field, value]) => (
            <Line key={field} field={field} isImmutable={isImmutable(field)} desired={value} observed={null} isUnseen />
          ))
        : differences.map((one) => (
            <Line
              key={one.field}
              field={one.field}
              isImmutable={one.change === 'replace'}
              // A change goes from what was observed to what is desired.
              desired={one.after}
              observed={one.before}
              isDifferent
            />
          ))}
      {observed !== null && differences.length === 0 ? (
        <p className="flex items-center gap-2 border-b border-line px-3 py-2">
          <StateShape tone="good" />
          The cloud holds exactly what was approved.
        </p>
      ) : null}
      {equal.length === 0 ? null : (
        <details className="group/equal">
          <summary className="list-none px-3 py-1.5 text-label text-muted hover:bg-hover hover:text-ink touch:py-3">
            <span aria-hidden className="mr-1.5 inline-block transition-transform group-open/equal:rotate-90">
              ›
            </span>
            {countOf(equal.length, 'equal field', 'equal fields')}
          </summary>
          <div className="border-t border-line">
            {equal.map(([field, value]) => (
              <Line
                key={field}
                field={field}
                isImmutable={isImmutable(field)}
                desired={value}
                observed={value}
                isEqual
              />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

function Line({
  field,
  isImmutable,
  desired,
  observed,
  isDifferent = false,
  isEqual = false,
  isUnseen = false,
}: {
  field: string
  isImmutable: boolean
  desired: string | null
  observed: string | null
  isDifferent?: boolean
  isEqual?: boolean
  isUnseen?: boolean
}) {
  return (
    <div className={`grid gap-x-3 gap-y-0.5 border-b border-line px-3 py-1.5 last:border-b-0 ${GRID}`}>
      <span className="flex min-w-0 items-start gap-1.5 text-muted">
        {isDifferent ? <StateShape tone="warning" className="mt-[3px]" /> : null}
        <span className="min-w-0">
          <span className="break-words">{field}</span>
          {isDifferent && isImmutable ? <span className="block text-label">needs replacement</span> : null}
        </span>
        {isImmutable ? (
          <span
            role="img"
            aria-label="Cannot change in place"
            data-tip="Cannot change in place: a change needs replacement"
            className="mt-0.5 shrink-0 text-faint"
          >
            <Lock className="size-3.5" />
          </span>
        ) : null}
      </span>
      {isEqual ? (
        <Value label="Both" value={desired} className="md:col-span-2" />
      ) : (
        <>
          <Value label="Desired" value={desired} />
          {isUnseen ? (
            <span className="text-faint max-md:hidden">not there</span>
          ) : (
            <Value label="Observed" value={observed} />
          )}
        </>
      )}
    </div>
  )
}

function Value({ label, value, className = '' }: { label: string; value: string | null; className?: string }) {
  return (
    <span className={`min-w-0 ${className}`}>
      <span className="mr-2 text-label text-muted md:sr-only">{label}</span>
      {value === null || value === '' ? (
        <span className="text-faint">not set</span>
      ) : (
        <code className="text-mono break-all text-ink">{value}</code>
      )}
    </span>
  )
}
