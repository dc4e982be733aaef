import Link from 'next/link'
import { StateShape } from './state-shape'
import { TONE_FILL, type Tone } from './tone'

export interface LadderSegment {
  readonly key: string
  readonly tone: Tone
  readonly label: string
  readonly count: number
  /** The rows it counts. */
  readonly href: string
  /** Drawn hatched: could not be looked at. */
  readonly isHatched?: boolean
}

/** One stacked bar whose every part is a link to its rows; failing rows are marked on top of
 * the segment they belong to. */
export function LadderBar({
  segments,
  failing,
  size = 'medium',
  label,
}: {
  segments: readonly LadderSegment[]
  failing?: { readonly count: number; readonly href: string; readonly within: string }
  size?: 'medium' | 'large'
  label: string
}) {
  const shown = segments.filter((segment) => segment.count > 0)
  const total = shown.reduce((sum, segment) => sum + segment.count, 0)
  return (
    <div role="group" aria-label={label} className="relative">
      <div className={`flex w-full gap-px overflow-hidden rounded-[4px] bg-sunken ${size === 'large' ? 'h-5' : 'h-3'}`}>
        {shown.map((segment) => (
          <Link
            key={segment.key}
            href={segment.href}
            prefetch={false}
            aria-label={`${segment.label}: ${segment.count.toLocaleString('en-US')}`}
            data-tip={`${segment.label}: ${segment.count.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`}
            // A rung of one in ten thousand must still be seen and hit.
            style={{ flexGrow: segment.count, flexBasis: 0, minWidth: 4 }}
            className={`h-full transition-opacity hover:opacity-80 focus-visible:outline-offset-[-2px] ${
              segment.isHatched === true ? 'hatched' : TONE_FILL[segment.tone]
            }`}
          />
        ))}
      </div>
      {failing !== undefined && failing.count > 0 ? (
        <Link
          href={failing.href}
          prefetch={false}
          aria-label={`Delivery failing: ${failing.count.toLocaleString('en-US')}`}
          data-tip={`Delivery failing: ${failing.count.toLocaleString('en-US')}`}
          className="absolute -top-1.5 flex h-3 items-center rounded-full"
          style={{
            left: `${(before(shown, failing.within) / Math.max(1, total)) * 100}%`,
            width: `max(12px, ${(failing.count / Math.max(1, total)) * 100}%)`,
          }}
        >
          <span className="h-[3px] w-full rounded-full bg-bad-fill" />
        </Link>
      ) : null}
    </div>
  )
}

/** How much stands before a segment. */
function before(segments: readonly LadderSegment[], key: string): number {
  const at = segments.findIndex((segment) => segment.key === key)
  return segments.slice(0, Math.max(0, at)).reduce((sum, segment) => sum + segment.count, 0)
}

/** The words of a ladder: shape, name and number of each rung, as links. */
export function LadderLegend({ segments }: { segments: readonly LadderSegment[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-table">
      {segments.map((segment) => (
        <li key={segment.key}>
          <Link
            href={segment.href}
            prefetch={false}
            className="inline-flex items-center gap-1.5 rounded-[4px] text-muted hover:text-ink touch:min-h-11"
          >
            <StateShape tone={segment.tone} className="motion-safe:animate-none" />
            {segment.label}
            <span className="figures font-medium text-ink">{segment.count.toLocaleString('en-US')}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
