import { describe, expect, test } from 'vitest'
import { aCenSpec, aLogGroupSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import type { FlowLogSpec } from './flow-log-spec'
import { VPC_DEFAULT_FORMAT } from './aws/formats'
import { diffSpecs, NO_CONTEXT } from './diff-spec'
import { MUTABILITY, mutabilityOf } from './mutability'
import { specFields } from './spec-fields'
import { updateSteps } from './update-steps'

const fields = (desired: FlowLogSpec, observed: FlowLogSpec, context = NO_CONTEXT) =>
  diffSpecs(desired, observed, context).map(({ field, change }) => `${field}: ${change}`)

const group = 'arn:aws:logs:eu-central-1:111122223333:log-group:g'

describe('no drift', () => {
  test.each<{ desired: FlowLogSpec; observed: FlowLogSpec; why: string }>([
    {
      desired: aLogGroupSpec({ logDestination: group }),
      observed: aLogGroupSpec({ logDestination: `${group}:*` }),
      why: 'a log group with and without its suffix',
    },
    {
      desired: aVpcSpec(),
      observed: aVpcSpec({ logFormat: VPC_DEFAULT_FORMAT }),
      why: 'the default format, spelled out',
    },
    { desired: aVpcSpec(), observed: aVpcSpec({ destinationOptions: null }), why: 'S3 options that were not reported' },
    {
      desired: aTransitGatewaySpec(),
      observed: aTransitGatewaySpec({ trafficType: 'ALL' }),
      why: 'a filter echoed for a transit gateway',
    },
    {
      desired: aVpcSpec({ tags: { team: 'a' } }),
      observed: aVpcSpec({ tags: { team: 'a', cost: 'x', 'aws:y': 'z' } }),
      why: 'tags that nobody declared',
    },
  ])('$why', ({ desired, observed }) => {
    expect(fields(desired, observed)).toEqual([])
  })
})

describe('changes', () => {
  test.each<{ desired: FlowLogSpec; observed: FlowLogSpec; changes: string[]; why: string }>([
    {
      desired: aVpcSpec({ trafficType: 'REJECT', logFormat: '${srcaddr}' }),
      observed: aVpcSpec(),
      changes: ['trafficType: replace', 'logFormat: replace'],
      why: 'an AWS flow log cannot be edited',
    },
    {
      desired: aVpcSpec({
        destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: false, perHourPartition: true },
      }),
      observed: aVpcSpec(),
      changes: ['destinationOptions.fileFormat: replace', 'destinationOptions.perHourPartition: replace'],
      why: 'options compare one by one',
    },
    {
      desired: aVpcSpec({ tags: { b: '2', a: '1' } }),
      observed: aVpcSpec({ tags: { b: '1' } }),
      changes: ['tags.a: in-place', 'tags.b: in-place'],
      why: 'tags change in place',
    },
    {
      desired: aCenSpec({ flowLogName: 'n', description: 'd', intervalSeconds: 60, enabled: false }),
      observed: aCenSpec(),
      changes: ['flowLogName: in-place', 'description: in-place', 'intervalSeconds: in-place', 'enabled: in-place'],
      why: 'what CEN modifies',
    },
    {
      desired: aCenSpec({ projectName: 'ppp', logStoreName: 'lll' }),
      observed: aCenSpec(),
      changes: ['projectName: replace', 'logStoreName: replace'],
      why: 'what CEN does not',
    },
    {
      desired: aVpcSpec({ tags: { constructor: 'x' } }),
      observed: aVpcSpec(),
      changes: ['tags.constructor: in-place'],
      why: 'a tag may be called like something every object has',
    },
    { desired: aCenSpec(), observed: aVpcSpec(), changes: ['family: replace'], why: 'nothing else can be compared' },
  ])('$why', ({ desired, observed, changes }) => {
    expect(fields(desired, observed)).toEqual(changes)
  })

  test('before and after are text, null for the default', () => {
    expect(diffSpecs(aVpcSpec(), aVpcSpec({ logFormat: '${bytes}' }), NO_CONTEXT)).toEqual([
      { field: 'logFormat', before: '${bytes}', after: null, change: 'replace' },
    ])
  })

  test('before is text or null, whatever the tag is called', () => {
    const [change] = diffSpecs(aVpcSpec({ tags: { constructor: 'x' } }), aVpcSpec(), NO_CONTEXT)
    expect(change).toEqual({ field: 'tags.constructor', before: null, after: 'x', change: 'in-place' })
    const former = { ...NO_CONTEXT, formerTagKeys: ['toString'] }
    expect(diffSpecs(aVpcSpec(), aVpcSpec({ tags: { toString: 'x' } }), former)).toHaveLength(1)
  })

  test('a tag that is declared no longer is taken off', () => {
    const context = { ...NO_CONTEXT, formerTagKeys: ['old', 'kept', 'absent'] }
    const desired = aVpcSpec({ tags: { kept: '1' } })
    const observed = aVpcSpec({ tags: { old: 'x', kept: '1' } })
    expect(diffSpecs(desired, observed, context)).toEqual([
      { field: 'tags.old', before: 'x', after: null, change: 'in-place' },
    ])
  })
})

