import { describe, expect, test } from 'vitest'
import { aDesired, aLog, aRecord, CEN_CAPABILITIES, ownershipTags, someFacts } from '../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { actionOf, cenDesired, cenLog, FOREIGN, OURS, planOne } from '../../test/builders/one-plan'
import type { ReplacementFacts } from './scope-plan'

const tags = ownershipTags()
describe('replacing', () => {
  const changedAws = (spec: Partial<ReturnType<typeof aVpcSpec>>) =>
    someFacts({
      desired: [aDesired({ record: aRecord(), settledGeneration: 1, generation: 2, spec: aVpcSpec(spec) })],
      observed: [aLog({ tags })],
      ownership: { 'fl-1': OURS },
      measuredGapSeconds: 40,
    })

  test.each([
    {
      spec: { logDestination: 'arn:aws:s3:::other' },
      order: 'create-first',
      risk: 'neutral',
      gap: null,
      why: 'another destination: both may exist',
    },
    {
      spec: { logFormat: '${srcaddr} ${dstaddr}' },
      order: 'create-first-else-delete-first',
      risk: 'opens-gap',
      gap: 420,
      why: 'same destination: the cloud may refuse both at once, so the gap is stated',
    },
    {
      spec: { trafficType: 'REJECT' as const },
      order: 'create-first-else-delete-first',
      risk: 'reduces-coverage',
      gap: 420,
      why: 'less traffic is worse than a gap',
    },
  ])('$why', ({ spec, order, risk, gap }) => {
    const action = actionOf(planOne(changedAws(spec)), 'replace')
    expect(action).toMatchObject({ order, risk, gapSeconds: gap, step: 'create-new', because: 'changed' })
    expect(action.gapEstimateSeconds).toBe(gap === null ? null : 40)
  })

  test('the fingerprint does not move with the measured gap', () => {
    const facts = changedAws({ logFormat: '${srcaddr}' })
    const later = planOne({ ...facts, measuredGapSeconds: 99 })
    expect(planOne(facts).action?.fingerprint).toBe(later.action?.fingerprint)
  })

  test('on CEN the old one goes first, and the gap is stated', () => {
    const desired = { ...cenDesired, record: aRecord(), spec: aCenSpec({ logStoreName: 'other' }) }
    const facts = someFacts({ desired: [desired], observed: [cenLog], ownership: { 'fl-1': OURS } })
    const action = actionOf(planOne(facts, CEN_CAPABILITIES), 'replace')
    expect(action).toMatchObject({ order: 'delete-first', step: 'delete-old', risk: 'opens-gap', gapSeconds: 1800 })
    expect(action.why).toContain('30 min')
  })

  test('a foreign log at the new destination blocks before anything is done', () => {
    const facts = changedAws({ logDestination: 'arn:aws:s3:::other' })
    const foreign = aLog({ externalId: 'fl-9', spec: aVpcSpec({ logDestination: 'arn:aws:s3:::other' }) })
    const inTheWay = {
      ...facts,
      observed: [...facts.observed, foreign],
      ownership: new Map([...facts.ownership, ['fl-9', FOREIGN] as const]),
    }
    expect(planOne(inTheWay)).toMatchObject({ verdict: 'blocked', obstacle: { reason: 'ForeignLogInTheWay' } })
  })
})

describe('a quota that leaves no room for a second log', () => {
  const changed = aDesired({
    record: aRecord(),
    settledGeneration: 1,
    generation: 2,
    spec: aVpcSpec({ logDestination: 'arn:aws:s3:::other-logs/vpc/' }),
  })
  const facts = (createFirstRefused: string | null) =>
    someFacts({
      desired: [{ ...changed, createFirstRefused }],
      observed: [aLog({ tags })],
      ownership: { 'fl-1': OURS },
    })

  test('makes another plan, with its gap stated, under a fingerprint of its own', () => {
    const first = actionOf(planOne(facts(null)), 'replace')
    const second = actionOf(planOne(facts('FlowLogQuota')), 'replace')
    expect(first).toMatchObject({ order: 'create-first', step: 'create-new', gapSeconds: null })
    expect(second).toMatchObject({ order: 'delete-first', step: 'delete-old', risk: 'opens-gap' })
    expect(second.gapSeconds).toBeGreaterThan(0)
    expect(second.why).toContain('quota')
    expect(second.fingerprint).not.toBe(first.fingerprint)
  })
})

