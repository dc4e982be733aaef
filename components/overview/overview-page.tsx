'use client'

import { useQuery } from '@tanstack/react-query'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { LinkButton } from '@/components/ui/button'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { Activity } from './activity'
import { Attention } from './attention'
import { FleetLadder } from './fleet-ladder'
import { InFlight } from './in-flight'
import { LadderGroups } from './ladder-groups'
import { OverviewSentence } from './overview-sentence'
import { ScopeLooks } from './scope-looks'

/** How the fleet stands, what needs a person, what is going on. */
export function OverviewPage() {
  const { data, error, refetch } = useQuery(read('GET /overview', {}))
  if (data === undefined) {
    return (
      <ScrollPage>
        <PageHead title="Overview" />
        <div className="px-4 md:px-6">
          {error === null ? (
            <Skeleton className="h-64 w-full" />
          ) : (
            <ProblemPanel
              problem={problemOfError(error)}
              action={
                <button type="button" onClick={() => void refetch()} className="text-accent">
                  Try again
                </button>
              }
            />
          )}
        </div>
      </ScrollPage>
    )
  }
  if (data.counts.accounts === 0) {
    return (
      <ScrollPage>
        <PageHead title="Overview" />
        <EmptyState
          title="Weir watches no account yet"
          action={
            <LinkButton look="primary" href="/accounts/new">
              Add an account
            </LinkButton>
          }
        >
          Add one, and minutes later this page shows which of its networks are logged, which deliver, and which are not
          covered. Looking changes nothing.
        </EmptyState>
      </ScrollPage>
    )
  }
  return (
    <ScrollPage>
      <PageHead title="Overview" sentence={<OverviewSentence overview={data} />} />
      {/* Two columns on a wide window; on a narrow one what needs a person comes before the details. */}
      <div className="flex flex-col gap-9 px-4 md:px-6 xl:grid xl:grid-cols-[minmax(0,1fr)_minmax(380px,440px)] xl:items-start xl:gap-x-10">
        <div className="contents xl:block xl:space-y-9">
          <div className="order-1">
            <FleetLadder overview={data} />
          </div>
          <div className="order-3">
            <LadderGroups overview={data} />
          </div>
        </div>
        <div className="contents xl:block xl:space-y-9">
          <div className="order-2">
            <Attention items={data.attention} />
          </div>
          <div className="order-4">
            <InFlight overview={data} />
          </div>
          <div className="order-5">
            <Activity items={data.activity} />
          </div>
        </div>
        <div className="order-6 min-w-0 xl:col-span-2">
          <ScopeLooks overview={data} />
        </div>
      </div>
    </ScrollPage>
  )
}