describe('the CEN default format', () => {
  const echo = '${srcaddr}${dstaddr}${bytes}${start}'
  const other = '${srcaddr}${dstaddr}${bytes}'
  test.each([
    {
      desired: null,
      observed: echo,
      sent: null,
      echoed: echo,
      isSame: true,
      why: 'unset was sent, and this came back',
    },
    { desired: null, observed: echo, sent: null, echoed: null, isSame: true, why: 'the first echo is not known yet' },
    {
      desired: null,
      observed: other,
      sent: null,
      echoed: echo,
      isSame: false,
      why: 'it is not what came back at first',
    },
    { desired: null, observed: echo, sent: other, echoed: other, isSame: false, why: 'a list was sent: it must go' },
    {
      desired: other,
      observed: echo,
      sent: null,
      echoed: echo,
      isSame: false,
      why: 'unset was sent, a list is wanted',
    },
    { desired: other, observed: null, sent: other, echoed: null, isSame: true, why: 'the cloud does not echo at all' },
  ])('$why', ({ desired, observed, sent, echoed, isSame }) => {
    const changes = fields(aCenSpec({ logFormatString: desired }), aCenSpec({ logFormatString: observed }), {
      sentFormat: sent,
      echoedFormat: echoed,
    })
    expect(changes).toEqual(isSame ? [] : ['logFormatString: replace'])
  })
})

test('every comparable field has a row in the mutability table, and the other way round', () => {
  for (const spec of [aVpcSpec(), aTransitGatewaySpec(), aCenSpec()]) {
    const names = [...specFields(spec).map(([field]) => field), 'tags']
    expect(Object.keys(MUTABILITY[spec.family]).sort()).toEqual([...names].sort())
  }
  expect(mutabilityOf('aws-vpc', 'tags.team')).toBe('in-place')
  expect(mutabilityOf('cen', 'unheard-of')).toBe('replace')
})

describe('update steps', () => {
  test('come in the order untag, tag, modify, enable or disable', () => {
    const desired = aCenSpec({ intervalSeconds: 60, description: 'd', enabled: false, tags: { team: 'a' } })
    const observed = aCenSpec({ tags: { old: 'x' } })
    const changes = diffSpecs(desired, observed, { ...NO_CONTEXT, formerTagKeys: ['old'] })
    expect(updateSteps(changes, desired)).toEqual([
      { kind: 'untag', keys: ['old'] },
      { kind: 'tag', tags: { team: 'a' } },
      { kind: 'modify', members: { description: 'd', intervalSeconds: 60 } },
      { kind: 'disable' },
    ])
  })

  test('hold only what changes, and nothing that needs a replacement', () => {
    const desired = aCenSpec({ enabled: true, logStoreName: 'other' })
    const changes = diffSpecs(desired, aCenSpec({ enabled: false }), NO_CONTEXT)
    expect(updateSteps(changes, desired)).toEqual([{ kind: 'enable' }])
  })

  test('ownership tags come from the change itself', () => {
    const change = { field: 'tags.weir:installation', before: null, after: 'i', change: 'in-place' } as const
    expect(updateSteps([change], aVpcSpec())).toEqual([{ kind: 'tag', tags: { 'weir:installation': 'i' } }])
  })
})
