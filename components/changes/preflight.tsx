'use client'

import { useMutation } from '@tanstack/react-query'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { useList } from '@/components/data/use-list'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/copy-text'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { StateShape } from '@/components/ui/state-shape'
import { countOf } from '@/components/words/nouns'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'
import type { PreflightCheckView, PreflightGroupView, PreflightSummary } from '@/lib/http/schemas/preflight'
import { PREFLIGHT_STATE, preflightSentence } from './preflight-words'

const keyOf = (row: PreflightGroupView) => String(row.ordinal)

/** What the clouds said to what the plan rests on: failing groups first, each failure with what to add. */
export function Preflight({ request, summary }: { request: ChangeRequestDetail; summary: PreflightSummary }) {
  const list = useList('GET /change-requests/{id}/preflight', { params: { id: request.id } }, keyOf)
  if (list.error !== null) {
    return (
      <div className="p-4 md:p-6">
        <ProblemPanel problem={problemOfError(list.error)} />
      </div>
    )
  }
  if (list.isLoading) return <Skeleton className="m-6 h-24" />
  if (list.rows.length === 0) {
    return (
      <EmptyState title="Nothing to ask">
        {summary.state === 'none'
          ? 'This plan makes no flow log: no destination, role or quota is in question.'
          : 'No group has this state.'}
      </EmptyState>
    )
  }
  return (
    <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 py-3 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-2 text-table">
        <span aria-live="polite">{preflightSentence(summary)}</span>
        <span className="figures text-label text-muted">
          {countOf(summary.calls, 'call', 'calls')}
          {summary.checkedAt === null ? null : (
            <>
              {', '}
              <RelativeTime at={summary.checkedAt} />
            </>
          )}
        </span>
        {request.allowed.includes('preflight') ? (
          <CheckAgain id={request.id} isRunning={summary.state === 'running'} />
        ) : null}
      </div>
      <ul className="space-y-3">
        {list.rows.map((group) => (
          <Group key={group.ordinal} group={group} />
        ))}
      </ul>
      {list.hasMore ? (
        <div className="pt-3">
          <Button isBusy={list.isLoadingMore} onClick={list.loadMore}>
            Show more
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function CheckAgain({ id, isRunning }: { id: string; isRunning: boolean }) {
  const check = useMutation({
    mutationFn: () => callApi('POST /change-requests/{id}/preflight', { params: { id } }),
    onSuccess: () => notify('done', 'Asking the clouds again'),
    onError: (error) => notify('problem', 'Could not ask again', problemOfError(error).message),
  })
  return (
    <Button size="small" className="ml-auto" isBusy={check.isPending || isRunning} onClick={() => check.mutate()}>
      Check again
    </Button>
  )
}

function Group({ group }: { group: PreflightGroupView }) {
  const { tone, word } = PREFLIGHT_STATE[group.state]
  const settled = group.checks.filter(({ state }) => state === 'passed')
  const open = group.checks.filter(({ state }) => state !== 'passed')
  return (
    <li className="overflow-hidden rounded-md border border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-3 py-2 last:border-b-0">
        <StatePill tone={tone}>{group.blocks ? 'Certain to fail' : word}</StatePill>
        <code className="min-w-0 text-mono break-all">{group.destination}</code>
        <span className="text-label text-muted">
          {group.scope.accountName} · {group.scope.region} · {countOf(group.targets, 'target', 'targets')}
        </span>
      </div>
      <ul className="divide-y divide-line">
        {open.map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
      {settled.length === 0 ? null : (
        <details className="border-t border-line text-table first:border-t-0">
          <summary className="cursor-pointer px-3 py-1.5 text-label text-muted select-none">
            {countOf(settled.length, 'check passed', 'checks passed')}
          </summary>
          <ul className="space-y-0.5 px-3 pb-2">
            {settled.map((check) => (
              <li key={check.id} className="flex gap-2.5">
                <StateShape tone="good" className="mt-[3px]" />
                <span>
                  {check.title}: <span className="text-muted">{check.message}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function Check({ check }: { check: PreflightCheckView }) {
  const { tone, word } = PREFLIGHT_STATE[check.state]
  return (
    <li className="flex gap-2.5 px-3 py-2.5 text-table">
      <StateShape tone={tone} className="mt-[3px]" />
      <div className="min-w-0 flex-1 space-y-1.5">
        <p>
          <span className="font-medium">{check.title}</span>{' '}
          <span className="text-label text-muted">
            {check.blocks ? 'Certain to fail' : word}
            {check.vendorCode === null ? null : (
              <>
                {' · '}
                <code className="text-mono">{check.vendorCode}</code>
              </>
            )}
          </span>
        </p>
        <p>{check.message}</p>
        {check.remedy === null ? null : (
          <p className="text-muted">
            <span className="font-medium text-ink">What to do: </span>
            {check.remedy}
          </p>
        )}
        {check.fixes.map((fix) => (
          <div key={fix.label} className="max-w-3xl space-y-1">
            <p className="text-label text-muted">{fix.label}</p>
            <CodeBlock code={fix.text} label={fix.label} isWrapped={fix.kind === 'command'} />
          </div>
        ))}
      </div>
    </li>
  )
}
