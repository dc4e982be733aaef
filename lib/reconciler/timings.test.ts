import { describe, expect, it } from 'vitest'
import { dividedTimings, TIMINGS, TimingsRefused } from './timings'

const LOOPBACK = ['aws http://127.0.0.1:4566', 'alibaba http://localhost:4566']

describe('dividedTimings', () => {
  it('leaves everything alone without a wish', () => {
    expect(dividedTimings(1, ['vendor'])).toBe(TIMINGS)
  })

  it('hurries looks and retries, and leaves leases and call timeouts', () => {
    const { steadyLookMs, leaseTtlMs, leaseRenewMs, callTimeoutMs } = dividedTimings(20, LOOPBACK)
    expect({ steadyLookMs, leaseTtlMs, leaseRenewMs, callTimeoutMs }).toEqual({
      steadyLookMs: 15_000,
      leaseTtlMs: 30_000,
      leaseRenewMs: 10_000,
      callTimeoutMs: 15_000,
    })
  })

  it('shortens a lease with everything that has to fit into it', () => {
    const { leaseTtlMs, leaseRenewMs, callTimeoutMs, steadyLookMs } = dividedTimings(1, LOOPBACK, 1_500)
    expect({ leaseTtlMs, leaseRenewMs, callTimeoutMs }).toEqual({
      leaseTtlMs: 1_500,
      leaseRenewMs: 500,
      callTimeoutMs: 750,
    })
    expect(steadyLookMs).toBe(TIMINGS.steadyLookMs)
  })

  it.each([
    { why: 'a divisor at a vendor’s address', wish: () => dividedTimings(20, ['vendor']) },
    { why: 'a short lease at a vendor’s address', wish: () => dividedTimings(1, ['vendor'], 1_500) },
    {
      why: 'a short lease where one cloud is elsewhere',
      wish: () => dividedTimings(1, [...LOOPBACK, 'x https://ec2.example.com'], 1_500),
    },
    { why: 'a longer lease', wish: () => dividedTimings(1, LOOPBACK, 60_000) },
    { why: 'a lease of no time', wish: () => dividedTimings(1, LOOPBACK, 0) },
    { why: 'a divisor below one', wish: () => dividedTimings(0.5, LOOPBACK) },
  ])('refuses $why', ({ wish }) => {
    expect(wish).toThrow(TimingsRefused)
  })
})
