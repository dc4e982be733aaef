import { describe, expect, it } from 'vitest'
import type { Freshness } from '@/lib/http/schemas/scopes'
import { accountHealth, scopeHealth } from './account-health'

const WELL: Parameters<typeof accountHealth>[0] = {
  isPaused: false,
  test: { state: 'passed', testedAt: null, failed: 0, passed: 9 },
  scopes: { total: 4, failing: 0, stale: 0 },
  oldestObservedAt: '2026-11-20T09:00:00.000Z',
}

describe('the health of an account', () => {
  it.each<[string, Partial<typeof WELL>, string, string]>([
    ['all well', {}, 'Healthy', 'good'],
    [
      'paused speaks before everything',
      { isPaused: true, scopes: { total: 4, failing: 4, stale: 4 } },
      'Paused',
      'off',
    ],
    [
      'a refused connection before failing scopes',
      { test: { ...WELL.test, state: 'failed', failed: 2 }, scopes: { total: 4, failing: 4, stale: 4 } },
      'Connection failed',
      'bad',
    ],
    ['failing scopes are counted', { scopes: { total: 4, failing: 1, stale: 2 } }, '1 of 4 cannot be read', 'bad'],
    ['stale ones too', { scopes: { total: 4, failing: 0, stale: 2 } }, '2 of 4 stale', 'warning'],
    [
      'a fresh account waits for its first look',
      { oldestObservedAt: null, scopes: { total: 4, failing: 0, stale: 4 } },
      'Not looked at yet',
      'waiting',
    ],
    ['a running test', { test: { ...WELL.test, state: 'running' } }, 'Testing…', 'busy'],
  ])('%s', (_, facts, word, tone) => {
    expect(accountHealth({ ...WELL, ...facts })).toMatchObject({ word, tone })
  })
})

describe('the health of a scope', () => {
  const fresh: Freshness = {
    observedAt: '2026-11-20T09:00:00.000Z',
    discoveredAt: null,
    isStale: false,
    staleBecause: null,
  }
  const scope: Parameters<typeof scopeHealth>[0] = {
    state: 'Watched',
    isLooking: false,
    problem: null,
    freshness: fresh,
  }
  const problem = {
    reason: 'AccessDenied',
    message: 'Not allowed.',
    cause: null,
    remedy: null,
    vendorCode: null,
    vendorMessage: null,
    requestId: null,
  }

  it.each<[string, Partial<typeof scope>, string, string]>([
    ['fresh', {}, 'Fresh', 'good'],
    ['a region that is not opted in is no failure', { state: 'NotEnabled', problem }, 'Not enabled', 'off'],
    ['cannot be read', { problem }, 'Cannot be read', 'bad'],
    ['some listings of it failed', { problem: { ...problem, reason: 'PartlyListed' } }, 'Partly listed', 'warning'],
    ['being read again right now', { problem, isLooking: true }, 'Looking…', 'busy'],
    ['late', { freshness: { ...fresh, isStale: true, staleBecause: 'Late' } }, 'Stale', 'warning'],
    ['never', { freshness: { ...fresh, isStale: true, staleBecause: 'NeverLooked' } }, 'Not looked at yet', 'waiting'],
    [
      'calls go elsewhere now',
      { freshness: { ...fresh, isStale: true, staleBecause: 'EndpointChanged' } },
      'Endpoint changed',
      'bad',
    ],
  ])('%s', (_, facts, word, tone) => {
    expect(scopeHealth({ ...scope, ...facts })).toMatchObject({ word, tone })
  })
})
