/**
 * Every cadence, deadline and timeout of the engine, in milliseconds, in one place. What a cloud itself takes
 * (visibility, activation, deletion) stands in its capabilities.
 */
export interface Timings {
  /** How long a lease lasts, and how often it is renewed. */
  readonly leaseTtlMs: number
  readonly leaseRenewMs: number
  /** Every call to a cloud ends within this, and starts only if that fits into the lease. */
  readonly callTimeoutMs: number
  /** Listing of flow logs and discovery while nothing happens. */
  readonly steadyLookMs: number
  readonly discoveryMs: number
  /** The second look at something that one complete listing lacked. */
  readonly secondLookMs: number
  /** In flight: the delays before the next shared listing, the last one repeated. */
  readonly inFlightMs: readonly number[]
  /** The same where the cloud has a Creating state of its own (CEN). */
  readonly inFlightSlowMs: readonly number[]
  /** Past its deadline (Stalled): polling goes on, slowly. */
  readonly stalledLookMs: number
  /** Waiting for the delivery verdict of a new flow log, or for the confirmation of a replacement. */
  readonly verdictLookMs: number
  /** A new log of a replacement counts as confirmed after this long without failure. */
  readonly confirmWithoutVerdictMs: number
  /** Backoff of a scope that is throttled or whose looks fail: full jitter from the first to the last. */
  readonly backoffFirstMs: number
  readonly backoffLastMs: number
  /** An operation without a verdict is sent again with its token for this long; afterwards it is looked up. */
  readonly resendForMs: number
  /** Retries of single items by kind of failure. */
  readonly busyRetryMs: readonly number[]
  readonly propagationRetryMs: readonly number[]
  readonly propagationGiveUpMs: number
  /** The most a pass takes from the queue before it lets others in. */
  readonly passBudgetMs: number
  /** Between two probes of one destination for its newest records; and after one that was refused or failed. */
  readonly probeMs: number
  readonly probeRetryMs: number
}

/*
 * Sources: Amazon EC2 API Reference, request throttling and eventual consistency; waits of the vendors' Terraform
 * providers for flow logs (two minutes for a fresh IAM role, five for CEN states). The cadences are ours.
 */
export const TIMINGS: Timings = {
  leaseTtlMs: 30_000,
  leaseRenewMs: 10_000,
  callTimeoutMs: 15_000,
  steadyLookMs: 5 * 60_000,
  discoveryMs: 15 * 60_000,
  secondLookMs: 60_000,
  inFlightMs: [2_000, 4_000, 8_000, 15_000, 30_000],
  inFlightSlowMs: [5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 15_000],
  stalledLookMs: 60_000,
  verdictLookMs: 60_000,
  confirmWithoutVerdictMs: 15 * 60_000,
  backoffFirstMs: 1_000,
  backoffLastMs: 60_000,
  resendForMs: 10 * 60_000,
  busyRetryMs: [5_000, 10_000, 15_000],
  propagationRetryMs: [5_000, 10_000, 20_000, 30_000],
  propagationGiveUpMs: 3 * 60_000,
  passBudgetMs: 10 * 60_000,
  probeMs: 10 * 60_000,
  probeRetryMs: 60 * 60_000,
}

/** Fingerprint of endpoints that are redirected to this machine; only they may be hurried. */
export function isLoopbackFingerprint(fingerprint: string): boolean {
  const hosts = fingerprint
    .match(/(?:https?:\/\/)(\[[^\]]*\]|[^/:,\s]+)/g)
    ?.map((url) => url.replace(/^https?:\/\//, ''))
  if (fingerprint.includes('vendor') || hosts === undefined) return false
  return hosts.every((host) => LOOPBACK.has(host) || /^127(?:\.\d{1,3}){3}$/.test(host))
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Thrown at start for a divisor that would make Weir call a real cloud more often than it should. */
export class TimingsRefused extends Error {
  override readonly name = 'TimingsRefused'
}

/**
 * The timings divided, for demos and tests: looks, retries and confirmations come sooner. Leases stay unless a shorter one
 * is given; renewals and call timeouts keep their proportion to it, so that what fits into a lease still does. Refused
 * unless every endpoint is redirected to loopback.
 */
export function dividedTimings(
  divisor: number,
  endpointFingerprints: readonly string[],
  leaseTtlMs: number = TIMINGS.leaseTtlMs,
): Timings {
  if (divisor === 1 && leaseTtlMs === TIMINGS.leaseTtlMs) return TIMINGS
  if (!(leaseTtlMs > 0 && leaseTtlMs <= TIMINGS.leaseTtlMs)) {
    throw new TimingsRefused(`A lease lasts at most ${TIMINGS.leaseTtlMs} ms.`)
  }
  if (!(divisor >= 1 && divisor <= 10_000))
    throw new TimingsRefused('The divisor of the timings lies between 1 and 10000.')
  if (!endpointFingerprints.every(isLoopbackFingerprint)) {
    throw new TimingsRefused('Timings are divided only while every endpoint is redirected to this machine.')
  }
  const divide = (ms: number): number => Math.max(50, Math.round(ms / divisor))
  const t = TIMINGS
  const inLease = (ms: number): number => Math.round((ms * leaseTtlMs) / t.leaseTtlMs)
  return {
    ...t,
    leaseTtlMs,
    leaseRenewMs: inLease(t.leaseRenewMs),
    callTimeoutMs: inLease(t.callTimeoutMs),
    steadyLookMs: divide(t.steadyLookMs),
    discoveryMs: divide(t.discoveryMs),
    secondLookMs: divide(t.secondLookMs),
    inFlightMs: t.inFlightMs.map(divide),
    inFlightSlowMs: t.inFlightSlowMs.map(divide),
    stalledLookMs: divide(t.stalledLookMs),
    verdictLookMs: divide(t.verdictLookMs),
    confirmWithoutVerdictMs: divide(t.confirmWithoutVerdictMs),
    backoffFirstMs: divide(t.backoffFirstMs),
    backoffLastMs: divide(t.backoffLastMs),
    busyRetryMs: t.busyRetryMs.map(divide),
    propagationRetryMs: t.propagationRetryMs.map(divide),
    probeMs: divide(t.probeMs),
    probeRetryMs: divide(t.probeRetryMs),
  }
}

/** The delay after `tries` tries: the last of the list repeats. Pure. */
export function delayAfter(tries: number, delays: readonly number[]): number {
  return delays[Math.min(tries, delays.length - 1)] ?? 0
}

/** Exponential backoff with full jitter; `random` is in [0, 1). Pure. */
export function backoffMs(failures: number, timings: Timings, random: number): number {
  const ceiling = Math.min(timings.backoffLastMs, timings.backoffFirstMs * 2 ** Math.min(failures, 20))
  return Math.round(timings.backoffFirstMs / 2 + random * ceiling)
}

/**
 * When to look again at something that has been in flight for `ageMs`: the delays follow one another, so that everything
 * that began together is looked at together; the last one repeats. Pure.
 */
export function delayAfterAge(ageMs: number, delays: readonly number[]): number {
  let elapsedMs = 0
  for (const delay of delays) {
    elapsedMs += delay
    if (elapsedMs > ageMs) return elapsedMs - ageMs
  }
  return delays.at(-1) ?? 0
}
