'use client'

import Link from 'next/link'
import { problemOfError } from '@/components/data/problem-view'
import { useList } from '@/components/data/use-list'
import { Button } from '@/components/ui/button'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { StateShape } from '@/components/ui/state-shape'
import { spaced } from '@/components/words/nouns'
import type { ObstacleView } from '@/lib/http/schemas/change-requests'

const keyOf = (row: ObstacleView) => `${row.severity}/${row.reason}/${row.configuration.id}/${row.target.keyText}`

/** What the plan could not do, and what it warns of, each with its remedy. */
export function Obstacles({ id }: { id: string }) {
  const list = useList('GET /change-requests/{id}/obstacles', { params: { id } }, keyOf)
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
      <EmptyState title="Nothing is in the way">
        Every target the configurations select can be given what they ask for.
      </EmptyState>
    )
  }
  return (
    <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 py-3 md:px-6">
      <ul className="divide-y divide-line rounded-md border border-line">
        {list.rows.map((row) => (
          <li key={keyOf(row)} className="flex gap-2.5 px-3 py-2.5 text-table">
            <StateShape tone={row.severity === 'obstacle' ? 'bad' : 'warning'} className="mt-[3px]" />
            <div className="min-w-0 flex-1">
              <p>
                <span className="font-medium">{row.message}</span>{' '}
                <span className="text-label text-muted">
                  {row.severity === 'obstacle' ? 'Obstacle' : 'Warning'} · {spaced(row.reason)}
                </span>
              </p>
              <p className="text-muted">{row.remedy}</p>
              <p className="flex flex-wrap gap-x-3 text-label text-muted">
                {row.target.resourceId === null ? (
                  <code>{row.target.externalId ?? row.target.keyText}</code>
                ) : (
                  <Link href={`/resources/${row.target.resourceId}`} className="text-accent hover:underline">
                    {row.target.name ?? row.target.externalId ?? row.target.keyText}
                  </Link>
                )}
                <span>{row.configuration.name}</span>
                {row.other === null ? null : <code className="text-mono">{row.other}</code>}
              </p>
            </div>
          </li>
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
