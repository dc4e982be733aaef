import Link from 'next/link'
import { problemOfCloud } from '@/components/data/problem-view'
import { Section } from '@/components/ui/facts'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { countOf } from '@/components/words/nouns'
import { statusTone, STATUS_WORD } from '@/components/words/states'
import { deliveryProblem } from '@/lib/domain/delivery'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { deliveryWord } from './delivery-words'

/** Whether records arrive, what the cloud says of it, and when they do not, why and what to do. */
export function DeliverySection({ log }: { log: FlowLogDetail }) {
  const observed = log.observed[0]
  const { word, tone } = deliveryWord({ provider: log.scope.provider, status: log.status, ...log.delivery })
  const problem = deliveryProblem(log)
  return (
    <Section title="Delivery">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-table">
        <StatePill tone={tone}>{log.delivery.state === 'failed' ? 'Delivery failing' : word}</StatePill>
        {log.delivery.since === null ? null : (
          <span className="text-muted">
            since <RelativeTime at={log.delivery.since} />
          </span>
        )}
        {observed === undefined || observed.goneAt !== null ? (
          <span className="text-muted">
            {observed === undefined ? 'Its cloud has not listed it yet.' : 'Its cloud lists it no longer.'}
          </span>
        ) : (
          <span className="inline-flex items-center gap-2 text-muted">
            The cloud calls it
            <StatePill tone={statusTone(observed.status)} plain>
              {STATUS_WORD[observed.status] ?? observed.status}
            </StatePill>
            <code className="text-mono">{observed.rawStatus}</code>
          </span>
        )}
      </div>
      {problem === null ? null : <ProblemPanel problem={problemOfCloud(problem)} />}
      {log.delivery.state === 'none' && log.status === 'active' && log.scope.provider === 'alibaba-cen' ? (
        <p className="text-label text-muted">
          This cloud reports no delivery. A log that stays Active for its interval and five minutes counts as
          delivering.
        </p>
      ) : null}
      {log.siblings.length === 0 ? null : (
        <p className="text-table text-muted">
          {countOf(log.siblings.length, 'other flow log stands', 'other flow logs stand')} on the same target:{' '}
          {log.siblings.map((one) => (
            <Link key={one.id} href={`/flow-logs/${one.id}`} className="mr-2 text-accent underline underline-offset-2">
              {one.externalId ?? 'no id yet'}
            </Link>
          ))}
        </p>
      )}
    </Section>
  )
}
