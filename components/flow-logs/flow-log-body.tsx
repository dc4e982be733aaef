'use client'

import Link from 'next/link'
import { problemOfCloud } from '@/components/data/problem-view'
import { CodeBlock } from '@/components/ui/copy-text'
import { Facts, Section } from '@/components/ui/facts'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { managerWord } from '@/components/words/nouns'
import { specLines } from '@/components/words/spec-lines'
import { statusTone, STATUS_WORD } from '@/components/words/states'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { Operations } from './operations'
import { PhaseTimeline } from './phase-timeline'
import { DesiredObserved } from './desired-observed'

export type FlowLogTab = 'overview' | 'compare' | 'operations' | 'raw'

/** What a flow log's drawer and page show, by tab. */
export function FlowLogBody({ log, tab }: { log: FlowLogDetail; tab: FlowLogTab }) {
  if (tab === 'compare') return <DesiredObserved log={log} />
  if (tab === 'operations') return <Operations operations={log.operations} />
  if (tab === 'raw') return <Raw log={log} />
  return (
    <div className="space-y-7">
      <Trouble log={log} />
      <Delivery log={log} />
      {log.timeline.length === 0 ? null : (
        <Section title="Timeline">
          <PhaseTimeline log={log} />
        </Section>
      )}
      <Section title="Facts">
        <Facts
          facts={[
            ...(log.configuration === null
              ? []
              : [
                  {
                    label: 'Configuration',
                    value: (
                      <Link href={`/configurations/${log.configuration.id}`} className="text-accent hover:underline">
                        {log.configuration.name}
                      </Link>
                    ),
                  },
                ]),
            ...(log.claimedBy === null
              ? []
              : [
                  {
                    label: 'Claimed by',
                    value: (
                      <Link
                        href={`/configurations/${log.claimedBy.configurationId}`}
                        className="text-accent hover:underline"
                      >
                        {log.claimedBy.name}
                      </Link>
                    ),
                  },
                ]),
            ...specLines(log.desiredSpec ?? log.observed[0]?.spec ?? null).map(([label, value]) => ({
              label,
              value: <code className="text-mono break-all">{value}</code>,
            })),
            { label: 'First seen', value: <RelativeTime at={log.firstSeenAt} /> },
            { label: 'Looked at', value: <RelativeTime at={log.freshness.observedAt} /> },
          ]}
        />
      </Section>
      {log.equivalentCommand === null ? null : (
        <Section title="Equivalent command">
          <CodeBlock label="Command" code={log.equivalentCommand} isWrapped />
        </Section>
      )}
    </div>
  )
}

/** Whatever stands between this flow log and delivering, and that others' logs are left alone. */
function Trouble({ log }: { log: FlowLogDetail }) {
  const bad = log.conditionList.filter((one) => one.isBad && one.message !== log.fullProblem?.message)
  const isForeign = log.ownership === 'foreign' || log.ownership === 'otherInstallation'
  if (log.fullProblem === null && bad.length === 0 && !isForeign && log.retryAt === null) return null
  return (
    <div className="space-y-2">
      {log.fullProblem === null ? null : <ProblemPanel problem={problemOfCloud(log.fullProblem)} />}
      {bad.map((one) => (
        <ProblemPanel
          key={one.type}
          tone={one.type === 'Drifted' ? 'warning' : 'bad'}
          problem={{ message: one.message, code: `${one.type} · ${one.reason}` }}
        />
      ))}
      {log.retryAt === null ? null : (
        <p className="text-table text-muted">
          Weir tries again by itself <RelativeTime at={log.retryAt} />
          {log.attempts > 1 ? `, after ${log.attempts} attempts` : ''}.
        </p>
      )}
      {isForeign ? (
        <p className="rounded-md border border-line px-3 py-2.5 text-table text-muted">
          {log.ownership === 'otherInstallation'
            ? 'Another installation of Weir made this flow log. '
            : `This flow log is managed by ${managerWord(log.manager)}. `}
          Weir counts it for coverage and never changes or deletes it.
        </p>
      ) : null}
    </div>
  )
}

function Delivery({ log }: { log: FlowLogDetail }) {
  const { state, message, since } = log.delivery
  const observed = log.observed[0]
  return (
    <Section title="Delivery">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-table">
        <StatePill tone={state === 'success' ? 'good' : state === 'failed' ? 'bad' : 'waiting'}>
          {state === 'success' ? 'Delivering' : state === 'failed' ? 'Delivery failing' : 'Nothing said yet'}
        </StatePill>
        {message === null ? null : <code className="text-mono text-bad-ink">{message}</code>}
        {since === null ? null : (
          <span className="text-muted">
            since <RelativeTime at={since} />
          </span>
        )}
        {observed === undefined ? (
          <span className="text-muted">Its cloud has not listed it yet.</span>
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
      {log.siblings.length === 0 ? null : (
        <p className="text-label text-muted">
          {log.siblings.length === 1 ? 'Another flow log stands' : `${log.siblings.length} other flow logs stand`} on
          the same target:{' '}
          {log.siblings.map((one) => (
            <Link key={one.id} href={`/flow-logs/${one.id}`} className="mr-2 text-accent hover:underline">
              {one.externalId ?? 'no id yet'}
            </Link>
          ))}
        </p>
      )}
    </Section>
  )
}

function Raw({ log }: { log: FlowLogDetail }) {
  if (log.observed.length === 0) {
    return <p className="text-table text-muted">Its cloud has not listed it yet, so there is no answer to show.</p>
  }
  return (
    <div className="space-y-4">
      {log.observed.map((one) => (
        <Section key={one.id} title={one.externalId}>
          <CodeBlock label="Raw answer" code={JSON.stringify(one.raw, null, 2)} />
        </Section>
      ))}
    </div>
  )
}
