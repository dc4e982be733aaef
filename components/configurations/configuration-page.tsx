'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useCrumb } from '@/components/console/crumbs'
import { ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { PageProblem } from '@/components/data/page-problem'
import { ExportButton } from '@/components/interchange/export-button'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Tabs } from '@/components/ui/tabs'
import { providerWord } from '@/components/words/nouns'
import type { ConfigurationDetail } from '@/lib/http/schemas/configurations'
import { ConfigurationOverview } from './configuration-overview'
import { ConfigurationState } from './configuration-columns'
import { DeleteConfiguration } from './delete-configuration'
import { PauseButton } from './pause-button'
import { Versions } from './versions'
import { asWeirYaml } from './weir-yaml'

const YamlView = dynamic(() => import('./yaml-view').then((module) => module.YamlView), { ssr: false })
const TABS = ['overview', 'yaml', 'versions'] as const

/** One Configuration: what it asks for, how far the clouds are, how it came to be. */
export function ConfigurationPage({ id }: { id: string }) {
  const { data, error } = useQuery(read('GET /configurations/{id}', { params: { id } }))
  useCrumb(data?.name ?? null)
  return (
    <ScrollPage>
      <div className="w-full max-w-5xl space-y-5 px-4 pt-5 md:px-6">
        {error === null || data !== undefined ? null : <PageProblem title="Configuration" error={error} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-40 w-full" />
          ) : null
        ) : (
          <Loaded configuration={data} />
        )}
      </div>
    </ScrollPage>
  )
}

function Loaded({ configuration }: { configuration: ConfigurationDetail }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('overview'))
  const isLiving = configuration.deletedAt === null
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 space-y-1">
          <p className="text-label text-muted">
            Configuration · {providerWord(configuration.provider)} · generation {configuration.generation} · updated{' '}
            <RelativeTime at={configuration.updatedAt} />
          </p>
          <h1 className="text-title font-semibold tracking-[-0.01em]">{configuration.name}</h1>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ConfigurationState row={configuration} />
            {configuration.isPaused ? <Badge>paused</Badge> : null}
            {configuration.isObserveOnly ? <Badge>observe only</Badge> : null}
            {configuration.openChangeRequests.map((one) => (
              <Link key={one.id} href={`/changes/${one.id}`} className="figures text-table text-accent hover:underline">
                CR-{one.number} is open
              </Link>
            ))}
          </div>
        </div>
        {isLiving ? (
          <div className="flex flex-wrap gap-2">
            <ExportButton
              thing={{
                kind: 'configuration',
                id: configuration.id,
                provider: configuration.provider,
                exists: configuration.flowLogs.total > 0,
              }}
            />
            <LinkButton href={`/configurations/${configuration.id}/edit`}>Edit</LinkButton>
            <PauseButton configuration={configuration} />
            <DeleteConfiguration configuration={configuration} />
          </div>
        ) : null}
      </div>
      <Tabs
        label="Configuration"
        value={tab}
        onChange={(next) => void setTab(next)}
        tabs={[
          { value: 'overview', label: 'Overview' },
          { value: 'yaml', label: 'YAML' },
          { value: 'versions', label: 'Versions', count: configuration.generation },
        ]}
      />
      <div role="tabpanel" aria-label={tab}>
        {tab === 'overview' ? <ConfigurationOverview configuration={configuration} /> : null}
        {tab === 'yaml' ? <YamlView label="Configuration as YAML" value={asWeirYaml(configuration.document)} /> : null}
        {tab === 'versions' ? <Versions id={configuration.id} canRestore={isLiving} /> : null}
      </div>
    </>
  )
}
