import { describe, expect, test } from 'vitest'
import {
  aConfiguration,
  aDesired,
  aLog,
  aRecord,
  aResource,
  AWS_CAPABILITIES,
  AWS_SCOPE,
  ownershipTags,
  someFacts,
} from '../../test/builders/cloud-facts'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import type { ObservedFlowLog, Ownership } from './flow-log'
import type { DesiredFacts, ScopeFacts } from './scope-plan'
import { buildPlan } from './build-plan'
import { actionFingerprint, preconditionHash } from './fingerprint'
import { describeGap } from './gap'
import { planScope } from './plan-scope'
import { DEFAULT_SAFETY_LIMITS, judgeSafety, removesLog } from './plan-safety'

const OURS: Ownership = { kind: 'ours', desiredFlowLogId: 'desired-1' }
const tags = ownershipTags()
const generations = new Map([['configuration-1', 1]])
const planOf = (facts: ScopeFacts, base = generations) => buildPlan(planScope(facts, AWS_CAPABILITIES), base)
const factsWith = (desired: Partial<DesiredFacts>, observed: readonly ObservedFlowLog[] = [aLog({ tags })]) =>
  someFacts({
    desired: [aDesired({ record: aRecord(), settledGeneration: 1, ...desired })],
    observed,
    ownership: { 'fl-1': OURS, 'fl-9': { kind: 'foreign', manager: 'unknown' } },
  })
const edit = { generation: 2, spec: aVpcSpec({ tags: { a: 'b' } }) }

test('a plan counts its actions and keeps obstacles apart', () => {
  const plan = planOf(
    someFacts({
      desired: [aDesired(), aDesired({ id: 'desired-2', claimedBy: { configurationId: 'x', configurationName: 'X' } })],
    }),
  )
  expect(plan.counters).toEqual({ create: 1, update: 0, replace: 0, delete: 0, release: 0, adopt: 0 })
  expect(plan.obstacles.map(({ reason }) => reason)).toEqual(['ClaimedBy'])
})

describe('the digest an approval binds', () => {
  const digest = planOf(factsWith(edit)).digest
  test.each([
    {
      facts: factsWith(edit, [aLog({ tags, delivery: { state: 'failed', message: 'Access error' } })]),
      why: 'delivery',
    },
    {
      facts: factsWith(edit, [aLog({ tags: { ...tags, cost: 'x' }, spec: aVpcSpec({ tags: { cost: 'x' } }) })]),
      why: 'undeclared tags',
    },
    {
      facts: factsWith(edit, [aLog({ tags, createdAt: new Date(0), raw: { x: 1 }, rawStatus: 'Active' })]),
      why: 'times and raw answers',
    },
    { facts: { ...factsWith(edit), measuredGapSeconds: 77 }, why: 'measured gaps' },
    { facts: factsWith({ ...edit, epoch: 9 }), why: 'our own bookkeeping' },
  ])('does not move with $why', ({ facts }) => {
    expect(planOf(facts).digest).toBe(digest)
  })

  test.each([
    { facts: factsWith({ ...edit, spec: aVpcSpec({ tags: { a: 'c' } }) }), why: 'what is desired' },
    { facts: factsWith({ ...edit, intent: 'absent' }), why: 'the kind of action' },
    {
      facts: factsWith(edit, [
        aLog({ tags }),
        aLog({ externalId: 'fl-9', spec: aVpcSpec({ logDestination: 'arn:aws:s3:::x' }) }),
      ]),
      why: 'another log on the target',
    },
    { facts: factsWith({ ...edit, configurationId: 'configuration-2' }), why: 'the Configuration' },
  ])('moves with $why', ({ facts }) => {
    expect(planOf(facts).digest).not.toBe(digest)
  })

  test('moves with the base generation, not with the order of Configurations', () => {
    expect(planOf(factsWith(edit), new Map([['configuration-1', 2]])).digest).not.toBe(digest)
    const two = new Map([
      ['configuration-1', 1],
      ['b', 2],
    ])
    expect(planOf(factsWith(edit), two).digest).toBe(planOf(factsWith(edit), new Map([...two].reverse())).digest)
  })
})

