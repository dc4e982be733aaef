'use client'

import { useQuery } from '@tanstack/react-query'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { CopyableId } from '@/components/ui/copy-text'
import { Skeleton } from '@/components/ui/empty-state'
import { Facts, Section } from '@/components/ui/facts'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { SettingsView } from '@/lib/http/schemas/settings'
import { ActingState } from './acting-state'
import { SettingsForm } from './settings-form'

/** What holds for the whole installation: whether it may act, what counts as covered, how much it may delete. */
export function SettingsPage() {
  const { data, error } = useQuery(read('GET /settings', {}))
  return (
    <ScrollPage>
      <PageHead title="Settings" sentence={data === undefined ? ' ' : sentence(data)} />
      <div className="max-w-2xl space-y-8 px-4 md:px-6">
        {error === null || data !== undefined ? null : <ProblemPanel problem={problemOfError(error)} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-64 w-full" />
          ) : null
        ) : (
          <>
            <ActingState settings={data} />
            <SettingsForm stored={data} />
            <Section title="This installation">
              <Facts
                facts={[
                  { label: 'Installation id', value: <CopyableId id={data.installationId} max={40} /> },
                  { label: 'Changed', value: <RelativeTime at={data.updatedAt} /> },
                ]}
              />
              <p className="text-label text-muted">
                The id is a tag on every flow log that Weir makes: by it Weir knows its own, and leaves those of another
                installation alone.
              </p>
            </Section>
          </>
        )}
      </div>
    </ScrollPage>
  )
}

function sentence({ stop, lookOnlyReason }: SettingsView): string {
  if (stop.isStopped) return 'All changes are stopped. Looking goes on; nothing is changed in any cloud.'
  if (lookOnlyReason !== null) return 'Weir only looks until this installation is confirmed.'
  return 'Weir looks, and changes what is approved.'
}
