'use client'

import { useNow } from './clock'
import { formatAbsolute, formatDuration, formatRelative } from './relative-age'

/** An age that keeps counting; the exact UTC time on hover. Before the first paint in the browser it shows the exact time. */
export function RelativeTime({ at, className = '' }: { at: string | null; className?: string }) {
  const ageSoFar = at === null ? 0 : Date.parse(at)
  const nowMs = useNow(1000)
  if (at === null) return <span className={`text-faint ${className}`}>never</span>
  const absolute = formatAbsolute(ageSoFar)
  return (
    <time
      dateTime={at}
      data-tip={absolute}
      className={`figures whitespace-nowrap ${className}`}
      suppressHydrationWarning
    >
      {nowMs === null ? absolute.slice(0, 16) : formatRelative(ageSoFar, nowMs)}
    </time>
  )
}

/** How long something has been going on: `14 s`. */
export function Elapsed({ since }: { since: string }) {
  const nowMs = useNow(1000)
  return (
    <span className="figures" suppressHydrationWarning>
      {nowMs === null ? '' : formatDuration((nowMs - Date.parse(since)) / 1000)}
    </span>
  )
}

/** When something is due: `in 4 min`, and `due` once that has passed. */
export function DueTime({ at }: { at: string }) {
  const nowMs = useNow(1000)
  return nowMs !== null && Date.parse(at) <= nowMs ? <span>due</span> : <RelativeTime at={at} />
}
