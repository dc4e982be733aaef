import type { Capabilities } from './capabilities'

/**
 * The longest time without capture that a replacement may take when the old log must go first: what deleting and
 * creating may take before either counts as stuck, in seconds. Pure.
 */
export function gapBoundSeconds(capabilities: Capabilities): number {
  return Math.ceil((capabilities.deletionDeadlineMs + capabilities.activationDeadlineMs) / 1000)
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
