import { describe, expect, test } from 'vitest'
import {
  aConfiguration,
  aDesired,
  aLog,
  aRecord,
  aResource,
  AWS_CAPABILITIES,
  AWS_SCOPE,
  CEN_CAPABILITIES,
  CEN_SCOPE,
  ownershipTags,
  someFacts,
} from '../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { actionOf, cenDesired, cenLog, FOREIGN, OURS, planOne } from '../../test/builders/one-plan'
import type { Ownership } from './flow-log'
import type { ReplacementFacts } from './scope-plan'
import { planScope } from './plan-scope'

const UNBOUND: Ownership = { kind: 'unbound', configurationId: 'configuration-1', operationId: 'operation-1' }
const tags = ownershipTags()
describe('a target without a log', () => {
  test('is created, and that adds coverage', () => {
    const action = actionOf(planOne(someFacts()), 'create')
    expect(action).toMatchObject({ risk: 'adds-coverage', because: 'new-target', gapSeconds: null })
  })

  test.each([
    { reason: 'NotCoverable', verdict: 'blocked', target: { notCoverable: 'BasicEdition' as const } },
    { reason: 'NotOwned', verdict: 'blocked', target: { ownerAccountId: '999999999999' } },
    { reason: 'NotSettled', verdict: 'waiting', target: { isSettled: false } },
  ])('$reason: $verdict, no action', ({ reason, verdict, target }) => {
    const facts = someFacts({ targets: [aResource(target)] })
    expect(planOne(facts)).toMatchObject({ verdict, action: null, obstacle: { reason } })
  })

  test('waits while the target is not known to exist, and ends when it is known to be gone', () => {
    expect(planOne(someFacts({ targets: [] }))).toMatchObject({
      verdict: 'waiting',
      obstacle: { reason: 'TargetNotSeen' },
    })
    const gone = someFacts({ targets: [], gone: [aResource().key] })
    expect(planOne(gone)).toMatchObject({ verdict: 'done', action: null, obstacle: { reason: 'TargetGone' } })
  })

  test('a spec that breaks a rule in this account blocks with the rule', () => {
    const spec = aVpcSpec({ logDestination: 'arn:aws-cn:s3:::central-logs' })
    const facts = someFacts({ desired: [aDesired({ spec })] })
    expect(planOne(facts)).toMatchObject({
      verdict: 'blocked',
      obstacle: { reason: 'SpecInvalid', other: 'partition' },
    })
  })

  test('another Configuration with the same claim blocks it', () => {
    const claimedBy = { configurationId: 'configuration-2', configurationName: 'Prod' }
    const facts = someFacts({ desired: [aDesired({ claimedBy })] })
    expect(planOne(facts)).toMatchObject({ verdict: 'blocked', obstacle: { reason: 'ClaimedBy', other: 'Prod' } })
  })

  test.each<{ owner: Ownership; why: string }>([
    { owner: FOREIGN, why: 'Terraform manages it' },
    { owner: { kind: 'released' }, why: 'we let go of it' },
    { owner: { kind: 'otherInstallation', installationId: 'x' }, why: 'another installation manages it' },
  ])('a log in the same place that is not ours blocks it: $why', ({ owner }) => {
    const facts = someFacts({ observed: [aLog({ externalId: 'fl-9' })], ownership: { 'fl-9': owner } })
    const assessment = planOne(facts)
    expect(assessment).toMatchObject({ verdict: 'blocked', obstacle: { reason: 'ForeignLogInTheWay', other: 'fl-9' } })
    expect(assessment.obstacle?.remedy).toContain('Adopt')
  })

  test('a foreign log to another destination is no obstacle, but makes ours a second copy', () => {
    const spec = aVpcSpec({ logDestination: 'arn:aws:s3:::other' })
    const facts = someFacts({ observed: [aLog({ spec, externalId: 'fl-9' })], ownership: { 'fl-9': FOREIGN } })
    expect(actionOf(planOne(facts), 'create').risk).toBe('second-copy')
  })

  test('on CEN a foreign log to another Logstore still holds the place', () => {
    const log = { ...cenLog, externalId: 'flowlog-9', spec: aCenSpec({ logStoreName: 'other' }), tags: {} }
    const facts = someFacts({ desired: [cenDesired], observed: [log], ownership: { 'flowlog-9': FOREIGN } })
    expect(planOne(facts, CEN_CAPABILITIES).obstacle?.reason).toBe('ForeignLogInTheWay')
  })

  test('our own tag without a record is bound again when it equals what is desired, with no call', () => {
    const facts = someFacts({ observed: [aLog({ tags })], ownership: { 'fl-1': UNBOUND } })
    expect(planOne(facts)).toMatchObject({ verdict: 'in-sync', rebindExternalId: 'fl-1', action: null })
  })

  test('one unbound log is given away once', () => {
    const other = aDesired({ id: 'desired-2', configurationId: 'configuration-2' })
    const facts = someFacts({
      desired: [other, aDesired()],
      observed: [aLog({ tags })],
      ownership: { 'fl-1': UNBOUND },
    })
    const [second, first] = planScope(facts, AWS_CAPABILITIES)
    expect(first?.rebindExternalId).toBe('fl-1')
    expect(second?.rebindExternalId).toBeNull()
  })

  test('an unbound log that differs is shown, never changed', () => {
    const spec = aVpcSpec({ trafficType: 'REJECT' })
    const facts = someFacts({ observed: [aLog({ tags, spec })], ownership: { 'fl-1': UNBOUND } })
    expect(planOne(facts)).toMatchObject({ verdict: 'blocked', action: null, rebindExternalId: null })
  })

  test('a subnet inside a VPC that shall be logged raises cost', () => {
    const subnet = aResource({
      key: { scope: AWS_SCOPE, type: 'Subnet', localKey: 'subnet-1' },
      links: { vpc: 'vpc-1' },
    })
    const facts = someFacts({
      desired: [aDesired({ id: 'desired-2', target: subnet.key }), aDesired()],
      targets: [subnet, aResource()],
    })
    expect(actionOf(planOne(facts), 'create').risk).toBe('raises-cost')
  })

  test('a router beside its attachments is planned with a warning', () => {
    const router = aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-1' } })
    const facts = someFacts({
      desired: [aDesired({ target: router.key, spec: aCenSpec() })],
      observed: [{ ...cenLog, tags: {} }],
      ownership: { 'fl-1': FOREIGN },
    })
    const assessment = planOne(facts, CEN_CAPABILITIES)
    expect(actionOf(assessment, 'create').kind).toBe('create')
    expect(assessment.warnings).toMatchObject([{ reason: 'RouterBesideAttachment' }])
  })
})