describe('hashes', () => {
  const parts = {
    kind: 'create',
    target: aResource().key,
    configurationId: 'c',
    externalId: null,
    before: null,
    after: aVpcSpec(),
    changes: null,
    risk: 'adds-coverage',
    gapSeconds: null,
  } as const
  test.each([
    { change: { risk: 'second-copy' as const }, why: 'risk' },
    { change: { gapSeconds: 60 }, why: 'gap bound' },
    { change: { externalId: 'fl-1' }, why: 'external id' },
    { change: { configurationId: 'd' }, why: 'Configuration' },
    { change: { target: { ...parts.target, scope: { ...AWS_SCOPE, region: 'us-east-1' } } }, why: 'scope' },
  ])('a fingerprint moves with its $why', ({ change }) => {
    expect(actionFingerprint({ ...parts, ...change })).not.toBe(actionFingerprint(parts))
  })

  test('a precondition does not depend on order or tags, but on ownership and spec', () => {
    const one = { externalId: 'a', ownership: 'ours', spec: aVpcSpec() } as const
    const two = { externalId: 'b', ownership: 'foreign', spec: null } as const
    expect(preconditionHash([one, two])).toBe(preconditionHash([two, { ...one, spec: aVpcSpec({ tags: { x: 'y' } }) }]))
    expect(preconditionHash([one])).not.toBe(preconditionHash([{ ...one, ownership: 'unbound' }]))
    expect(preconditionHash([one])).not.toBe(preconditionHash([{ ...one, spec: aVpcSpec({ trafficType: 'REJECT' }) }]))
  })
})

describe('safety', () => {
  const remove = planOf(factsWith({ intent: 'absent' })).actions[0]!
  const deletes = (count: number) => Array.from({ length: count }, () => remove)
  test.each([
    { count: 5, managed: 5, reasons: [], why: 'small fleets are not in their own way' },
    { count: 10, managed: 100, reasons: [], why: 'a small share' },
    { count: 31, managed: 100, reasons: ['TooLargeShareDeleted'], why: 'a large share' },
    { count: 501, managed: 100_000, reasons: ['TooManyDeletes'], why: 'too many at once' },
    { count: 600, managed: 600, reasons: ['TooManyDeletes', 'TooLargeShareDeleted'], why: 'both' },
  ])('$count of $managed: $why', ({ count, managed, reasons }) => {
    const verdict = judgeSafety(deletes(count), managed, DEFAULT_SAFETY_LIMITS)
    const found = verdict.kind === 'safe' ? [] : verdict.reasons
    expect(found.map(({ reason }) => reason)).toEqual(reasons)
    for (const { message, wayOut } of found) {
      expect(message).toContain(String(count))
      expect(wayOut).toMatch(/\S/)
    }
  })

  test('a replacement that deletes first takes a log away, an ordinary creation does not', () => {
    expect(removesLog(remove)).toBe(true)
    expect(removesLog(planOf(someFacts()).actions[0]!)).toBe(false)
  })
})

test.each([
  { bound: 420, estimate: null, text: 'up to 7 min', why: 'nothing measured yet' },
  {
    bound: 420,
    estimate: 40,
    text: 'about 40 s as measured here so far, up to 7 min at worst',
    why: 'an estimate is called one',
  },
])('a gap reads: $text, for $why', ({ bound, estimate, text }) => {
  expect(describeGap(bound, estimate)).toBe(text)
})

test('planning 10,000 targets grows with their number and no faster', () => {
  const world = (count: number) => {
    const keys = Array.from(
      { length: count },
      (_, at) => ({ scope: AWS_SCOPE, type: 'VPC', localKey: `vpc-${at}` }) as const,
    )
    return someFacts({
      configurations: generations.size === 1 ? new Map([['configuration-1', aConfiguration()]]) : new Map(),
      desired: keys.map((target, at) => aDesired({ id: `desired-${at}`, target, spec: aVpcSpec() })),
      observed: keys.map((target, at) =>
        aLog({ externalId: `fl-${at}`, target, spec: aVpcSpec({ logDestination: 'arn:aws:s3:::other' }) }),
      ),
    })
  }
  const facts = world(10_000)
  const startedAt = performance.now()
  const plan = planOf(facts)
  const tookMs = performance.now() - startedAt
  expect(plan.counters.create).toBe(10_000)
  // Quadratic work would take minutes; how fast it really is, the bench says.
  expect(tookMs).toBeLessThan(10_000)
})
