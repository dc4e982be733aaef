import Link from 'next/link'
import { problemOfCloud } from '@/components/data/problem-view'
import { LinkButton } from '@/components/ui/button'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { countOf, managerWord } from '@/components/words/nouns'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { RetryButton } from './retry-button'

/** Whatever stands between this flow log and recording as approved, with what to do about it. */
export function Trouble({ log }: { log: FlowLogDetail }) {
  const others = otherConditions(log)
  const isForeign = log.ownership !== 'ours'
  if (log.fullProblem === null && others.length === 0 && !isForeign && log.retryAt === null) return null
  return (
    <div className="space-y-2">
      {log.fullProblem === null ? null : (
        <ProblemPanel
          problem={problemOfCloud(log.fullProblem)}
          {...(log.canRetry || log.claimedBy !== null
            ? {
                action: (
                  <span className="flex flex-wrap gap-2">
                    {log.canRetry ? <RetryButton id={log.id} /> : null}
                    {log.claimedBy === null ? null : (
                      <LinkButton href={`/configurations/${log.claimedBy.configurationId}`}>
                        Open {log.claimedBy.name}
                      </LinkButton>
                    )}
                  </span>
                ),
              }
            : {})}
        />
      )}
      {others.map((one) => (
        <ProblemPanel
          key={one.type}
          tone={one.type === 'Drifted' || one.type === 'ObserveFailed' ? 'warning' : 'bad'}
          problem={{ message: one.message, code: `${one.type} · ${one.reason}` }}
        />
      ))}
      {log.retryAt === null ? null : (
        <p className="text-table text-muted">
          Weir tries again by itself <RelativeTime at={log.retryAt} />
          {log.attempts > 1 ? `, after ${countOf(log.attempts, 'attempt', 'attempts')}` : ''}.
        </p>
      )}
      {isForeign ? (
        <p className="rounded-md border border-line px-3 py-2.5 text-table text-muted">
          {FOREIGN[log.ownership]?.(log.manager) ?? ''}{' '}
          {log.managerSign === null || log.managerSign.sign === null
            ? ''
            : `That is ${log.managerSign.confidence}, from ${log.managerSign.sign}. `}
          Weir counts it for coverage and never changes or deletes it.
          {log.ownership === 'foreign' || log.ownership === 'released' ? (
            <>
              {' '}
              <Link href="/adoption" className="text-accent hover:underline">
                It can be adopted
              </Link>
              .
            </>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}

const FOREIGN: Readonly<Record<string, (manager: string | null) => string>> = {
  foreign: (manager) =>
    manager === null || manager === 'unknown' || manager === 'hand-made'
      ? 'Somebody else made this flow log.'
      : `This flow log is managed by ${managerWord(manager)}: change it there.`,
  otherInstallation: () => 'Another installation of Weir made this flow log: change it there.',
  released: () => 'Weir made this flow log and released it: its configuration no longer stands for it.',
  unbound: () =>
    'This flow log carries Weir’s tag, but this database has no record of it, as after a restored backup. It is taken up again when it equals what a configuration asks for.',
}

/** Bad conditions that no other part of the page tells already. */
function otherConditions(log: FlowLogDetail) {
  const told = log.fullProblem === null ? [] : ['Stalled', 'ApplyFailed']
  return log.conditionList.filter(
    (one) =>
      one.isBad &&
      one.type !== 'DeliveryFailed' &&
      // The section of drift tells both, with what can be done.
      !(log.drift !== null && (one.type === 'Drifted' || one.reason === 'Flapping')) &&
      !told.includes(one.type) &&
      one.message !== '',
  )
}
