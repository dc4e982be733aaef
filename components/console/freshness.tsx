'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { read } from '@/components/data/api'
import { useLiveState } from '@/components/data/live'
import { useNow } from '@/components/ui/clock'
import { formatDuration } from '@/components/ui/relative-age'
import { StateShape } from '@/components/ui/state-shape'

/** How old the oldest shown fact is, and whether changes still reach the page. */
export function Freshness() {
  const live = useLiveState()
  const overview = useQuery({ ...read('GET /overview', {}), staleTime: 15_000 })
  const nowMs = useNow(1000)
  const facts = overview.data?.freshness
  const oldest = facts?.oldestObservedAt ?? null
  const age = oldest === null || nowMs === null ? null : formatDuration((nowMs - Date.parse(oldest)) / 1000)
  const troubled = (facts?.staleScopes ?? 0) + (facts?.neverLooked ?? 0)

  const word = live === 'live' ? 'Live' : live === 'connecting' ? 'Connecting' : 'Not live'
  const tone = live === 'lost' ? 'bad' : troubled > 0 ? 'warning' : live === 'live' ? 'good' : 'waiting'
  const tip =
    live === 'lost'
      ? 'The live connection is lost; the page asks again every 10 s.'
      : troubled > 0
        ? `${troubled} scopes are stale or were never looked at.`
        : 'Age of the oldest look at any scope.'
  return (
    <Link
      href="/overview#scopes"
      data-tip={tip}
      aria-live="off"
      className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-label whitespace-nowrap text-muted hover:bg-hover hover:text-ink touch:h-11"
    >
      <StateShape tone={tone} />
      {word}
      {age === null ? null : (
        <span className="figures max-sm:hidden" suppressHydrationWarning>
          · {age} ago
        </span>
      )}
    </Link>
  )
}
