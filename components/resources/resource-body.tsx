'use client'

import Link from 'next/link'
import { CodeBlock, CopyableId } from '@/components/ui/copy-text'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Facts, Section } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { FlowLogLines } from '@/components/flow-logs/flow-log-lines'
import { spaced, staleWord, typeWord } from '@/components/words/nouns'
import { RUNG_WORD, rungTone } from '@/components/words/states'
import type { ResourceDetail } from '@/lib/http/schemas/resources'

export type ResourceTab = 'overview' | 'flow-logs' | 'raw'

/** What a resource's drawer and page show, by tab. */
export function ResourceBody({ resource, tab }: { resource: ResourceDetail; tab: ResourceTab }) {
  if (tab === 'flow-logs') return <ResourceFlowLogs resource={resource} />
  if (tab === 'raw') return <CodeBlock label="Attributes" code={JSON.stringify(resource.attributes, null, 2)} />
  return (
    <div className="space-y-7">
      <WhyCovered resource={resource} />
      <Section title="Facts">
        <Facts
          facts={[
            { label: 'Id', value: <CopyableId id={resource.externalId} max={40} /> },
            { label: 'Type', value: [typeWord(resource.type), resource.attachmentKind].filter(Boolean).join(' · ') },
            {
              label: 'Account',
              value: (
                <span>
                  {resource.scope.accountName} <code className="text-mono text-muted">{resource.scope.accountId}</code>
                </span>
              ),
            },
            ...(resource.isOwned
              ? []
              : [{ label: 'Owner', value: <code className="text-mono">{resource.ownerAccountId}</code> }]),
            { label: 'Region', value: resource.scope.region },
            { label: 'State', value: resource.state },
            ...resource.related.map((one) => ({
              label: spaced(one.relation),
              value: (
                <Link href={`/resources/${one.id}`} className="text-accent underline-offset-2 hover:underline">
                  {one.name ?? one.externalId}
                </Link>
              ),
            })),
            {
              label: 'Selected by',
              value:
                resource.selectedBy.length === 0 ? (
                  <span className="text-faint">no configuration</span>
                ) : (
                  resource.selectedBy.map((one) => (
                    <Link
                      key={one.configurationId}
                      href={`/configurations/${one.configurationId}`}
                      className="mr-3 text-accent underline-offset-2 hover:underline"
                    >
                      {one.name}
                    </Link>
                  ))
                ),
            },
            { label: 'First seen', value: <RelativeTime at={resource.firstSeenAt} /> },
            {
              label: 'Looked at',
              value: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <RelativeTime at={resource.freshness.observedAt} />
                  {resource.freshness.isStale ? (
                    <StatePill tone="warning">Stale: {staleWord(resource.freshness.staleBecause)}</StatePill>
                  ) : null}
                </span>
              ),
            },
          ]}
        />
      </Section>
      <Tags tags={resource.tags} />
    </div>
  )
}

/** The chain of reasons that ends in the coverage shown. */
function WhyCovered({ resource }: { resource: ResourceDetail }) {
  const { rung, isDeliveryFailing, evidence, since } = resource.coverage
  return (
    <Section title={rung === 'delivering' ? 'Why it is covered' : 'Why it is not fully covered'}>
      <div className="rounded-md border border-line">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2">
          <StatePill tone={isDeliveryFailing && rung !== 'delivering' ? 'bad' : (rungTone(rung) ?? 'off')}>
            {isDeliveryFailing && rung !== 'delivering' ? 'Delivery failing' : (RUNG_WORD[rung] ?? rung)}
          </StatePill>
          {evidence === null ? null : <span className="text-label text-muted">Evidence: {evidence}</span>}
          {since === null ? null : (
            <span className="text-label text-muted">
              since <RelativeTime at={since} />
            </span>
          )}
        </div>
        <ol className="divide-y divide-line text-table">
          {resource.why.map((step, index) => (
            <li key={index} className="flex gap-3 px-3 py-2">
              <span aria-hidden className="figures text-faint">
                {index + 1}
              </span>
              <span className="min-w-0">
                {step.message}
                {step.flowLogId === null ? null : (
                  <Link
                    href={`/flow-logs/${step.flowLogId}`}
                    className="ml-2 text-accent underline-offset-2 hover:underline"
                  >
                    {step.flowLogExternalId ?? 'Flow log'}
                  </Link>
                )}
              </span>
            </li>
          ))}
          {resource.why.length === 0 ? <li className="px-3 py-2 text-muted">Nothing was looked at yet.</li> : null}
        </ol>
      </div>
    </Section>
  )
}

function ResourceFlowLogs({ resource }: { resource: ResourceDetail }) {
  if (resource.flowLogList.length === 0) {
    const canHave = resource.family !== null && resource.notCoverable === null && resource.isOwned
    return (
      <EmptyState
        title="No flow log on it, nor on what covers it"
        {...(canHave
          ? {
              action: (
                <LinkButton look="primary" href={`/configurations/new?id=${resource.id}`}>
                  Create flow log
                </LinkButton>
              ),
            }
          : {})}
      >
        {canHave
          ? 'A flow log here records the traffic of this resource only.'
          : 'It cannot carry a flow log itself; the reason stands under Overview.'}
      </EmptyState>
    )
  }
  return <FlowLogLines logs={resource.flowLogList} />
}

function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags)
  return (
    <Section title="Tags">
      {entries.length === 0 ? (
        <p className="text-table text-faint">none</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {entries.map(([key, value]) => (
            <li key={key} className="max-w-full">
              <Link href={`/resources?tag=${encodeURIComponent(`${key}=${value}`)}`} data-tip="Show all with this tag">
                <Badge mono>
                  {key}={value}
                </Badge>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
