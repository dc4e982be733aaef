import type { ReactNode } from 'react'
import { formatDuration } from './relative-age'
import { RelativeTime } from './relative-time'
import { StateShape } from './state-shape'
import type { Tone } from './tone'

export interface TimelineEntry {
  readonly key: string
  readonly tone: Tone
  readonly title: ReactNode
  readonly body?: ReactNode
  readonly at: string
  /** Codes and ids, mono. */
  readonly aside?: ReactNode
}

/** What happened, newest first: the state's shape, a sentence, and how long after the step before. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="relative">
      {entries.map((entry, index) => {
        const before = entries[index + 1]
        return (
          <li key={entry.key} className="relative flex gap-3 pb-4 last:pb-0">
            {before === undefined ? null : (
              <span aria-hidden className="absolute top-5 bottom-0 left-[5.5px] w-px bg-line" />
            )}
            {/* Only the newest step can still be going on. */}
            <StateShape tone={entry.tone} className={`mt-[3px] ${index === 0 ? '' : 'animate-none!'}`} />
            <div className="min-w-0 flex-1 text-table">
              <div className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{entry.title}</span>
                <span className="ml-auto flex items-baseline gap-2 text-label text-muted">
                  {before === undefined ? null : (
                    <span className="figures" data-tip="After the step before">
                      +{formatDuration((Date.parse(entry.at) - Date.parse(before.at)) / 1000)}
                    </span>
                  )}
                  <RelativeTime at={entry.at} />
                </span>
              </div>
              {entry.body === undefined ? null : <div className="text-muted">{entry.body}</div>}
              {entry.aside === undefined ? null : <div className="mt-1 flex flex-wrap gap-1.5">{entry.aside}</div>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
