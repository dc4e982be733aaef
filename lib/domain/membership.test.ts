import { describe, expect, it, test } from 'vitest'
import { AWS_SCOPE, aConfiguration, aResource } from '../../test/builders/cloud-facts'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import type { ConfigurationDocument } from './configuration'
import type { DesiredMember, MembershipInput } from './membership'
import { claimKey } from './claim-key'
import { decideMembership, epochKey, specHash } from './membership'
import { OverlayMismatch, overlayConfigurations } from './overlay'
import { resolveSpec } from './resolve-spec'
import { resourceKeyText, type Resource } from './resource'

const vpc = (name: string, overrides: Partial<Resource> = {}) =>
  aResource({ key: { scope: AWS_SCOPE, type: 'VPC', localKey: name }, tags: { env: 'prod' }, ...overrides })
const keyText = (resource: Resource) => resourceKeyText(resource.key)
const A = vpc('vpc-a')
const B = vpc('vpc-b')

function document(overrides: Partial<ConfigurationDocument> = {}): ConfigurationDocument {
  const { generation: _generation, ...rest } = aConfiguration(overrides)
  return rest
}

const PROD = { kind: 'clauses', clauses: [{ on: 'tag', key: 'env', values: ['prod'] }], excludes: [] } as const

function state(
  overrides: Partial<ConfigurationDocument> = {},
  rest: Partial<MembershipInput['configurations'][number]> = {},
) {
  return { id: 'c1', generation: 1, isDeleted: false, ...rest, document: document({ selector: PROD, ...overrides }) }
}

function member(target: Resource, overrides: Partial<DesiredMember> = {}): DesiredMember {
  const spec = overrides.spec ?? resolveSpec(aVpcSpec(), AWS_SCOPE)
  return {
    id: `d-${target.externalId}`,
    configurationId: 'c1',
    generation: 1,
    targetKeyText: keyText(target),
    epoch: 1,
    intent: 'present',
    spec,
    specHash: specHash(spec),
    claimKey: claimKey(target.key, spec),
    holdsClaim: true,
    formerTagKeys: [],
    ...overrides,
  }
}

function decide(
  overrides: Partial<Omit<MembershipInput, 'resources'>> & { readonly resources?: readonly Resource[] } = {},
) {
  const { resources = [A, B], ...rest } = overrides
  return decideMembership({
    scope: AWS_SCOPE,
    configurations: [state()],
    desired: [],
    lastEpochs: new Map(),
    freshTypes: new Set(['VPC']),
    ...rest,
    resources: new Map(resources.map((resource) => [keyText(resource), resource])),
  })
}

describe('entering', () => {
  it('takes in what is selected and not there yet', () => {
    const { entering } = decide({ desired: [member(A)] })
    expect(entering).toMatchObject([{ targetKeyText: keyText(B), epoch: 1, holdsClaim: true, intent: 'present' }])
  })

  test.each([
    { resource: vpc('vpc-x', { isSettled: false }), why: 'is still being made' },
    { resource: vpc('vpc-x', { ownerAccountId: '999999999999' }), why: 'is only shared with us' },
    { resource: vpc('vpc-x', { notCoverable: 'UnsupportedKind' }), why: 'cannot carry a flow log' },
    { resource: vpc('vpc-x', { tags: {} }), why: 'does not match' },
  ])('passes by what $why', ({ resource }) => {
    expect(decide({ resources: [resource] }).entering).toEqual([])
  })

  it('takes in what was named one by one even where it cannot work, so that the plan says why', () => {
    const basic = vpc('vpc-x', { notCoverable: 'UnsupportedKind' })
    const configurations = [state({ selector: { kind: 'explicit', targets: [keyText(basic)] } })]
    expect(decide({ resources: [basic], configurations }).entering).toHaveLength(1)
  })

  it('begins a new epoch for a target that was there before', () => {
    const lastEpochs = new Map([[epochKey('c1', keyText(A)), 2]])
    expect(decide({ resources: [A], lastEpochs }).entering).toMatchObject([{ epoch: 3 }])
  })

  it.each(['paused', 'deleted'] as const)('lets nobody in while the Configuration is %s', (what) => {
    const configurations = [state({ paused: what === 'paused' }, { isDeleted: what === 'deleted' })]
    expect(decide({ configurations }).entering).toEqual([])
  })
})