describe('a target with our log', () => {
  const bound = aDesired({ record: aRecord(), settledGeneration: 1 })
  const facts = (log = aLog({ tags }), desired = bound) =>
    someFacts({ desired: [desired], observed: [log], ownership: { [log.externalId]: OURS } })

  test('that equals what is desired needs nothing', () => {
    expect(planOne(facts())).toMatchObject({ verdict: 'in-sync', boundExternalId: 'fl-1', driftKind: 'none' })
  })

  test('undeclared tags are nobody’s business of ours', () => {
    expect(planOne(facts(aLog({ tags: { ...tags, team: 'x' } }))).verdict).toBe('in-sync')
  })

  test('a changed declared tag is updated in place; at a settled generation that is drift', () => {
    const spec = aVpcSpec({ tags: { team: 'net' } })
    const log = aLog({ tags: { ...tags, team: 'x' }, spec: aVpcSpec({ tags: { team: 'x' } }) })
    const drifted = planOne(facts(log, { ...bound, spec }))
    expect(actionOf(drifted, 'update')).toMatchObject({ because: 'drift', risk: 'neutral' })
    expect(drifted.driftKind).toBe('tags')
    const pending = planOne(facts(log, { ...bound, spec, generation: 2 }))
    expect(actionOf(pending, 'update').because).toBe('changed')
    expect(pending.driftKind).toBe('none')
  })

  test('a lost ownership tag is tag drift, but an adopted log stays untagged', () => {
    expect(planOne(facts(aLog()))).toMatchObject({ verdict: 'action', driftKind: 'tags' })
    const adopted = { ...bound, record: aRecord({ origin: 'adopted' as const }) }
    expect(planOne(facts(aLog(), adopted)).verdict).toBe('in-sync')
  })

  test('the first write to an adopted log brings our tags along', () => {
    const spec = aVpcSpec({ tags: { team: 'net' } })
    const adopted = { ...bound, spec, record: aRecord({ origin: 'adopted' as const }) }
    const action = actionOf(planOne(facts(aLog(), adopted)), 'update')
    expect(action.changes.map((change) => change.field)).toEqual([
      'tags.team',
      'tags.weir:installation',
      'tags.weir:configuration',
    ])
  })

  test.each([
    { presence: 'fresh' as const, reason: 'NotListedYet', why: 'a new log may be missing from listings at first' },
    { presence: 'suspected' as const, reason: 'MissingOnce', why: 'one listing decides nothing' },
    { presence: 'present' as const, reason: 'MissingOnce', why: 'the record lags behind the listing' },
  ])('missing and $presence: waits, because $why', ({ presence, reason }) => {
    const desired = { ...bound, record: aRecord({ presence }) }
    expect(planOne(someFacts({ desired: [desired] }))).toMatchObject({ verdict: 'waiting', obstacle: { reason } })
  })

  test('missing for sure: deleted outside Weir, created again as drift', () => {
    const desired = { ...bound, record: aRecord({ presence: 'gone' as const }) }
    const assessment = planOne(someFacts({ desired: [desired] }))
    expect(actionOf(assessment, 'create')).toMatchObject({ because: 'drift' })
    expect(assessment.driftKind).toBe('deleted')
    expect(assessment.action?.fingerprint).not.toBe(planOne(someFacts()).action?.fingerprint)
  })

  test('missing for sure with a changed Configuration is no healing', () => {
    const desired = { ...bound, generation: 2, record: aRecord({ presence: 'gone' as const }) }
    expect(actionOf(planOne(someFacts({ desired: [desired] })), 'create').because).toBe('changed')
  })

  test('on record, but not ours by ownership: blocked, never touched', () => {
    const stolen = someFacts({
      desired: [{ ...bound, spec: aVpcSpec({ trafficType: 'REJECT' }) }],
      observed: [aLog()],
      ownership: { 'fl-1': FOREIGN },
    })
    expect(planOne(stolen)).toMatchObject({
      verdict: 'blocked',
      action: null,
      obstacle: { reason: 'OwnershipUnclear' },
    })
  })

  test.each([
    { status: 'creating' as const, reason: 'Creating' },
    { status: 'modifying' as const, reason: 'Modifying' },
    { status: 'deleting' as const, reason: 'Deleting' },
    { status: 'unknown' as const, reason: 'UnknownStatus' },
  ])('status $status waits', ({ status, reason }) => {
    expect(planOne(facts(aLog({ tags, status })))).toMatchObject({ verdict: 'waiting', obstacle: { reason } })
  })

  test('a paused Configuration shows drift and plans nothing', () => {
    const configurations = new Map([['configuration-1', aConfiguration({ paused: true })]])
    const desired = { ...bound, record: aRecord({ presence: 'gone' as const }) }
    const paused = planOne(someFacts({ desired: [desired], configurations }))
    expect(paused).toMatchObject({
      verdict: 'waiting',
      action: null,
      driftKind: 'deleted',
      obstacle: { reason: 'Paused' },
    })
  })

  test('switched off outside Weir: switched on again', () => {
    const desired = { ...cenDesired, record: aRecord(), settledGeneration: 1 }
    const off = { ...cenLog, status: 'inactive' as const, spec: aCenSpec({ enabled: false }) }
    const assessment = planOne(
      someFacts({ desired: [desired], observed: [off], ownership: { 'fl-1': OURS } }),
      CEN_CAPABILITIES,
    )
    expect(actionOf(assessment, 'update')).toMatchObject({ because: 'drift', risk: 'adds-coverage' })
    expect(assessment.driftKind).toBe('disabled')
  })
})

