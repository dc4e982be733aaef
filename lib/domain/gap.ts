import type { Capabilities } from './capabilities'

/**
 * The longest time without capture that a replacement may take when the old log must go first: what deleting and
 * creating may take before either counts as stuck, in seconds. Pure.
 */
export function gapBoundSeconds(capabilities: Capabilities): number {
  return Math.ceil((capabilities.deletionDeadlineMs + capabilities.activationDeadlineMs) / 1000)
}

/** How many measured gaps are kept: enough for a median that a single odd one does not move, few enough to follow the cloud. */
const KEPT_GAPS = 20

/** The measured gaps with new ones, newest first, and their median; seconds. Pure. */
export function withMeasuredGaps(
  recentSeconds: readonly number[],
  measured: readonly number[],
): { readonly recentSeconds: readonly number[]; readonly medianSeconds: number } | null {
  if (measured.length === 0) return null
  const kept = [...measured].reverse().concat(recentSeconds).slice(0, KEPT_GAPS)
  return { recentSeconds: kept, medianSeconds: medianSeconds(kept) ?? 0 }
}

/** The median of measured gaps, the lower one of two in the middle; null where nothing was measured. Pure. */
export function medianSeconds(measured: readonly number[]): number | null {
  const sorted = [...measured].sort((left, right) => left - right)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

/** What a replacement that has ended says of its gap: how long no log of it captured. Null is not known. Pure. */
export function describeMeasuredGap(seconds: number | null): string {
  if (seconds === null) return 'How long nothing was captured in between is not known.'
  return seconds === 0 ? 'It was replaced without a gap.' : `Nothing was captured for ${duration(seconds)} in between.`
}

/** A gap in words. Pure. */
export function describeGap(boundSeconds: number, estimateSeconds: number | null): string {
  const bound = `up to ${duration(boundSeconds)}`
  return estimateSeconds === null
    ? bound
    : `about ${duration(estimateSeconds)} as measured here so far, ${bound} at worst`
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`
  return `${Math.ceil(seconds / 60)} min`
}
