import { Badge } from '@/components/ui/badge'
import { CodeBlock, CopyableId } from '@/components/ui/copy-text'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { StateShape } from '@/components/ui/state-shape'
import type { Tone } from '@/components/ui/tone'
import { spaced } from '@/components/words/nouns'
import type { OperationView } from '@/lib/http/schemas/flow-logs'
import { AnswerFacts } from './answer-facts'

const OUTCOME_TONE: Readonly<Record<string, Tone>> = {
  accepted: 'good',
  'settled-by-listing': 'good',
  partly: 'warning',
  ambiguous: 'warning',
  throttled: 'waiting',
  refused: 'bad',
  abandoned: 'off',
}

const AUTHORITY: Readonly<Record<string, string>> = {
  grant: 'allowed by an approval',
  'upkeep-new-target': 'allowed as upkeep: a new target',
  'upkeep-drift': 'allowed as upkeep: drift',
}

/** Every call that changed the cloud for this flow log, with each attempt's raw answer. */
export function Operations({ operations }: { operations: readonly OperationView[] }) {
  if (operations.length === 0) {
    return (
      <EmptyState title="Weir made no call for it">
        Calls appear here before they are sent, so that none can be lost.
      </EmptyState>
    )
  }
  return (
    <ul className="space-y-5">
      {operations.map((operation) => (
        <li key={operation.id} className="space-y-2">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
            <span className="font-medium">{spaced(operation.kind)}</span>
            <RelativeTime at={operation.createdAt} className="text-muted" />
            {operation.batchSize > 1 ? <Badge>one call for {operation.batchSize} flow logs</Badge> : null}
            {operation.isOpen ? <StatePill tone="busy">No final answer yet</StatePill> : null}
            <span className="text-label text-muted">{AUTHORITY[operation.authority] ?? operation.authority}</span>
            <CopyableId id={operation.id} max={16} />
          </p>
          <CodeBlock label="Command" code={operation.command} isWrapped />
          <ol className="divide-y divide-line rounded-md border border-line">
            {operation.attempts.map((attempt) => (
              <li key={`${attempt.attempt} ${attempt.at} ${attempt.outcome}`} className="px-3 py-2 text-table">
                <details className="group/answer">
                  <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 touch:min-h-11">
                    <span aria-hidden className="text-faint transition-transform group-open/answer:rotate-90">
                      ›
                    </span>
                    <StateShape tone={OUTCOME_TONE[attempt.outcome] ?? 'off'} />
                    <span>
                      Attempt {attempt.attempt}: {spaced(attempt.outcome).toLowerCase()}
                    </span>
                    {attempt.vendorCode === null ? null : <Badge mono>{attempt.vendorCode}</Badge>}
                    <span className="ml-auto flex gap-3 text-label text-muted">
                      {attempt.durationMs === null ? null : <span className="figures">{attempt.durationMs} ms</span>}
                      <RelativeTime at={attempt.at} />
                    </span>
                  </summary>
                  <div className="space-y-2 pt-2">
                    <AnswerFacts attempt={attempt} />
                    <CodeBlock
                      label="Raw answer"
                      code={JSON.stringify({ request: operation.request, answer: attempt.item }, null, 2)}
                    />
                  </div>
                </details>
              </li>
            ))}
            {operation.attempts.length === 0 ? (
              <li className="px-3 py-2 text-table text-muted">The call is under way.</li>
            ) : null}
          </ol>
        </li>
      ))}
    </ul>
  )
}
