import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Assessment } from './scope-plan'
import type { Condition, ConditionType } from './conditions'
import type { OperationsOutcome, PhaseInput, PhaseState } from './phase-input'
import type { Problem } from './problem'
import { aDesired, aLog, aRecord, AWS_CAPABILITIES, ownershipTags, someFacts } from '../../test/builders/cloud-facts'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import { act, blocked, done, inSync, waiting } from './assess'
import { CONDITIONS } from './conditions'
import { PHASES, type Phase } from './lifecycle'
import { claimedBy, targetGone, waitingFor, type WaitingReason } from './obstacles'
import { nextState } from './phase'
import { withObserveFailed } from './phase-conditions'
import { canTransition, PHASE_CONDITIONS } from './phase-rules'
import { DEFAULT_CADENCE } from './phase-timing'
import { planScope } from './plan-scope'

const NOW = new Date('2026-11-20T12:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const desired = aDesired()
const problem: Problem = {
  reason: 'DestinationMissing',
  message: 'The bucket does not exist.',
  cause: 'The bucket was never made.',
  remedy: 'Create it.',
  vendorCode: '400',
  vendorMessage: null,
  requestId: 'r-1',
}

const state = (phase: Phase, extra: Partial<PhaseState> = {}): PhaseState => ({
  phase,
  reason: 'Before',
  message: '',
  since: NOW,
  deadlineAt: null,
  conditions: [],
  ...extra,
})

const create = planScope(someFacts(), AWS_CAPABILITIES)[0]!
const update = planScope(
  someFacts({
    desired: [aDesired({ record: aRecord(), settledGeneration: 1, spec: aVpcSpec({ tags: { a: 'b' } }) })],
    observed: [aLog({ tags: ownershipTags() })],
    ownership: { 'fl-1': { kind: 'ours', desiredFlowLogId: 'desired-1' } },
  }),
  AWS_CAPABILITIES,
)[0]!

function next(input: Partial<PhaseInput> & { readonly assessment: Assessment }) {
  return nextState({
    current: state('Pending'),
    desired,
    authorisation: null,
    operations: { kind: 'none' },
    deliveryProblem: null,
    capabilities: AWS_CAPABILITIES,
    cadence: DEFAULT_CADENCE,
    now: NOW,
    ...input,
  })
}

test('a deletion that is only told does not say that something is made', () => {
  const { phase, reason, message } = next({ assessment: create, authorisation: 'NotifyOnly' })
  expect({ phase, reason }).toEqual({ phase: 'Pending', reason: 'NotifyOnly' })
  expect(message).toMatch(/deleted outside Weir.*nothing is done/)
})

const types = (conditions: readonly Condition[]) => conditions.map(({ type }) => type)
const wait = (reason: WaitingReason, bound: string | null = null) =>
  waiting(desired, waitingFor(desired, reason), { bound })
const sent = (action: 'create' | 'update' | 'replace' | 'delete'): OperationsOutcome => ({ kind: 'inFlight', action })

describe('where a desired flow log stands', () => {
  test.each<{
    input: Parameters<typeof next>[0]
    phase: Phase
    reason: string
    conditions: ConditionType[]
    why: string
  }>([
    {
      input: { assessment: inSync(desired, { bound: 'fl-1' }) },
      phase: 'Active',
      reason: 'InSync',
      conditions: ['Ready'],
      why: 'as desired',
    },
    {
      input: { assessment: inSync(desired, { bound: 'fl-1' }), deliveryProblem: problem },
      phase: 'Active',
      reason: 'InSync',
      conditions: ['Ready', 'DeliveryFailed'],
      why: 'Active says nothing of delivery',
    },
    {
      input: { assessment: create, authorisation: 'needsApproval' },
      phase: 'Pending',
      reason: 'AwaitingApproval',
      conditions: ['AwaitingApproval'],
      why: 'nobody has approved it',
    },
    {
      input: { assessment: create, authorisation: 'granted', operations: sent('create') },
      phase: 'Creating',
      reason: 'Creating',
      conditions: ['Reconciling'],
      why: 'the call was accepted',
    },
    {
      input: { assessment: wait('NotListedYet', 'fl-1'), current: state('Creating') },
      phase: 'Creating',
      reason: 'NotListedYet',
      conditions: ['Reconciling'],
      why: 'accepted, not listed yet',
    },
    {
      input: { assessment: update, authorisation: 'withinUpkeep', current: state('Active') },
      phase: 'Active',
      reason: 'Drifted',
      conditions: ['Reconciling', 'Drifted'],
      why: 'drift that is about to be healed',
    },
    {
      input: {
        assessment: update,
        authorisation: 'withinUpkeep',
        operations: sent('update'),
        current: state('Active'),
      },
      phase: 'Updating',
      reason: 'Updating',
      conditions: ['Reconciling', 'Drifted'],
      why: 'the change was sent',
    },
    {
      input: { assessment: wait('MissingOnce', 'fl-1'), current: state('Active') },
      phase: 'Active',
      reason: 'MissingOnce',
      conditions: ['Reconciling'],
      why: 'one listing decides nothing',
    },
    {
      input: { assessment: blocked(desired, claimedBy(desired, 'Prod')), current: state('Active') },
      phase: 'Blocked',
      reason: 'ClaimedBy',
      conditions: ['Stalled'],
      why: 'a person must change something',
    },
    {
      input: {
        assessment: create,
        operations: { kind: 'failed', action: 'create', problem },
        current: state('Creating'),
      },
      phase: 'Failed',
      reason: 'DestinationMissing',
      conditions: ['Stalled', 'ApplyFailed'],
      why: 'the authorised action ended terminally',
    },
    {
      input: {
        assessment: create,
        authorisation: 'granted',
        operations: { kind: 'retrying', action: 'create', problem: null, retryAt: later(9_000) },
      },
      phase: 'Creating',
      reason: 'Retrying',
      conditions: ['Reconciling'],
      why: 'throttled is not failed',
    },
    {
      input: { assessment: done(desired), desired: { ...desired, intent: 'absent' }, current: state('Deleting') },
      phase: 'Deleted',
      reason: 'Removed',
      conditions: [],
      why: 'it is gone',
    },
    {
      input: { assessment: done(desired, targetGone(desired)), current: state('Active') },
      phase: 'Deleted',
      reason: 'TargetGone',
      conditions: [],
      why: 'its target is gone',
    },
    {
      input: {
        assessment: wait('Deleting', 'fl-1'),
        desired: { ...desired, intent: 'absent' },
        current: state('Active'),
      },
      phase: 'Deleting',
      reason: 'Deleting',
      conditions: ['Reconciling'],
      why: 'the cloud is deleting it',
    },
    {
      input: { assessment: wait('Paused', 'fl-1'), current: state('Active') },
      phase: 'Active',
      reason: 'Paused',
      conditions: [],
      why: 'paused is at rest',
    },
  ])('$phase / $reason: $why', ({ input, phase, reason, conditions }) => {
    const after = next(input)
    expect(after).toMatchObject({ phase, reason })
    expect(types(after.conditions)).toEqual(conditions)
  })
})

describe('deadlines', () => {
  const creating = { assessment: wait('NotListedYet', 'fl-1') }

  test('begin with the phase and stay where they are', () => {
    const began = next(creating)
    expect(began.deadlineAt).toEqual(later(AWS_CAPABILITIES.activationDeadlineMs))
    const again = next({ ...creating, current: began, now: later(60_000) })
    expect(again.deadlineAt).toEqual(began.deadlineAt)
    expect(again.since).toEqual(NOW)
  })

  test('once passed it is Stalled, and polling goes on, slowly', () => {
    const began = next(creating)
    const now = later(AWS_CAPABILITIES.activationDeadlineMs)
    const late = next({ ...creating, current: began, now })
    expect(late.phase).toBe('Creating')
    expect(late.conditions.find(({ type }) => type === 'Stalled')?.reason).toBe('ActivationTimedOut')
    expect(late.lookAgainAt).toEqual(new Date(now.getTime() + DEFAULT_CADENCE.slowMs))
  })

  test.each([
    { elapsedMs: 0, waitMs: DEFAULT_CADENCE.quickMs, why: 'quick at first' },
    { elapsedMs: 45_000, waitMs: DEFAULT_CADENCE.steadyMs, why: 'steady afterwards' },
  ])('looks again: $why', ({ elapsedMs, waitMs }) => {
    const now = later(elapsedMs)
    const after = next({ ...creating, current: state('Creating'), now })
    expect(after.lookAgainAt).toEqual(new Date(now.getTime() + waitMs))
  })

  test('a second look at something missing comes after a minute; nothing else is in a hurry', () => {
    expect(next({ assessment: wait('MissingOnce', 'fl-1'), current: state('Active') }).lookAgainAt).toEqual(
      later(60_000),
    )
    expect(next({ assessment: inSync(desired, { bound: 'fl-1' }) }).lookAgainAt).toBeNull()
  })

  test('a retry decides its own time', () => {
    const operations: OperationsOutcome = { kind: 'retrying', action: 'create', problem, retryAt: later(7_000) }
    const after = next({ assessment: create, operations })
    expect(after.lookAgainAt).toEqual(later(7_000))
    expect(types(after.conditions)).toContain('ApplyFailed')
  })
})

describe('conditions', () => {
  test('keep the time they became true', () => {
    const first = next({ assessment: create, authorisation: 'needsApproval' })
    const second = next({ assessment: create, authorisation: 'needsApproval', current: first, now: later(5_000) })
    expect(second.conditions).toEqual(first.conditions)
  })

  test('a failed look leaves the rest as it was known, and says so once', () => {
    const known = next({ assessment: inSync(desired, { bound: 'fl-1' }) })
    const failed = withObserveFailed(known, problem, 1, later(1_000))
    expect(types(failed)).toEqual(['Ready', 'ObserveFailed'])
    const again = withObserveFailed({ ...known, conditions: failed }, problem, 1, later(9_000))
    expect(again).toEqual(failed)
  })
})

describe('transitions', () => {
  test.each([
    { from: 'Pending', to: 'Creating', may: true, why: 'the ordinary way' },
    { from: 'Creating', to: 'Active', may: true, why: 'the ordinary way' },
    { from: 'Active', to: 'Active', may: true, why: 'staying is always allowed' },
    { from: 'Deleted', to: 'Pending', may: false, why: 'a target that returns gets a new epoch' },
    { from: 'Deleting', to: 'Updating', may: false, why: 'a log that goes is not changed' },
    { from: 'Deleting', to: 'Replacing', may: false, why: 'a log that goes is not replaced' },
  ] as const)('$from to $to: $why', ({ from, to, may }) => {
    expect(canTransition(from, to)).toBe(may)
  })

  const assessments = fc.oneof(
    fc.constant(create),
    fc.constant(update),
    fc.constant(inSync(desired, { bound: 'fl-1' })),
    fc.constant(done(desired)),
    fc.constant(done(desired, targetGone(desired))),
    fc.constant(blocked(desired, claimedBy(desired, 'x'), { bound: 'fl-1' })),
    fc.constant(act(desired, update.action!, { bound: 'fl-1', drift: { kind: 'disabled', changes: [] } })),
    fc
      .record({
        reason: fc.constantFrom<WaitingReason>(
          'Creating',
          'Modifying',
          'Deleting',
          'NotListedYet',
          'MissingOnce',
          'Paused',
          'NotSettled',
          'UnknownStatus',
          'AwaitingConfirmation',
        ),
        bound: fc.constantFrom(null, 'fl-1'),
      })
      .map(({ reason, bound }) => wait(reason, bound)),
  )
  const actionKind = fc.constantFrom('create' as const, 'update' as const, 'replace' as const, 'delete' as const)
  const operations: fc.Arbitrary<OperationsOutcome> = fc.oneof(
    fc.constant({ kind: 'none' } as const),
    actionKind.map((action) => ({ kind: 'inFlight', action }) as const),
    actionKind.map((action) => ({ kind: 'failed', action, problem }) as const),
    fc
      .record({ action: actionKind, problem: fc.constantFrom(null, problem) })
      .map((parts) => ({ kind: 'retrying', retryAt: later(1), ...parts }) as const),
  )

  test('whatever happens, the next phase may follow and its conditions fit the table', () => {
    fc.assert(
      fc.property(
        fc.record({
          phase: fc.constantFrom(...PHASES),
          assessment: assessments,
          operations,
          authorisation: fc.constantFrom(
            null,
            'granted' as const,
            'withinUpkeep' as const,
            'needsApproval' as const,
            'ObserveOnly' as const,
          ),
          intent: fc.constantFrom('present' as const, 'absent' as const, 'released' as const),
          deliveryProblem: fc.constantFrom(null, problem),
          elapsedMs: fc.constantFrom(0, 10_000_000),
        }),
        ({ phase, intent, elapsedMs, ...rest }) => {
          const current = state(phase, { deadlineAt: phase === 'Active' ? null : later(1_000) })
          const after = next({ ...rest, current, desired: { ...desired, intent }, now: later(elapsedMs) })
          expect(canTransition(phase, after.phase)).toBe(true)
          const table = PHASE_CONDITIONS[after.phase]
          for (const type of Object.keys(CONDITIONS) as ConditionType[]) {
            const isThere = types(after.conditions).includes(type)
            if (table[type] === 'always') expect([after.phase, type, isThere]).toEqual([after.phase, type, true])
            if (table[type] === 'never') expect([after.phase, type, isThere]).toEqual([after.phase, type, false])
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
