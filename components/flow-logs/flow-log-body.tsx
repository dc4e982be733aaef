'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/copy-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Facts, Section, type Fact } from '@/components/ui/facts'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { spaced, staleWord } from '@/components/words/nouns'
import { specLines } from '@/components/words/spec-lines'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { DeliverySection } from './delivery-section'
import { DesiredObserved } from './desired-observed'
import { DriftSection } from './drift-section'
import { Operations } from './operations'
import { PhaseTimeline } from './phase-timeline'
import { SwitchesSection } from './switches-section'
import { Trouble } from './trouble'

export type FlowLogTab = 'overview' | 'operations' | 'records' | 'raw'

/** Loaded when somebody looks at records. */
const RecordsTab = dynamic(() => import('@/components/records/records-tab'))

/** What a flow log's drawer and page show, by tab. `isWide` sets the timeline beside the rest. */
export function FlowLogBody({ log, tab, isWide = false }: { log: FlowLogDetail; tab: FlowLogTab; isWide?: boolean }) {
  if (tab === 'operations') return <Operations operations={log.operations} />
  if (tab === 'records') return <RecordsTab flowLogId={log.id} />
  if (tab === 'raw') return <Raw log={log} />
  const timeline =
    log.timeline.length === 0 ? null : (
      <Section title="Timeline">
        <PhaseTimeline log={log} />
      </Section>
    )
  return (
    <div
      className={
        isWide && timeline !== null
          ? 'grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-7 lg:grid-cols-[minmax(0,1fr)_360px]'
          : ''
      }
    >
      <div className="min-w-0 space-y-7">
        <Trouble log={log} />
        <DriftSection log={log} />
        <DeliverySection log={log} />
        {isWide ? null : timeline}
        <Specification log={log} />
        <Section title="Facts">
          <Facts facts={factsOf(log)} />
        </Section>
        <SwitchesSection log={log} />
        <Tags log={log} />
        {log.equivalentCommand === null ? null : (
          <Section title="Equivalent command">
            <CodeBlock label="Command" code={log.equivalentCommand} isWrapped />
          </Section>
        )}
      </div>
      {isWide ? <div className="min-w-0">{timeline}</div> : null}
    </div>
  )
}

function Specification({ log }: { log: FlowLogDetail }) {
  if (log.desiredSpec !== null) {
    return (
      <Section title="Desired and observed">
        <DesiredObserved log={log} />
      </Section>
    )
  }
  const lines = specLines(log.observed[0]?.spec ?? null).filter(([field]) => !field.startsWith('tags.'))
  if (lines.length === 0) return null
  return (
    <Section title="Observed">
      <Facts
        facts={lines.map(([label, value]) => ({ label, value: <code className="text-mono break-all">{value}</code> }))}
      />
    </Section>
  )
}

function factsOf(log: FlowLogDetail): Fact[] {
  const observed = log.observed[0]
  const facts: (Fact | null)[] = [
    log.configuration === null
      ? null
      : {
          label: 'Configuration',
          value: (
            <span>
              <InnerLink href={`/configurations/${log.configuration.id}`}>{log.configuration.name}</InnerLink>
              {log.generation === null ? null : (
                <span className="figures ml-2 text-label text-muted">generation {log.generation}</span>
              )}
            </span>
          ),
        },
    log.target.resourceId === null
      ? { label: 'Target', value: <code className="text-mono break-all">{log.target.externalId}</code> }
      : {
          label: 'Target',
          value: (
            <InnerLink href={`/resources/${log.target.resourceId}`}>
              {log.target.name ?? log.target.externalId}
            </InnerLink>
          ),
        },
    log.claimedBy === null
      ? null
      : {
          label: 'Claimed by',
          value: <InnerLink href={`/configurations/${log.claimedBy.configurationId}`}>{log.claimedBy.name}</InnerLink>,
        },
    ...(log.replacement === null
      ? []
      : log.observed.slice(1).map((old) => ({
          label: 'Replaces',
          value: <code className="text-mono break-all">{old.externalId}</code>,
        }))),
    observed === undefined || observed.cloudCreatedAt === null
      ? null
      : { label: 'Created', value: <RelativeTime at={observed.cloudCreatedAt} /> },
    { label: 'First seen', value: <RelativeTime at={log.firstSeenAt} /> },
    observed === undefined ? null : { label: 'Unchanged since', value: <RelativeTime at={observed.validFrom} /> },
    observed === undefined || observed.goneAt === null
      ? null
      : { label: 'Gone since', value: <RelativeTime at={observed.goneAt} /> },
    observed === undefined || observed.missingSince === null || observed.goneAt !== null
      ? null
      : {
          label: 'Missing since',
          value: (
            <span className="text-warning-ink">
              <RelativeTime at={observed.missingSince} />; a second look decides
            </span>
          ),
        },
    {
      label: 'Looked at',
      value: (
        <span className="inline-flex flex-wrap items-center gap-2">
          <RelativeTime at={log.freshness.observedAt} />
          {log.freshness.isStale ? (
            <StatePill tone="warning">Stale: {staleWord(log.freshness.staleBecause)}</StatePill>
          ) : null}
        </span>
      ),
    },
    log.conditionList.length === 0
      ? null
      : {
          label: 'Conditions',
          value: (
            <span className="flex flex-wrap gap-1.5">
              {log.conditionList.map((one) => (
                <Badge key={one.type} tip={`${one.reason}: ${one.message}`}>
                  {spaced(one.type)}
                </Badge>
              ))}
            </span>
          ),
        },
  ]
  return facts.filter((fact) => fact !== null)
}

function InnerLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link href={href} className="text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  )
}

/** Tags as the cloud holds them; while nothing was observed, those it will get. */
function Tags({ log }: { log: FlowLogDetail }) {
  const entries = Object.entries(log.observed[0]?.tags ?? log.desiredSpec?.tags ?? {})
  if (entries.length === 0) return null
  return (
    <Section title={log.observed[0] === undefined ? 'Tags it gets' : 'Tags'}>
      <ul className="flex flex-wrap gap-1.5">
        {entries.map(([key, value]) => (
          <li key={key} className="max-w-full">
            <Badge mono tip={`${key}=${value}`}>
              {key}={value}
            </Badge>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Raw({ log }: { log: FlowLogDetail }) {
  if (log.observed.length === 0) {
    return <EmptyState title="No answer to show">Its cloud has not listed it yet.</EmptyState>
  }
  return (
    <div className="space-y-6">
      {log.observed.map((one) => (
        <Section key={one.id} title={one.externalId}>
          <CodeBlock label={`Raw answer for ${one.externalId}`} code={JSON.stringify(one.raw, null, 2)} />
        </Section>
      ))}
    </div>
  )
}
