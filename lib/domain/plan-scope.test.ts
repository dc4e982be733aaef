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
import type { Ownership } from './flow-log'
import type { Action } from './plan'
import type { Assessment, ReplacementFacts, ScopeFacts } from './scope-plan'
import { planScope } from './plan-scope'

const OURS: Ownership = { kind: 'ours', desiredFlowLogId: 'desired-1' }
const FOREIGN: Ownership = { kind: 'foreign', manager: 'terraform' }
const UNBOUND: Ownership = { kind: 'unbound', configurationId: 'configuration-1', operationId: 'operation-1' }
const tags = ownershipTags()

const attachment = aResource({
  key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
  links: { transitRouter: 'tr-1' },
})
const cenDesired = aDesired({ target: attachment.key, spec: aCenSpec() })
const cenLog = aLog({ target: attachment.key, spec: aCenSpec(), tags })

function plan(facts: ScopeFacts, capabilities = AWS_CAPABILITIES): Assessment {
  const assessments = planScope(facts, capabilities)
  expect(assessments).toHaveLength(facts.desired.length)
  return assessments[0]!
}

function actionOf<Kind extends Action['kind']>(assessment: Assessment, kind: Kind): Extract<Action, { kind: Kind }> {
  expect(assessment.verdict, JSON.stringify(assessment.obstacle)).toBe('action')
  expect(assessment.action?.kind).toBe(kind)
  return assessment.action as Extract<Action, { kind: Kind }>
}

describe('a target without a log', () => {
  test('is created, and that adds coverage', () => {
    const action = actionOf(plan(someFacts()), 'create')
    expect(action).toMatchObject({ risk: 'adds-coverage', because: 'new-target', gapSeconds: null })
  })

  test.each([
    { reason: 'NotCoverable', verdict: 'blocked', target: { notCoverable: 'BasicEdition' as const } },
    { reason: 'NotOwned', verdict: 'blocked', target: { ownerAccountId: '999999999999' } },
    { reason: 'NotSettled', verdict: 'waiting', target: { isSettled: false } },
  ])('$reason: $verdict, no action', ({ reason, verdict, target }) => {
    const facts = someFacts({ targets: [aResource(target)] })
    expect(plan(facts)).toMatchObject({ verdict, action: null, obstacle: { reason } })
  })

  test('waits while the target is not known to exist, and ends when it is known to be gone', () => {
    expect(plan(someFacts({ targets: [] }))).toMatchObject({
      verdict: 'waiting',
      obstacle: { reason: 'TargetNotSeen' },
    })
    const gone = someFacts({ targets: [], gone: [aResource().key] })
    expect(plan(gone)).toMatchObject({ verdict: 'done', action: null, obstacle: { reason: 'TargetGone' } })
  })

  test('a spec that breaks a rule in this account blocks with the rule', () => {
    const spec = aVpcSpec({ logDestination: 'arn:aws-cn:s3:::central-logs' })
    const facts = someFacts({ desired: [aDesired({ spec })] })
    expect(plan(facts)).toMatchObject({
      verdict: 'blocked',
      obstacle: { reason: 'SpecInvalid', other: 'partition' },
    })
  })

  test('another Configuration with the same claim blocks it', () => {
    const claimedBy = { configurationId: 'configuration-2', configurationName: 'Prod' }
    const facts = someFacts({ desired: [aDesired({ claimedBy })] })
    expect(plan(facts)).toMatchObject({ verdict: 'blocked', obstacle: { reason: 'ClaimedBy', other: 'Prod' } })
  })

  test.each<{ owner: Ownership; why: string }>([
    { owner: FOREIGN, why: 'Terraform manages it' },
    { owner: { kind: 'released' }, why: 'we let go of it' },
    { owner: { kind: 'otherInstallation', installationId: 'x' }, why: 'another installation manages it' },
  ])('a log in the same place that is not ours blocks it: $why', ({ owner }) => {
    const facts = someFacts({ observed: [aLog({ externalId: 'fl-9' })], ownership: { 'fl-9': owner } })
    const assessment = plan(facts)
    expect(assessment).toMatchObject({ verdict: 'blocked', obstacle: { reason: 'ForeignLogInTheWay', other: 'fl-9' } })
    expect(assessment.obstacle?.remedy).toContain('Adopt')
  })

  test('a foreign log to another destination is no obstacle, but makes ours a second copy', () => {
    const spec = aVpcSpec({ logDestination: 'arn:aws:s3:::other' })
    const facts = someFacts({ observed: [aLog({ spec, externalId: 'fl-9' })], ownership: { 'fl-9': FOREIGN } })
    expect(actionOf(plan(facts), 'create').risk).toBe('second-copy')
  })

  test('on CEN a foreign log to another Logstore still holds the place', () => {
    const log = { ...cenLog, externalId: 'flowlog-9', spec: aCenSpec({ logStoreName: 'other' }), tags: {} }
    const facts = someFacts({ desired: [cenDesired], observed: [log], ownership: { 'flowlog-9': FOREIGN } })
    expect(plan(facts, CEN_CAPABILITIES).obstacle?.reason).toBe('ForeignLogInTheWay')
  })

  test('our own tag without a record is bound again when it equals what is desired, with no call', () => {
    const facts = someFacts({ observed: [aLog({ tags })], ownership: { 'fl-1': UNBOUND } })
    expect(plan(facts)).toMatchObject({ verdict: 'in-sync', rebindExternalId: 'fl-1', action: null })
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
    expect(plan(facts)).toMatchObject({ verdict: 'blocked', action: null, rebindExternalId: null })
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
    expect(actionOf(plan(facts), 'create').risk).toBe('raises-cost')
  })

  test('a router beside its attachments is planned with a warning', () => {
    const router = aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-1' } })
    const facts = someFacts({
      desired: [aDesired({ target: router.key, spec: aCenSpec() })],
      observed: [{ ...cenLog, tags: {} }],
      ownership: { 'fl-1': FOREIGN },
    })
    const assessment = plan(facts, CEN_CAPABILITIES)
    expect(actionOf(assessment, 'create').kind).toBe('create')
    expect(assessment.warnings).toMatchObject([{ reason: 'RouterBesideAttachment' }])
  })
})

