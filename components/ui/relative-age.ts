const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** An age in seconds as people say it: `now`, `12 s`, `4 min`, `3 h`, `5 d`, `8 mo`, `2 y`. Pure. */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  if (s < MINUTE) return `${s} s`
  if (s < HOUR) return `${Math.floor(s / MINUTE)} min`
  if (s < DAY) return `${Math.floor(s / HOUR)} h`
  if (s < 60 * DAY) return `${Math.floor(s / DAY)} d`
  if (s < 730 * DAY) return `${Math.floor(s / (30.4 * DAY))} mo`
  return `${Math.floor(s / (365 * DAY))} y`
}

/** When something was or will be, seen from `nowMs`: `just now`, `12 s ago`, `in 4 min`. Pure. */
export function formatRelative(atMs: number, nowMs: number): string {
  const seconds = Math.round((nowMs - atMs) / 1000)
  // Two clocks never agree exactly: what is a second ahead of us happened now.
  if (Math.abs(seconds) < 2) return 'just now'
  return seconds > 0 ? `${formatDuration(seconds)} ago` : `in ${formatDuration(-seconds)}`
}

/** The exact time for hovering and copying, UTC: `2026-11-20 11:29:47 UTC`. Pure. */
export function formatAbsolute(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
