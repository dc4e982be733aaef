'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { callApi, read, readKey, renewTopic } from '@/components/data/api'
import { hrefWith } from '@/components/data/filter-values'
import { problemOfCloud, problemOfError } from '@/components/data/problem-view'
import { Button, LinkButton } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { StatePill } from '@/components/ui/state-pill'
import { countOf, managerWord } from '@/components/words/nouns'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'

/** The plan, the decision, and the proof: so many flow logs, no call to any cloud. */
export function AdoptStep({ id, onAgain }: { id: string; onAgain: () => void }) {
  const client = useQueryClient()
  const params = { id }
  const { data, error } = useQuery({
    ...read('GET /change-requests/{id}', { params }),
    // The plan is made by the worker; live events tell too, this only makes sure.
    refetchInterval: ({ state }) => (state.data?.state === 'planning' ? 1_000 : false),
  })
  const adopt = useMutation({
    mutationFn: (digest: string) => callApi('POST /change-requests/{id}/approve', { params, body: { digest } }),
    onSuccess: (request) => {
      client.setQueryData(readKey('GET /change-requests/{id}', { params }), request)
      for (const topic of ['flow-log', 'configuration', 'change-request']) renewTopic(client, topic)
    },
  })
  if (data === undefined) {
    return error === null ? <Skeleton className="h-40 w-full" /> : <ProblemPanel problem={problemOfError(error)} />
  }
  const done = data.progress?.done ?? 0
  if (data.state === 'applied') return <Adopted request={data} count={done} onAgain={onAgain} />
  const { plan } = data
  const acknowledged = [...new Set(data.items.flatMap((item) => item.adopts?.acknowledged ?? []))]
  return (
    <div className="max-w-3xl space-y-4">
      {data.planProblem === null ? null : <ProblemPanel problem={problemOfCloud(data.planProblem)} />}
      {plan === null ? (
        <p className="flex items-center gap-2 text-body text-muted" aria-live="polite">
          <StatePill tone="busy">Planning…</StatePill> The plan is being made from what was last seen.
        </p>
      ) : (
        <>
          <p className="text-lead" aria-live="polite">
            {plan.sentence}
          </p>
          <p className="text-body text-muted">
            {plan.obstacles === 0 ? (
              'Every flow log of the clusters is there as it was seen.'
            ) : (
              <>
                {countOf(plan.obstacles, 'flow log stays', 'flow logs stay')} out, because it changed or vanished
                meanwhile:{' '}
                <Link href={`/changes/${id}?tab=obstacles`} className="text-accent hover:underline">
                  see why
                </Link>
                .
              </>
            )}{' '}
            {acknowledged.length === 0
              ? ''
              : `It was acknowledged that ${acknowledged.map(managerWord).join(', ')} manages some of them too.`}
          </p>
        </>
      )}
      {adopt.error === null ? null : <ProblemPanel problem={problemOfError(adopt.error)} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="large"
          isBusy={adopt.isPending}
          disabled={plan === null || plan.total === 0 || !data.allowed.includes('approve')}
          onClick={() => plan !== null && adopt.mutate(plan.digest)}
        >
          {plan === null ? 'Adopt' : `Adopt ${countOf(plan.counters.adopt, 'flow log', 'flow logs')}`}
        </Button>
        <LinkButton size="large" href={`/changes/${id}`}>
          Open CR-{data.number}
        </LinkButton>
      </div>
    </div>
  )
}

function Adopted({ request, count, onAgain }: { request: ChangeRequestDetail; count: number; onAgain: () => void }) {
  const configurations = request.configurations.map(({ id }) => id)
  return (
    <div className="max-w-3xl space-y-4" role="status">
      <div className="flex flex-wrap gap-x-12 gap-y-4 border-y border-line py-5">
        <Figure value={count} label={count === 1 ? 'flow log adopted' : 'flow logs adopted'} />
        <Figure value={request.cloudWrites} label={request.cloudWrites === 1 ? 'cloud write' : 'cloud writes'} />
        <Figure
          value={configurations.length}
          label={configurations.length === 1 ? 'configuration' : 'configurations'}
        />
      </div>
      <p className="max-w-[80ch] text-body text-muted">
        No cloud was called and no tag was set: the count above is of calls recorded for CR-{request.number}. The flow
        logs stay untagged until the first change you approve for them, or until you ask for tags.
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton look="primary" size="large" href={hrefWith('/flow-logs', { configuration: configurations })}>
          See the flow logs
        </LinkButton>
        <Button size="large" onClick={onAgain}>
          Adopt more
        </Button>
        <MarkButton request={request} />
      </div>
    </div>
  )
}

function Figure({ value, label }: { value: number; label: string }) {
  return (
    <p>
      <span className="figures block text-[28px] leading-9 font-semibold tracking-[-0.02em]">
        {value.toLocaleString('en-US')}
      </span>
      <span className="text-table text-muted">{label}</span>
    </p>
  )
}

/** The one write that adoption leaves out, as a request of its own. */
function MarkButton({ request }: { request: ChangeRequestDetail }) {
  const mark = useMutation({
    mutationFn: () =>
      callApi('POST /change-requests', {
        body: {
          reason: 'Adopted flow logs are to show in their cloud that Weir manages them.',
          items: request.items.map(({ configurationId, currentGeneration }) => ({
            op: 'mark' as const,
            configurationId,
            baseGeneration: currentGeneration ?? 1,
          })),
        },
      }),
  })
  if (mark.data !== undefined) {
    return (
      <LinkButton size="large" href={`/changes/${mark.data.id}`}>
        Decide on the tags: CR-{mark.data.number}
      </LinkButton>
    )
  }
  return (
    <Button look="quiet" size="large" isBusy={mark.isPending} onClick={() => mark.mutate()}>
      Propose tags too
    </Button>
  )
}
