'use client'

import Link from 'next/link'
import { useState } from 'react'
import { problemOfError } from '@/components/data/problem-view'
import { useList } from '@/components/data/use-list'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { ValueDiff } from '@/components/ui/value-diff'
import type { ConfigurationVersionView } from '@/lib/http/schemas/configurations'
import { documentChanges } from './document-changes'
import { RestoreButton } from './restore-button'

const keyOf = (row: ConfigurationVersionView) => String(row.generation)

/** Every approved version, newest first, each with what it changed. */
export function Versions({ id, canRestore = true }: { id: string; canRestore?: boolean }) {
  const list = useList('GET /configurations/{id}/versions', { params: { id } }, keyOf)
  const [open, setOpen] = useState<number | null>(null)
  if (list.error !== null) return <ProblemPanel problem={problemOfError(list.error)} />
  if (list.isLoading) return <Skeleton className="h-24 w-full" />
  return (
    <div className="space-y-3">
      <ol className="divide-y divide-line rounded-md border border-line">
        {list.rows.map((row, index) => {
          const before = list.rows[index + 1]
          const isOpen = open === row.generation
          const changes = before === undefined ? [] : documentChanges(before.document, row.document)
          return (
            <li key={row.generation} className="px-3 py-2.5 text-table">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <span className="figures font-medium">Generation {row.generation}</span>
                <span className="text-muted">
                  {row.actor.name}, <RelativeTime at={row.createdAt} />
                </span>
                {row.changeRequest === null ? null : (
                  <Link
                    href={`/changes/${row.changeRequest.id}`}
                    className="min-w-0 truncate text-accent hover:underline"
                  >
                    CR-{row.changeRequest.number} {row.changeRequest.title}
                  </Link>
                )}
                <span className="ml-auto flex items-center gap-2">
                  {index === 0 || !canRestore ? null : <RestoreButton id={id} generation={row.generation} />}
                  {row.generation === 1 ? (
                    <span className="text-label text-muted">created</span>
                  ) : before === undefined ? null : (
                    <Button
                      size="small"
                      look="quiet"
                      aria-expanded={isOpen}
                      onClick={() => setOpen(isOpen ? null : row.generation)}
                    >
                      {changes.length} {changes.length === 1 ? 'change' : 'changes'}
                    </Button>
                  )}
                </span>
              </div>
              {isOpen && before !== undefined ? (
                <div className="pt-2.5">
                  <ValueDiff
                    changes={changes}
                    beforeLabel={`Generation ${before.generation}`}
                    afterLabel={`Generation ${row.generation}`}
                  />
                </div>
              ) : null}
            </li>
          )
        })}
      </ol>
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.loadMore}>
          Show earlier versions
        </Button>
      ) : null}
    </div>
  )
}
