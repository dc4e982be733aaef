import { describe, expect, test } from 'vitest'
import {
  aConfiguration,
  aDesired,
  aLog,
  aRecord,
  AWS_CAPABILITIES,
  CEN_CAPABILITIES,
  CEN_SCOPE,
  ownershipTags,
  someFacts,
} from '../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import type { Ownership } from './flow-log'
import type { Action } from './plan'
import type { DesiredFacts } from './scope-plan'
import { removalFingerprint } from './fingerprint'
import { authorise, type Authorisation, type AuthoriseContext } from './authorise'
import type { Grant } from './grant'
import { planScope } from './plan-scope'

const NOW = new Date('2026-11-20T12:00:00Z')
const OURS = { 'fl-1': { kind: 'ours', desiredFlowLogId: 'desired-1' } } as const
const tags = ownershipTags()

function action(
  desired: Partial<DesiredFacts>,
  observed = aLog({ tags }),
  capabilities = AWS_CAPABILITIES,
  ownership: Readonly<Record<string, Ownership>> = OURS,
): Action {
  const facts = someFacts({
    desired: [aDesired(desired)],
    observed: observed.status === 'unknown' ? [] : [observed],
    ownership,
  })
  return planScope(facts, capabilities)[0]!.action!
}

const nothing = aLog({ status: 'unknown' })
const settled = { record: aRecord(), settledGeneration: 1 }
const create = action({}, nothing)
const recreate = action({ ...settled, record: aRecord({ presence: 'gone' }) }, nothing)
const retag = action({ ...settled, spec: aVpcSpec({ tags: { a: 'b' } }) })
const edit = action({ ...settled, generation: 2, spec: aVpcSpec({ tags: { a: 'b' } }) })
const replace = action({ ...settled, generation: 2, spec: aVpcSpec({ trafficType: 'REJECT' }) })
const remove = action({ ...settled, intent: 'absent' })
const cenTarget = { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/a-1' } as const
const cenDrift = (spec: ReturnType<typeof aCenSpec>) =>
  action(
    { ...settled, target: cenTarget, spec: aCenSpec() },
    aLog({ tags, target: cenTarget, spec, status: spec.enabled ? 'active' : 'inactive' }),
    CEN_CAPABILITIES,
  )
const reenable = cenDrift(aCenSpec({ enabled: false }))
const interval = cenDrift(aCenSpec({ intervalSeconds: 60 }))

const grant = (fingerprints: readonly string[], extra: Partial<Grant> = {}): Grant => ({
  id: 'grant-1',
  changeRequestId: 'request-1',
  configurationId: 'configuration-1',
  generation: 1,
  fingerprints: new Set(fingerprints),
  expiresAt: new Date(NOW.getTime() + 1),
  revokedAt: null,
  ...extra,
})

function ask(
  one: Action,
  options: {
    readonly grants?: readonly Grant[]
    readonly configuration?: Parameters<typeof aConfiguration>[0]
    readonly context?: Partial<AuthoriseContext>
  } = {},
): Authorisation {
  const configurations = new Map([['configuration-1', aConfiguration(options.configuration)]])
  return authorise([one], options.grants ?? [], configurations, {
    now: NOW,
    newTargetsUsed: new Map(),
    spentFingerprints: new Set(),
    failedFingerprints: new Set(),
    ...options.context,
  })
}

function word({ granted, withinUpkeep, needsApproval, withheld }: Authorisation): string {
  if (granted.length > 0) return 'granted'
  if (withinUpkeep.length > 0) return 'upkeep'
  return needsApproval.length > 0 ? 'needs approval' : (withheld[0]?.reason ?? 'lost')
}

describe('upkeep', () => {
  test.each([
    { one: create, answer: 'upkeep', why: 'a new target may enter' },
    { one: recreate, answer: 'upkeep', why: 'the same spec again' },
    { one: retag, answer: 'upkeep', why: 'tags set again' },
    { one: reenable, answer: 'upkeep', why: 'switched on again' },
    { one: interval, answer: 'needs approval', why: 'other fields are not upkeep' },
    { one: edit, answer: 'needs approval', why: 'a changed Configuration is not drift' },
    { one: replace, answer: 'needs approval', why: 'nor is a replacement' },
    { one: remove, answer: 'needs approval', why: 'upkeep never reduces coverage' },
  ])('$answer: $why', ({ one, answer }) => {
    expect(word(ask(one))).toBe(answer)
  })

  test.each([
    { one: recreate, onDrift: 'propose' as const, answer: 'needs approval' },
    { one: recreate, onDrift: 'notify' as const, answer: 'NotifyOnly' },
    { one: create, onDrift: 'notify' as const, answer: 'upkeep' },
  ])('on drift $onDrift: $one.kind $one.because, $answer', ({ one, onDrift, answer }) => {
    expect(word(ask(one, { configuration: { onDrift } }))).toBe(answer)
  })

  test('propose: nothing happens by itself', () => {
    expect(word(ask(create, { configuration: { upkeep: 'propose' } }))).toBe('needs approval')
    expect(word(ask(recreate, { configuration: { upkeep: 'propose' } }))).toBe('needs approval')
  })

  test('new targets enter up to the bound, counted within the pass too', () => {
    const configuration = { upkeepBound: { maxNewTargets: 2 } }
    expect(word(ask(create, { configuration, context: { newTargetsUsed: new Map([['configuration-1', 2]]) } }))).toBe(
      'needs approval',
    )
    const several = authorise(
      [create, create, create],
      [],
      new Map([['configuration-1', aConfiguration(configuration)]]),
      {
        now: NOW,
        newTargetsUsed: new Map(),
        spentFingerprints: new Set(),
        failedFingerprints: new Set(),
      },
    )
    expect([several.withinUpkeep.length, several.needsApproval.length]).toEqual([2, 1])
  })
})

describe('grants', () => {
  const given = grant([remove.fingerprint])
  test.each([
    { grants: [given], extra: {}, answer: 'granted', why: 'the fingerprint was approved' },
    { grants: [grant([create.fingerprint])], extra: {}, answer: 'needs approval', why: 'another fingerprint' },
    { grants: [grant([remove.fingerprint], { expiresAt: NOW })], extra: {}, answer: 'needs approval', why: 'expired' },
    { grants: [grant([remove.fingerprint], { revokedAt: NOW })], extra: {}, answer: 'needs approval', why: 'revoked' },
    {
      grants: [grant([remove.fingerprint], { generation: 0 })],
      extra: {},
      answer: 'needs approval',
      why: 'a later approval left it out',
    },
    {
      grants: [grant([remove.fingerprint], { configurationId: 'other' })],
      extra: {},
      answer: 'needs approval',
      why: 'another Configuration',
    },
    {
      grants: [given],
      extra: { context: { spentFingerprints: new Set([remove.fingerprint]) } },
      answer: 'needs approval',
      why: 'one approval, one time',
    },
    {
      grants: [given],
      extra: { context: { failedFingerprints: new Set([remove.fingerprint]) } },
      answer: 'Failed',
      why: 'a person must retry',
    },
    {
      grants: [given],
      extra: { configuration: { observeOnly: true } },
      answer: 'ObserveOnly',
      why: 'shown, never applied',
    },
    { grants: [given], extra: { configuration: { paused: true } }, answer: 'Paused', why: 'paused' },
  ])('$answer: $why', ({ grants, extra, answer }) => {
    expect(word(ask(remove, { grants, ...extra }))).toBe(answer)
  })

  test('a deleted Configuration has no generation left to compare', () => {
    const result = authorise([remove], [given], new Map(), {
      now: NOW,
      newTargetsUsed: new Map(),
      spentFingerprints: new Set(),
      failedFingerprints: new Set(),
    })
    expect(word(result)).toBe('granted')
    expect(
      word(
        authorise([create], [], new Map(), {
          now: NOW,
          newTargetsUsed: new Map(),
          spentFingerprints: new Set(),
          failedFingerprints: new Set(),
        }),
      ),
    ).toBe('needs approval')
  })

  describe('a removal whose log became another one while it was approved', () => {
    if (remove.kind !== 'delete') throw new Error('a removal deletes')
    const [effect = '', worst = ''] = remove.removals
    const another = action(
      { ...settled, intent: 'absent', record: aRecord({ externalId: 'fl-2' }) },
      aLog({ externalId: 'fl-2', tags }),
      AWS_CAPABILITIES,
      { 'fl-2': { kind: 'ours', desiredFlowLogId: 'desired-1' } },
    )

    test('goes through under the effect that was approved, and under nothing else of it', () => {
      expect(another.fingerprint).not.toBe(remove.fingerprint)
      expect(word(ask(another, { grants: [grant([remove.fingerprint])] }))).toBe('needs approval')
      expect(word(ask(another, { grants: [grant([remove.fingerprint, effect])] }))).toBe('granted')
    })

    test('not where the approved one was covered by another log and this one leaves its traffic unlogged', () => {
      const beside = removalFingerprint({ ...another, epoch: 1, risk: 'neutral' })
      expect(worst).toBe(effect) // this one loses coverage
      expect(word(ask(another, { grants: [grant([beside])] }))).toBe('needs approval')
    })

    test('not in another life of its target, once it is used up, or under another generation', () => {
      const later = removalFingerprint({ ...another, epoch: 2, risk: another.risk })
      expect(word(ask(another, { grants: [grant([later])] }))).toBe('needs approval')
      const context = { spentFingerprints: new Set([effect]) }
      expect(word(ask(another, { grants: [grant([effect])], context }))).toBe('needs approval')
      expect(word(ask(another, { grants: [grant([effect], { generation: 2 })] }))).toBe('needs approval')
    })
  })

  test('the approval of a creation does not cover making a lost log again', () => {
    const configuration = { onDrift: 'propose' as const }
    expect(word(ask(recreate, { grants: [grant([create.fingerprint])], configuration }))).toBe('needs approval')
  })
})
