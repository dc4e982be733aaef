import type { SimClock } from './clock'

/** The size and refill of one token bucket. */
export interface BucketLimits {
  readonly size: number
  readonly refillPerSecond: number
}

/** Token buckets by key. A bucket starts full. */
export class Throttle {
  private readonly buckets = new Map<string, { tokens: number; atMs: number }>()

  constructor(private readonly clock: SimClock) {}

  /** Takes one token; false when the bucket is empty. */
  take(key: string, limits: BucketLimits): boolean {
    const nowMs = this.clock.now().getTime()
    const bucket = this.buckets.get(key) ?? { tokens: limits.size, atMs: nowMs }
    const refilled = bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * limits.refillPerSecond
    const tokens = Math.min(limits.size, refilled)
    const allowed = tokens >= 1
    this.buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs: nowMs })
    return allowed
  }

  /** Fills every bucket again. */
  reset(): void {
    this.buckets.clear()
  }
}
