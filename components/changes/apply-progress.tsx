'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { callApi, read } from '@/components/data/api'
import { problemOfCloud, problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { formatDuration } from '@/components/ui/relative-age'
import { StateShape } from '@/components/ui/state-shape'
import { TONE_FILL, type Tone } from '@/components/ui/tone'
import type { ApplyProgress as Progress, ChangeRequestDetail } from '@/lib/http/schemas/change-requests'

/** Failures read to be grouped by cause. */
const FAILURES_READ = 100
/** Beyond this many, a link to their rows helps. */
const FEW = 3

/** One line of progress, its numbers, and the failures with their remedy. */
export function ApplyProgress({ request, progress }: { request: ChangeRequestDetail; progress: Progress }) {
  const parts: readonly { key: string; tone: Tone; count: number; word: string }[] = [
    { key: 'done', tone: 'good', count: progress.done, word: 'done' },
    { key: 'failed', tone: 'bad', count: progress.failed, word: 'failed' },
    { key: 'held-back', tone: 'warning', count: progress.heldBack, word: 'held back' },
    { key: 'applying', tone: 'busy', count: progress.applying, word: 'applying' },
    { key: 'waiting', tone: 'waiting', count: progress.waiting, word: 'waiting' },
  ]
  return (
    <section aria-label="Progress" className="space-y-3 pb-2">
      <div
        role="progressbar"
        aria-label="Applied"
        aria-valuemin={0}
        aria-valuemax={progress.total}
        aria-valuenow={progress.done + progress.failed}
        className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken"
      >
        {parts
          .filter((part) => part.count > 0)
          .map((part) => (
            <span
              key={part.key}
              className={`${TONE_FILL[part.tone]} transition-[flex-grow] duration-[160ms]`}
              style={{ flexGrow: part.count, flexBasis: 0, minWidth: 3 }}
            />
          ))}
      </div>
      <div className="figures flex flex-wrap items-center gap-x-5 gap-y-1 text-table" aria-live="polite">
        {parts
          .filter((part) => part.count > 0 || part.key === 'done')
          .map((part) => (
            <span key={part.key} className="inline-flex items-center gap-1.5">
              <StateShape tone={part.tone} />
              <span className="font-medium">{part.count.toLocaleString('en-US')}</span>
              <span className="text-muted">{part.word}</span>
            </span>
          ))}
        <span className="text-muted">of {progress.total.toLocaleString('en-US')}</span>
        <Pace progress={progress} />
      </div>
      {progress.failed === 0 ? null : <Failures request={request} failed={progress.failed} />}
    </section>
  )
}

/** How fast it goes and how long it still takes, from what was done so far. */
function Pace({ progress }: { progress: Progress }) {
  const nowMs = useNow(1000)
  if (progress.startedAt === null || nowMs === null) return null
  const startedMs = Date.parse(progress.startedAt)
  if (progress.finishedAt !== null) {
    return (
      <span className="text-muted">took {formatDuration((Date.parse(progress.finishedAt) - startedMs) / 1000)}</span>
    )
  }
  const seconds = Math.max(1, (nowMs - startedMs) / 1000)
  const settled = progress.done + progress.failed
  const left = progress.waiting + progress.applying
  if (settled === 0 || left === 0) return <span className="text-muted">for {formatDuration(seconds)}</span>
  const perSecond = settled / seconds
  return (
    <span className="text-muted">
      {perSecond >= 1 ? `${perSecond.toFixed(1)} a second` : `${(perSecond * 60).toFixed(0)} a minute`}, about{' '}
      {formatDuration(left / perSecond)} left
    </span>
  )
}

/** Failures float up: the first few in full, then how many more, and one button for all. */
function Failures({ request, failed }: { request: ChangeRequestDetail; failed: number }) {
  const failures = useQuery(
    read('GET /change-requests/{id}/actions', {
      params: { id: request.id },
      query: { state: ['failed'], limit: FAILURES_READ },
    }),
  )
  const retry = useMutation({
    mutationFn: () => callApi('POST /change-requests/{id}/retry-failed', { params: { id: request.id } }),
    onSuccess: () => notify('done', 'Trying the failed ones again'),
    onError: (error) => notify('problem', 'Could not retry', problemOfError(error).message),
  })
  // The same cause once, however many targets it hit.
  const byCause = new Map<string, { names: string[]; ids: string[]; problem: Parameters<typeof problemOfCloud>[0] }>()
  for (const action of failures.data?.items ?? []) {
    if (action.problem === null) continue
    const known = byCause.get(action.problem.message)
    const name = action.target.name ?? action.target.externalId
    if (known === undefined) {
      byCause.set(action.problem.message, {
        names: [name],
        ids: action.flowLogId === null ? [] : [action.flowLogId],
        problem: action.problem,
      })
    } else known.names.push(name)
  }
  return (
    <div className="space-y-2">
      {[...byCause.values()].map((cause) => (
        <ProblemPanel
          key={cause.problem.message}
          problem={problemOfCloud(cause.problem)}
          action={
            <span className="text-label text-muted">
              {cause.names.slice(0, 3).join(', ')}
              {cause.names.length > 3
                ? ` and ${failed > FAILURES_READ ? 'many' : String(cause.names.length - 3)} more`
                : ''}
              {cause.ids[0] === undefined ? null : (
                <Link href={`/flow-logs/${cause.ids[0]}`} className="ml-2 text-accent hover:underline">
                  Open the flow log
                </Link>
              )}
            </span>
          }
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        {request.allowed.includes('retry-failed') ? (
          <Button isBusy={retry.isPending} onClick={() => retry.mutate()}>
            Retry failed
          </Button>
        ) : null}
        {failed > FEW ? (
          <Link href={`/changes/${request.id}?state=failed`} className="text-table text-accent hover:underline">
            Show all {failed.toLocaleString('en-US')} failures
          </Link>
        ) : null}
      </div>
    </div>
  )
}
