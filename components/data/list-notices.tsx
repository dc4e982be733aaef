'use client'

import { Button } from '@/components/ui/button'
import { StatePill } from '@/components/ui/state-pill'
import { problemOfError } from './problem-view'

/** What a list has to say about itself: its length, rows that came, an attempt that failed. */
export function ListNotices({
  list,
  noun,
}: {
  list: {
    readonly total: number | null
    readonly newCount: number
    readonly showNew: () => void
    readonly renewError: Error | null
    readonly retry: () => void
  }
  noun: string
}) {
  return (
    <>
      {list.renewError === null ? null : (
        <button type="button" onClick={list.retry} className="rounded-[4px]">
          <StatePill tone="warning" tip={problemOfError(list.renewError).message}>
            Not renewed · try again
          </StatePill>
        </button>
      )}
      {list.newCount === 0 ? null : (
        <Button size="small" onClick={list.showNew}>
          {list.newCount} new · show
        </Button>
      )}
      <span className="figures text-label whitespace-nowrap text-muted" aria-live="polite">
        {list.total === null ? '' : `${list.total.toLocaleString('en-US')} ${noun}`}
      </span>
    </>
  )
}
