'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { toggleValue } from '@/components/data/filter-values'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { Facts } from '@/components/ui/facts'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { StatePill } from '@/components/ui/state-pill'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { countOf, managerName, providerWord, typePlural } from '@/components/words/nouns'
import { specFieldWord } from '@/components/words/spec-field-words'
import { specLines } from '@/components/words/spec-lines'
import type { AdoptionCluster } from '@/lib/http/schemas/adoption'

/** Logs with equal parameters, whatever account or region: each line would be one Configuration. */
export function ClusterStep({
  clusters,
  chosen,
  onChoose,
  onBack,
  onNext,
}: {
  clusters: readonly AdoptionCluster[]
  chosen: readonly string[]
  onChoose: (keys: readonly string[]) => void
  onBack: () => void
  onNext: () => void
}) {
  const able = clusters.filter(({ violations }) => violations.length === 0)
  const picked = able.filter(({ key }) => chosen.includes(key))
  const count = picked.reduce((sum, one) => sum + one.count, 0)
  if (clusters.length === 0) {
    return <EmptyState title="Nothing matches what you chose" action={<Button onClick={onBack}>Choose again</Button>} />
  }
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <p className="max-w-[80ch] text-body text-muted">
          Flow logs with the same parameters stand together, with account and region left open. Each line becomes one
          configuration.
        </p>
        {able.length > 1 ? (
          <Button
            look="quiet"
            size="small"
            onClick={() => onChoose(picked.length === able.length ? [] : able.slice(0, 20).map(({ key }) => key))}
          >
            {picked.length === able.length ? 'Choose none' : 'Choose all'}
          </Button>
        ) : null}
      </div>
      <ul className="divide-y divide-line rounded-md border border-line">
        {clusters.map((cluster) => (
          <ClusterLine
            key={cluster.key}
            cluster={cluster}
            isChosen={chosen.includes(cluster.key)}
            onToggle={() => onChoose(toggleValue(chosen, cluster.key))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" size="large" disabled={picked.length === 0 || picked.length > 20} onClick={onNext}>
          Review {countOf(picked.length, 'configuration', 'configurations')} for{' '}
          {countOf(count, 'flow log', 'flow logs')}
        </Button>
        <Button size="large" look="quiet" onClick={onBack}>
          Back
        </Button>
        {picked.length > 20 ? <span className="text-table text-muted">At most 20 at once.</span> : null}
      </div>
    </div>
  )
}

function ClusterLine({
  cluster,
  isChosen,
  onToggle,
}: {
  cluster: AdoptionCluster
  isChosen: boolean
  onToggle: () => void
}) {
  const [isOpen, setIsOpen] = useState(false)
  const { violations, manager } = cluster
  return (
    <li className="px-3 py-2.5 text-table">
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1">
        <Checkbox
          label={`Choose ${cluster.suggestedName}`}
          isHidden
          checked={isChosen}
          disabled={violations.length > 0}
          onChange={onToggle}
        />
        <div className="min-w-0 space-y-0.5">
          <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1">
            <span className="min-w-0 truncate font-medium">{cluster.suggestedName}</span>
            {manager === 'unknown' || manager === 'hand-made' ? null : (
              <Badge tip={cluster.managerNote ?? undefined}>{managerName(manager)}</Badge>
            )}
            {violations.length === 0 ? null : (
              <StatePill tone="off" plain tip={violations[0]?.message}>
                Cannot be described
              </StatePill>
            )}
          </p>
          <p className="text-muted">
            {providerWord(cluster.provider)} · {cluster.types.map(typePlural).join(', ')} ·{' '}
            {countOf(cluster.accounts.length, 'account', 'accounts')} ·{' '}
            {countOf(cluster.regions.length, 'region', 'regions')}
            <span className="max-md:hidden" data-tip={cluster.destination}>
              {' '}
              · <code className="text-mono">{shortenMiddle(cluster.destination, 46)}</code>
            </span>
          </p>
        </div>
        <div className="flex items-baseline gap-2">
          <span className="figures font-semibold">{cluster.count.toLocaleString('en-US')}</span>
          <Button look="quiet" size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? 'Less' : 'Details'}
          </Button>
        </div>
      </div>
      {isOpen ? <ClusterDetails cluster={cluster} /> : null}
    </li>
  )
}

function ClusterDetails({ cluster }: { cluster: AdoptionCluster }) {
  const { data, error } = useQuery(read('GET /adoption/clusters/{id}', { params: { id: cluster.key } }))
  const [violation] = cluster.violations
  return (
    <div className="grid gap-x-8 gap-y-4 pt-3 pl-7 md:grid-cols-2">
      {violation === undefined ? null : (
        <div className="md:col-span-2">
          <ProblemPanel
            tone="warning"
            problem={{ message: `${specFieldWord(violation.field)}: ${violation.message}`, remedy: violation.remedy }}
          />
        </div>
      )}
      <Facts
        facts={specLines(cluster.spec).map(([field, value]) => ({
          label: specFieldWord(field),
          value: <code className="text-mono break-all">{value}</code>,
        }))}
      />
      <div className="min-w-0">
        {error === null ? null : <ProblemPanel problem={problemOfError(error)} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-24 w-full" />
          ) : null
        ) : (
          <ul className="space-y-1">
            {data.sample.map((log) => (
              <li key={log.id} className="flex min-w-0 flex-wrap gap-x-2">
                <code className="text-mono">{log.externalId}</code>
                <span className="min-w-0 truncate text-muted">
                  {log.targetName ?? log.targetExternalId}, {log.accountName}, {log.region}
                </span>
              </li>
            ))}
            {cluster.count > data.sample.length ? (
              <li className="text-muted">and {(cluster.count - data.sample.length).toLocaleString('en-US')} more</li>
            ) : null}
          </ul>
        )}
      </div>
    </div>
  )
}