describe('a target with our log', () => {
  const bound = aDesired({ record: aRecord(), settledGeneration: 1 })
  const facts = (log = aLog({ tags }), desired = bound) =>
    someFacts({ desired: [desired], observed: [log], ownership: { [log.externalId]: OURS } })

  test('that equals what is desired needs nothing', () => {
    expect(plan(facts())).toMatchObject({ verdict: 'in-sync', boundExternalId: 'fl-1', driftKind: 'none' })
  })

  test('undeclared tags are nobody’s business of ours', () => {
    expect(plan(facts(aLog({ tags: { ...tags, team: 'x' } }))).verdict).toBe('in-sync')
  })

  test('a changed declared tag is updated in place; at a settled generation that is drift', () => {
    const spec = aVpcSpec({ tags: { team: 'net' } })
    const log = aLog({ tags: { ...tags, team: 'x' }, spec: aVpcSpec({ tags: { team: 'x' } }) })
    const drifted = plan(facts(log, { ...bound, spec }))
    expect(actionOf(drifted, 'update')).toMatchObject({ because: 'drift', risk: 'neutral' })
    expect(drifted.driftKind).toBe('tags')
    const pending = plan(facts(log, { ...bound, spec, generation: 2 }))
    expect(actionOf(pending, 'update').because).toBe('changed')
    expect(pending.driftKind).toBe('none')
  })

  test('a lost ownership tag is tag drift, but an adopted log stays untagged', () => {
    expect(plan(facts(aLog()))).toMatchObject({ verdict: 'action', driftKind: 'tags' })
    const adopted = { ...bound, record: aRecord({ origin: 'adopted' as const }) }
    expect(plan(facts(aLog(), adopted)).verdict).toBe('in-sync')
  })

  test('the first write to an adopted log brings our tags along', () => {
    const spec = aVpcSpec({ tags: { team: 'net' } })
    const adopted = { ...bound, spec, record: aRecord({ origin: 'adopted' as const }) }
    const action = actionOf(plan(facts(aLog(), adopted)), 'update')
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
    expect(plan(someFacts({ desired: [desired] }))).toMatchObject({ verdict: 'waiting', obstacle: { reason } })
  })

  test('missing for sure: deleted outside Weir, created again as drift', () => {
    const desired = { ...bound, record: aRecord({ presence: 'gone' as const }) }
    const assessment = plan(someFacts({ desired: [desired] }))
    expect(actionOf(assessment, 'create')).toMatchObject({ because: 'drift' })
    expect(assessment.driftKind).toBe('deleted')
    expect(assessment.action?.fingerprint).not.toBe(plan(someFacts()).action?.fingerprint)
  })

  test('missing for sure with a changed Configuration is no healing', () => {
    const desired = { ...bound, generation: 2, record: aRecord({ presence: 'gone' as const }) }
    expect(actionOf(plan(someFacts({ desired: [desired] })), 'create').because).toBe('changed')
  })

  test('on record, but not ours by ownership: blocked, never touched', () => {
    const stolen = someFacts({
      desired: [{ ...bound, spec: aVpcSpec({ trafficType: 'REJECT' }) }],
      observed: [aLog()],
      ownership: { 'fl-1': FOREIGN },
    })
    expect(plan(stolen)).toMatchObject({ verdict: 'blocked', action: null, obstacle: { reason: 'OwnershipUnclear' } })
  })

  test.each([
    { status: 'creating' as const, reason: 'Creating' },
    { status: 'modifying' as const, reason: 'Modifying' },
    { status: 'deleting' as const, reason: 'Deleting' },
    { status: 'unknown' as const, reason: 'UnknownStatus' },
  ])('status $status waits', ({ status, reason }) => {
    expect(plan(facts(aLog({ tags, status })))).toMatchObject({ verdict: 'waiting', obstacle: { reason } })
  })

  test('a paused Configuration shows drift and plans nothing', () => {
    const configurations = new Map([['configuration-1', aConfiguration({ paused: true })]])
    const desired = { ...bound, record: aRecord({ presence: 'gone' as const }) }
    const paused = plan(someFacts({ desired: [desired], configurations }))
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
    const assessment = plan(
      someFacts({ desired: [desired], observed: [off], ownership: { 'fl-1': OURS } }),
      CEN_CAPABILITIES,
    )
    expect(actionOf(assessment, 'update')).toMatchObject({ because: 'drift', risk: 'adds-coverage' })
    expect(assessment.driftKind).toBe('disabled')
  })
})

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
    const action = actionOf(plan(changedAws(spec)), 'replace')
    expect(action).toMatchObject({ order, risk, gapSeconds: gap, step: 'create-new', because: 'changed' })
    expect(action.gapEstimateSeconds).toBe(gap === null ? null : 40)
  })

  test('the fingerprint does not move with the measured gap', () => {
    const facts = changedAws({ logFormat: '${srcaddr}' })
    const later = plan({ ...facts, measuredGapSeconds: 99 })
    expect(plan(facts).action?.fingerprint).toBe(later.action?.fingerprint)
  })

  test('on CEN the old one goes first, and the gap is stated', () => {
    const desired = { ...cenDesired, record: aRecord(), spec: aCenSpec({ logStoreName: 'other' }) }
    const facts = someFacts({ desired: [desired], observed: [cenLog], ownership: { 'fl-1': OURS } })
    const action = actionOf(plan(facts, CEN_CAPABILITIES), 'replace')
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
    expect(plan(inTheWay)).toMatchObject({ verdict: 'blocked', obstacle: { reason: 'ForeignLogInTheWay' } })
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
    const first = actionOf(plan(facts(null)), 'replace')
    const second = actionOf(plan(facts('FlowLogQuota')), 'replace')
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
  const first = plan(
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
    const action = actionOf(plan(row.facts), 'replace')
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
    for (const step of steps) expect(plan(step).action?.fingerprint).toBe(first.action?.fingerprint)
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
    expect(plan(row.facts)).toMatchObject({ verdict: 'waiting', obstacle: { reason: row.reason } })
  })

  test('the old one gone: the new one is an ordinary log, failed delivery or not', () => {
    const over = facts({ oldPresence: 'gone', newHasFailed: true }, 'fl-2', [newLog])
    expect(plan(over)).toMatchObject({ verdict: 'in-sync', boundExternalId: 'fl-2' })
  })

  test('the change was taken back: the new one goes, the old one stays', () => {
    const back = facts({ newIsConfirmed: true }, 'fl-2')
    const desired = { ...back.desired[0]!, spec: aVpcSpec() }
    expect(actionOf(plan({ ...back, desired: [desired] }), 'replace').step).toBe('delete-new')
  })

  test('an old log that is not ours any more is not deleted', () => {
    const lost = { ...facts({ newIsConfirmed: true }, 'fl-2'), ownership: new Map([['fl-2', OURS]]) }
    expect(plan(lost)).toMatchObject({ verdict: 'blocked', action: null })
  })
})

