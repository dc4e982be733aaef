import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyOutcome,
  CHANGE_REQUEST_EVENTS,
  CHANGE_REQUEST_STATES,
  isChangeRequestOver,
  isStale,
  nextChangeRequestState,
  possibleEvents,
  type ChangeRequestEvent,
  type ChangeRequestState,
} from './change-request'

test.each<{ from: ChangeRequestState; event: ChangeRequestEvent; to: ChangeRequestState | null; why: string }>([
  { from: 'planning', event: 'planned', to: 'open', why: 'the plan is made' },
  {
    from: 'planning',
    event: 'planFailed',
    to: 'planning',
    why: 'its problem is shown, and a new plan can be asked for',
  },
  { from: 'planning', event: 'approve', to: null, why: 'nobody approves what has no plan' },
  { from: 'open', event: 'approve', to: 'approved', why: 'one person is enough for now' },
  { from: 'open', event: 'startApply', to: null, why: 'nothing is applied without approval' },
  { from: 'open', event: 'becameStale', to: 'stale', why: 'the Configuration moved on' },
  { from: 'stale', event: 'approve', to: null, why: 'a stale plan is not what was shown' },
  { from: 'stale', event: 'replan', to: 'planning', why: 'a new plan can be made' },
  { from: 'approved', event: 'startApply', to: 'applying', why: 'the worker begins' },
  { from: 'approved', event: 'applySucceeded', to: 'applied', why: 'a request may need no call at all' },
  { from: 'applying', event: 'applyPartlySucceeded', to: 'partly-applied', why: 'failures stay small' },
  { from: 'partly-applied', event: 'retry', to: 'applying', why: 'what failed is tried again' },
  { from: 'failed', event: 'retry', to: 'applying', why: 'after the world was mended' },
  { from: 'applying', event: 'reject', to: null, why: 'too late' },
  { from: 'applied', event: 'retry', to: null, why: 'it is over' },
])('$from, $event: $to, because $why', ({ from, event, to }) => {
  expect(nextChangeRequestState(from, event)).toBe(to)
})

test('what is over stays over, and everything else can end', () => {
  for (const state of ['applied', 'withdrawn', 'rejected', 'expired'] as const) {
    expect(isChangeRequestOver(state)).toBe(true)
  }
  for (const state of CHANGE_REQUEST_STATES.filter((one) => !isChangeRequestOver(one))) {
    expect(possibleEvents(state)).toContain('expire')
  }
})

test('nothing is ever applied that was not approved, whatever happens in between', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...CHANGE_REQUEST_EVENTS), { maxLength: 30 }), (events) => {
      let state: ChangeRequestState = 'planning'
      let wasApproved = false
      for (const event of events) {
        const next = nextChangeRequestState(state, event)
        if (next === null) continue
        if (event === 'approve') wasApproved = true
        if (next === 'planning') wasApproved = false
        if (next === 'applying' || next === 'applied' || next === 'partly-applied') expect(wasApproved).toBe(true)
        state = next
      }
    }),
    { numRuns: 3_000 },
  )
})

describe('what an apply has come to', () => {
  test.each([
    { progress: { total: 3, succeeded: 1, failed: 1 }, outcome: null, why: 'one is still under way' },
    { progress: { total: 3, succeeded: 3, failed: 0 }, outcome: 'applySucceeded', why: 'all went well' },
    { progress: { total: 0, succeeded: 0, failed: 0 }, outcome: 'applySucceeded', why: 'nothing was to be done' },
    { progress: { total: 3, succeeded: 2, failed: 1 }, outcome: 'applyPartlySucceeded', why: 'some did not' },
    { progress: { total: 2, succeeded: 0, failed: 2 }, outcome: 'applyFailed', why: 'none did' },
  ])('$why', ({ progress, outcome }) => {
    expect(applyOutcome(progress)).toBe(outcome)
  })
})

test.each([
  { base: 3, now: 3, stale: false, why: 'unchanged since' },
  { base: 3, now: 4, stale: true, why: 'another request was approved first' },
  { base: 3, now: undefined, stale: true, why: 'the Configuration is gone' },
  { base: null, now: undefined, stale: false, why: 'the request creates it' },
])('stale $stale: $why', ({ base, now, stale }) => {
  const generations = new Map(now === undefined ? [] : [['c', now]])
  expect(isStale([{ configurationId: 'c', baseGeneration: base }], generations)).toBe(stale)
})
