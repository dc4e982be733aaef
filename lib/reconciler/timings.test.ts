import { describe, expect, it, test } from 'vitest'
import { DueTime } from './due'
import {
  backoffMs,
  delayAfter,
  delayAfterAge,
  dividedTimings,
  isLoopbackFingerprint,
  TIMINGS,
  TimingsRefused,
} from './timings'

test.each([
  { fingerprint: 'ec2=http://127.0.0.1:4566 sts=http://localhost:4566', loopback: true, why: 'both on this machine' },
  { fingerprint: 'ec2=http://127.0.0.1:4566 sts=vendor', loopback: false, why: 'one goes to the cloud itself' },
  { fingerprint: 'vendor', loopback: false, why: 'nothing is redirected' },
  { fingerprint: 'ec2=https://ec2.example.com sts=http://127.0.0.1:1', loopback: false, why: 'another machine' },
  {
    fingerprint: 'ec2=http://127.0.0.1.example.com sts=http://127.0.0.1:1',
    loopback: false,
    why: 'only looks like it',
  },
])('$fingerprint may be hurried: $loopback, because $why', ({ fingerprint, loopback }) => {
  expect(isLoopbackFingerprint(fingerprint)).toBe(loopback)
})

describe('a divisor', () => {
  it('is refused unless every endpoint is on this machine', () => {
    expect(() => dividedTimings(10, ['vendor', 'ec2=http://127.0.0.1:1 sts=http://127.0.0.1:1'])).toThrow(
      TimingsRefused,
    )
    expect(dividedTimings(1, ['vendor'])).toBe(TIMINGS)
  })

  it('brings looks closer and leaves leases and call deadlines alone', () => {
    const divided = dividedTimings(10, ['ec2=http://127.0.0.1:1 sts=http://127.0.0.1:1'])
    expect(divided.steadyLookMs).toBe(30_000)
    expect(divided.inFlightMs).toEqual([200, 400, 800, 1_500, 3_000])
    expect([divided.leaseTtlMs, divided.leaseRenewMs, divided.callTimeoutMs]).toEqual([30_000, 10_000, 15_000])
  })
})

test.each([
  { ageMs: 0, next: 2_000 },
  { ageMs: 2_000, next: 4_000 },
  { ageMs: 5_000, next: 1_000 },
  { ageMs: 14_000, next: 15_000 },
  { ageMs: 1_000_000, next: 30_000 },
])('in flight for $ageMs ms: look again in $next ms', ({ ageMs, next }) => {
  expect(delayAfterAge(ageMs, TIMINGS.inFlightMs)).toBe(next)
})

test('the last delay of a list repeats', () => {
  expect([0, 1, 2, 9].map((tries) => delayAfter(tries, [5, 10, 15]))).toEqual([5, 10, 15, 15])
})

test('backoff is jittered over its whole width and has a ceiling', () => {
  expect(backoffMs(0, TIMINGS, 0)).toBe(500)
  expect(backoffMs(3, TIMINGS, 0.5)).toBe(4_500)
  expect(backoffMs(50, TIMINGS, 0.999)).toBeLessThanOrEqual(TIMINGS.backoffLastMs + 500)
})

describe('when to come back', () => {
  it('the soonest wish wins, and a slowed scope rests all the same', () => {
    const due = new DueTime(300_000)
    due.within(60_000, 'second look')
    due.within(5_000, 'in flight')
    due.within(90_000, 'later')
    expect([due.dueInMs, due.why]).toEqual([5_000, 'in flight'])
    due.notBefore(8_000, 'backoff')
    expect([due.dueInMs, due.why]).toEqual([8_000, 'backoff'])
  })

  it('the past is now', () => {
    const due = new DueTime(300_000)
    due.at(new Date(1_000), new Date(5_000), 'overdue')
    expect(due.dueInMs).toBe(0)
  })
})