describe('removing', () => {
  const leaving = aDesired({ intent: 'absent', record: aRecord(), settledGeneration: 1 })
  const facts = (overrides: Parameters<typeof someFacts>[0] = {}) =>
    someFacts({ desired: [leaving], observed: [aLog({ tags })], ownership: { 'fl-1': OURS }, ...overrides })

  test('the only log of a target reduces coverage', () => {
    const action = actionOf(plan(facts()), 'delete')
    expect(action).toMatchObject({ leavesUncovered: true, risk: 'reduces-coverage', because: 'removed' })
  })

  test('beside another that delivers the same traffic it is neutral', () => {
    const other = aLog({ externalId: 'fl-9', spec: aVpcSpec({ logDestination: 'arn:aws:s3:::other' }) })
    const beside = facts({ observed: [aLog({ tags }), other], ownership: { 'fl-1': OURS, 'fl-9': FOREIGN } })
    expect(actionOf(plan(beside), 'delete')).toMatchObject({ leavesUncovered: false, risk: 'neutral' })
  })

  test('ended once the log is gone or never was', () => {
    expect(plan(facts({ desired: [{ ...leaving, record: null }] })).verdict).toBe('done')
    const gone = { ...leaving, record: aRecord({ presence: 'gone' as const }) }
    expect(plan(facts({ desired: [gone], observed: [] })).verdict).toBe('done')
  })

  test('waits while the log is not listed or is being deleted', () => {
    expect(plan(facts({ observed: [] })).verdict).toBe('waiting')
    expect(plan(facts({ observed: [aLog({ tags, status: 'deleting' })] })).verdict).toBe('waiting')
  })

  test('a proposal plans it although a change is under way: it goes when that has settled', () => {
    const ahead = { ...facts({ observed: [aLog({ tags, status: 'creating' })] }), looksAhead: true }
    expect(actionOf(plan(ahead), 'delete').why).toContain('A change of it is under way')
    const fresh = { ...leaving, record: aRecord({ presence: 'fresh' as const }) }
    const unlisted = { ...facts({ desired: [fresh], observed: [] }), looksAhead: true }
    expect(actionOf(plan(unlisted), 'delete')).toMatchObject({ externalId: 'fl-1', before: null })
    expect(plan({ ...ahead, observed: [aLog({ tags, status: 'deleting' })] }).verdict, 'it goes already').toBe(
      'waiting',
    )
  })

  test('never a log that is not ours', () => {
    expect(plan(facts({ ownership: { 'fl-1': FOREIGN } }))).toMatchObject({ verdict: 'blocked', action: null })
  })

  test('retain: released without a call', () => {
    expect(actionOf(plan(facts({ desired: [{ ...leaving, intent: 'released' }] })), 'release').externalId).toBe('fl-1')
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
    expect(actionOf(plan(facts({ desired: [both], observed, ownership })), 'delete').externalId).toBe('fl-2')
    const newGone = { ...both, record: aRecord({ externalId: 'fl-2', presence: 'gone' as const }) }
    expect(actionOf(plan(facts({ desired: [newGone], observed, ownership })), 'delete').externalId).toBe('fl-1')
  })
})