describe('removing', () => {
  const leaving = aDesired({ intent: 'absent', record: aRecord(), settledGeneration: 1 })
  const facts = (overrides: Parameters<typeof someFacts>[0] = {}) =>
    someFacts({ desired: [leaving], observed: [aLog({ tags })], ownership: { 'fl-1': OURS }, ...overrides })

  test('the only log of a target reduces coverage', () => {
    const action = actionOf(planOne(facts()), 'delete')
    expect(action).toMatchObject({ leavesUncovered: true, risk: 'reduces-coverage', because: 'removed' })
  })

  test('beside another that delivers the same traffic it is neutral', () => {
    const other = aLog({ externalId: 'fl-9', spec: aVpcSpec({ logDestination: 'arn:aws:s3:::other' }) })
    const beside = facts({ observed: [aLog({ tags }), other], ownership: { 'fl-1': OURS, 'fl-9': FOREIGN } })
    expect(actionOf(planOne(beside), 'delete')).toMatchObject({ leavesUncovered: false, risk: 'neutral' })
  })

  test('ended once the log is gone or never was', () => {
    expect(planOne(facts({ desired: [{ ...leaving, record: null }] })).verdict).toBe('done')
    const gone = { ...leaving, record: aRecord({ presence: 'gone' as const }) }
    expect(planOne(facts({ desired: [gone], observed: [] })).verdict).toBe('done')
  })

  test('waits while the log is not listed or is being deleted', () => {
    expect(planOne(facts({ observed: [] })).verdict).toBe('waiting')
    expect(planOne(facts({ observed: [aLog({ tags, status: 'deleting' })] })).verdict).toBe('waiting')
  })

  test('a proposal plans it although a change is under way: it goes when that has settled', () => {
    const ahead = { ...facts({ observed: [aLog({ tags, status: 'creating' })] }), looksAhead: true }
    expect(actionOf(planOne(ahead), 'delete').why).toContain('A change of it is under way')
    const fresh = { ...leaving, record: aRecord({ presence: 'fresh' as const }) }
    const unlisted = { ...facts({ desired: [fresh], observed: [] }), looksAhead: true }
    expect(actionOf(planOne(unlisted), 'delete')).toMatchObject({ externalId: 'fl-1', before: null })
    expect(planOne({ ...ahead, observed: [aLog({ tags, status: 'deleting' })] }).verdict, 'it goes already').toBe(
      'waiting',
    )
  })

  test('never a log that is not ours', () => {
    expect(planOne(facts({ ownership: { 'fl-1': FOREIGN } }))).toMatchObject({ verdict: 'blocked', action: null })
  })

  test('retain: released without a call', () => {
    expect(actionOf(planOne(facts({ desired: [{ ...leaving, intent: 'released' }] })), 'release').externalId).toBe(
      'fl-1',
    )
  })

  test('in the middle of a replacement both logs go, the newer first', () => {
    const begun = { before: aVpcSpec(), risk: 'neutral', gapSeconds: null, because: 'changed' } as const
    const replacement: ReplacementFacts = {
      oldExternalId: 'fl-1',
      oldPresence: 'present',
      mode: 'create-first',
      newIsConfirmed: false,
      newHasFailed: false,
      begun,
    }
    const both = { ...leaving, record: aRecord({ externalId: 'fl-2' }), replacement }
    const observed = [aLog({ tags }), aLog({ externalId: 'fl-2', tags })]
    const ownership = { 'fl-1': OURS, 'fl-2': OURS }
    expect(actionOf(planOne(facts({ desired: [both], observed, ownership })), 'delete').externalId).toBe('fl-2')
    const newGone = { ...both, record: aRecord({ externalId: 'fl-2', presence: 'gone' as const }) }
    expect(actionOf(planOne(facts({ desired: [newGone], observed, ownership })), 'delete').externalId).toBe('fl-1')
  })
})