describe('a replacement under way', () => {
  const spec = aVpcSpec({ logDestination: 'arn:aws:s3:::other' })
  const begun = { before: aVpcSpec(), risk: 'neutral', gapSeconds: null, because: 'changed' } as const
  const replacement: ReplacementFacts = {
    oldExternalId: 'fl-1',
    oldPresence: 'present',
    mode: 'create-first',
    newIsConfirmed: false,
    newHasFailed: false,
    begun,
  }
  const oldLog = aLog({ tags })
  const newLog = aLog({ externalId: 'fl-2', tags, spec })
  const facts = (
    state: Partial<ReplacementFacts>,
    recordId: string,
    observed = [oldLog, newLog],
    presence: 'present' | 'fresh' | 'gone' = 'present',
  ) =>
    someFacts({
      desired: [
        aDesired({
          spec,
          generation: 2,
          settledGeneration: 1,
          record: aRecord({ externalId: recordId, presence }),
          replacement: { ...replacement, ...state },
        }),
      ],
      observed,
      ownership: { 'fl-1': OURS, 'fl-2': OURS },
    })
  const first = planOne(
    someFacts({
      desired: [aDesired({ spec, generation: 2, settledGeneration: 1, record: aRecord() })],
      observed: [oldLog],
      ownership: { 'fl-1': OURS },
    }),
  )

  test.each([
    { facts: facts({}, 'fl-1', [oldLog]), step: 'create-new', why: 'nothing new exists' },
    { facts: facts({ mode: 'delete-first' }, 'fl-1', [oldLog]), step: 'delete-old', why: 'the cloud refused both' },
    { facts: facts({ mode: 'delete-first', oldPresence: 'gone' }, 'fl-1', []), step: 'create-new', why: 'old is gone' },
    { facts: facts({ newIsConfirmed: true }, 'fl-2'), step: 'delete-old', why: 'new is confirmed' },
    { facts: facts({ newHasFailed: true }, 'fl-2'), step: 'delete-new', why: 'new failed, old stays' },
    { facts: facts({}, 'fl-2', [oldLog], 'gone'), step: 'create-new', why: 'new vanished' },
  ])('$why: $step', (row) => {
    const action = actionOf(planOne(row.facts), 'replace')
    expect(action.step).toBe(row.step)
    expect(action.externalId).toBe('fl-1')
  })

  test('every step keeps the fingerprint that was approved', () => {
    const steps = [
      facts({}, 'fl-1', [oldLog]),
      facts({ newIsConfirmed: true }, 'fl-2'),
      facts({ newHasFailed: true }, 'fl-2'),
      facts({ mode: 'delete-first', oldPresence: 'gone' }, 'fl-1', []),
    ]
    for (const step of steps) expect(planOne(step).action?.fingerprint).toBe(first.action?.fingerprint)
  })

  test.each([
    { facts: facts({}, 'fl-2'), reason: 'AwaitingConfirmation', why: 'delivery of the new one is not confirmed' },
    { facts: facts({}, 'fl-2', [oldLog], 'fresh'), reason: 'NotListedYet', why: 'the new one is not listed yet' },
    {
      facts: facts({ oldPresence: 'suspected', newIsConfirmed: true }, 'fl-2', [newLog]),
      reason: 'MissingOnce',
      why: 'one listing lacks the old one',
    },
  ])('waits while $why', (row) => {
    expect(planOne(row.facts)).toMatchObject({ verdict: 'waiting', obstacle: { reason: row.reason } })
  })

  test('the old one gone: the new one is an ordinary log, failed delivery or not', () => {
    const over = facts({ oldPresence: 'gone', newHasFailed: true }, 'fl-2', [newLog])
    expect(planOne(over)).toMatchObject({ verdict: 'in-sync', boundExternalId: 'fl-2' })
  })

  test('the change was taken back: the new one goes, the old one stays', () => {
    const back = facts({ newIsConfirmed: true }, 'fl-2')
    const desired = { ...back.desired[0]!, spec: aVpcSpec() }
    expect(actionOf(planOne({ ...back, desired: [desired] }), 'replace').step).toBe('delete-new')
  })

  test('an old log that is not ours any more is not deleted', () => {
    const lost = { ...facts({ newIsConfirmed: true }, 'fl-2'), ownership: new Map([['fl-2', OURS]]) }
    expect(planOne(lost)).toMatchObject({ verdict: 'blocked', action: null })
  })
})
