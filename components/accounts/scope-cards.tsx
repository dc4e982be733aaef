import { EmptyState } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { DueTime, RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { problemOfCloud } from '@/components/data/problem-view'
import { countOf } from '@/components/words/nouns'
import { GLOBAL_REGION } from '@/lib/domain/scope'
import type { ScopeView } from '@/lib/http/schemas/scopes'
import { scopeHealth } from './account-health'
import { LookNowButton } from './look-now-button'

/** Where Weir looks in the account: each region and what the account has once, with how fresh each is. */
export function ScopeCards({ scopes }: { scopes: readonly ScopeView[] }) {
  if (scopes.length === 0) {
    return (
      <EmptyState title="No scope yet">
        Every watched region becomes one, and one more holds what the account has once. They appear in a moment.
      </EmptyState>
    )
  }
  const sorted = [...scopes].sort((one, other) => rank(one) - rank(other) || one.region.localeCompare(other.region))
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {sorted.map((scope) => (
        <ScopeLine key={scope.id} scope={scope} />
      ))}
    </ul>
  )
}

/** What needs a person stands first, what is not enabled last. */
function rank(scope: ScopeView): number {
  const { tone } = scopeHealth(scope)
  return tone === 'bad' ? 0 : tone === 'warning' ? 1 : tone === 'off' ? 3 : 2
}

function ScopeLine({ scope }: { scope: ScopeView }) {
  const health = scopeHealth(scope)
  const isOff = scope.state !== 'Watched'
  const { observedAt, discoveredAt } = scope.freshness
  return (
    <li className="space-y-2 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-36 min-w-0 truncate text-table font-medium max-sm:w-auto">
          {scope.region === GLOBAL_REGION ? 'Account-wide' : scope.region}
        </span>
        <StatePill tone={health.tone} plain tip={health.note ?? undefined}>
          {health.word}
        </StatePill>
        <span className="ml-auto">
          {isOff ? null : <LookNowButton scopeIds={[scope.id]} size="small" look="quiet" of={scope.region} />}
        </span>
      </div>
      <div className="figures flex flex-wrap gap-x-4 gap-y-0.5 text-label text-muted">
        {scope.region === GLOBAL_REGION || scope.state === 'NotEnabled' ? null : (
          <span>
            flow logs listed <RelativeTime at={observedAt} />
          </span>
        )}
        {scope.state === 'NotEnabled' ? null : (
          <span>
            resources listed <RelativeTime at={discoveredAt} />
          </span>
        )}
        {isOff ? null : (
          <span>
            next look <DueTime at={scope.dueAt} />
          </span>
        )}
        <span>{countOf(scope.resources, 'resource', 'resources')}</span>
        {scope.region === GLOBAL_REGION ? null : <span>{countOf(scope.flowLogs, 'flow log', 'flow logs')}</span>}
        <span>{countOf(scope.callsUsed, 'call', 'calls')}</span>
        {scope.callsThrottled === 0 ? null : (
          <span className="text-warning-ink" data-tip="Throttled calls are repeated later; none is lost.">
            {scope.callsThrottled.toLocaleString('en-US')} throttled
          </span>
        )}
      </div>
      {scope.shortfalls.map(({ reason, message, consequence }) => (
        <ProblemPanel key={reason} tone="warning" problem={{ message, cause: consequence, code: reason }} />
      ))}
      {scope.problem === null || scope.state === 'NotEnabled' ? null : (
        <ProblemPanel
          problem={problemOfCloud(scope.problem)}
          tone="warning"
          {...(scope.consecutiveFailures > 1
            ? {
                action: (
                  <span className="figures text-label text-muted">
                    {countOf(scope.consecutiveFailures, 'look', 'looks')} in a row failed; what is shown is from before.
                  </span>
                ),
              }
            : {})}
        />
      )}
    </li>
  )
}