describe('leaving', () => {
  const gone = vpc('vpc-a', { tags: {} })
  test.each([
    { name: 'a filter stopped matching', input: { resources: [gone] }, reason: 'Unselected' },
    {
      name: 'the same, but the look was not fresh',
      input: { resources: [gone], freshTypes: new Set<never>() },
      reason: null,
    },
    { name: 'the target is not listed any more', input: { resources: [] }, reason: null },
    {
      name: 'it is excluded, whatever was seen',
      input: {
        configurations: [state({ selector: { ...PROD, excludes: [keyText(A)] } })],
        freshTypes: new Set<never>(),
      },
      reason: 'Excluded',
    },
    {
      name: 'it is not named any more',
      input: { configurations: [state({ selector: { kind: 'explicit', targets: [keyText(B)] } })] },
      reason: 'Excluded',
    },
    {
      name: 'the Configuration went',
      input: { configurations: [state({}, { isDeleted: true })] },
      reason: 'ConfigurationDeleted',
    },
    {
      name: 'the Configuration is paused',
      input: { configurations: [state({ paused: true })], resources: [gone] },
      reason: null,
    },
  ])('$name: $reason', ({ input, reason }) => {
    const changed = decide({ ...input, desired: [member(A)] }).changed.filter(({ change }) => change === 'leaving')
    expect(changed.map(({ leavingReason }) => leavingReason)).toEqual(reason === null ? [] : [reason])
    if (reason !== null) expect(changed[0]).toMatchObject({ intent: 'absent', spec: member(A).spec })
  })

  it('is released where the Configuration retains', () => {
    const configurations = [state({ onRemoval: 'retain' }, { isDeleted: true })]
    expect(decide({ configurations, desired: [member(A)] }).changed).toMatchObject([{ intent: 'released' }])
  })

  it('is called back when it matches again', () => {
    const { changed } = decide({ resources: [A], desired: [member(A, { intent: 'absent' })] })
    expect(changed).toMatchObject([{ change: 'returning', intent: 'present' }])
  })
})

describe('a new generation', () => {
  it('gives another spec, another claim, and remembers tag keys that are declared no longer', () => {
    const before = resolveSpec(aVpcSpec({ tags: { team: 'network', env: 'prod' } }), AWS_SCOPE)
    const spec = aVpcSpec({ logDestination: 'arn:aws:s3:::elsewhere/', tags: { env: 'prod' } })
    const { changed } = decide({
      resources: [A],
      configurations: [state({ spec }, { generation: 2 })],
      desired: [member(A, { spec: before })],
    })
    expect(changed).toMatchObject([
      {
        change: 'respecified',
        generation: 2,
        formerTagKeys: ['team'],
        claimKey: claimKey(A.key, spec),
        holdsClaim: true,
      },
    ])
  })

  it('with the same spec only counts up', () => {
    const configurations = [state({ onDrift: 'notify' }, { generation: 2 })]
    expect(decide({ resources: [A], configurations, desired: [member(A)] }).changed).toMatchObject([
      { change: 'kept', generation: 2, specHash: member(A).specHash },
    ])
  })

  it('nothing new changes nothing', () => {
    const { changed, entering, members } = decide({ desired: [member(A), member(B)] })
    expect({ changed, entering, count: members.length }).toEqual({ changed: [], entering: [], count: 2 })
  })
})

describe('claims', () => {
  const rival = { id: 'c2', generation: 1, isDeleted: false, document: document({ selector: PROD, name: 'Rival' }) }

  it('the first holder wins, whoever asks in which order', () => {
    for (const configurations of [
      [state(), rival],
      [rival, state()],
    ]) {
      const { entering } = decide({ resources: [A], configurations, desired: [member(A)] })
      expect(entering).toMatchObject([{ configurationId: 'c2', holdsClaim: false }])
    }
  })

  it('a claim that is given up goes to the next', () => {
    const elsewhere = aVpcSpec({ logDestination: 'arn:aws:s3:::elsewhere/' })
    const { changed } = decide({
      resources: [A],
      configurations: [state({ spec: elsewhere }, { generation: 2 }), rival],
      desired: [member(A), member(A, { id: 'd-rival', configurationId: 'c2', holdsClaim: false })],
    })
    expect(changed).toMatchObject([
      { id: 'd-vpc-a', holdsClaim: true },
      { id: 'd-rival', change: 'claim', holdsClaim: true },
    ])
  })
})

describe('a proposal laid over the Configurations', () => {
  const current = state()

  it('creates, edits, deletes and excludes', () => {
    const [edited] = overlayConfigurations(
      [current],
      [{ op: 'edit', configurationId: 'c1', baseGeneration: 1, document: document({ name: 'Edited' }) }],
    )
    expect(edited).toMatchObject({ generation: 2, document: { name: 'Edited' } })
    expect(overlayConfigurations([], [{ op: 'create', configurationId: 'c9', document: document() }])).toMatchObject([
      { id: 'c9', generation: 1 },
    ])
    expect(
      overlayConfigurations([current], [{ op: 'delete', configurationId: 'c1', baseGeneration: 1 }]),
    ).toMatchObject([{ isDeleted: true, generation: 2 }])
    const excluded = { op: 'exclude', configurationId: 'c1', baseGeneration: 1, targets: [keyText(A)] } as const
    expect(overlayConfigurations([current], [excluded])[0]?.document.selector).toMatchObject({ excludes: [keyText(A)] })
    expect(
      overlayConfigurations(
        [state({ selector: { kind: 'explicit', targets: [keyText(A), keyText(B)] } })],
        [excluded],
      )[0]?.document.selector,
    ).toMatchObject({ targets: [keyText(B)] })
  })

  it.each([
    { item: { op: 'delete', configurationId: 'c1', baseGeneration: 0 }, reason: 'StaleGeneration' },
    { item: { op: 'delete', configurationId: 'c2', baseGeneration: 1 }, reason: 'Missing' },
    { item: { op: 'create', configurationId: 'c1', document: document() }, reason: 'AlreadyExists' },
  ] as const)('refuses what was drafted on something else: $reason', ({ item, reason }) => {
    expect(() => overlayConfigurations([current], [item])).toThrow(OverlayMismatch)
    expect(() => overlayConfigurations([current], [item])).toThrow(reason)
  })
})
