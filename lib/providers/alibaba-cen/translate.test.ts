import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffSpecs, NO_CONTEXT } from '../../domain/diff-spec'
import type { ScopeRef } from '../../domain/scope'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { Resource } from '../../domain/resource'
import type { CreateBatch } from '../provider'
import type { DescribeFlowlogsResponseBodyFlowLogsFlowLog } from './models'
import { createRequest, translateFlowLog, translateTags, translateTime } from './translate'
import { fromWire, parseAnswer, toWire } from './wire'

const SCOPE: ScopeRef = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: '9007199254740993',
  region: 'cn-hangzhou',
}

/** A row as DescribeFlowlogs gives it. Source: Cbn 2017-09-12 API reference, DescribeFlowlogs, read 2026-11. */
const ROW: DescribeFlowlogsResponseBodyFlowLogsFlowLog = {
  flowLogId: 'flowlog-m5evbtbpt0000001',
  flowLogName: 'edge',
  description: '',
  cenId: 'cen-7qthudw0ll6jmc0001',
  transitRouterId: 'tr-bp1rmwxnk221e3fas0001',
  transitRouterAttachmentId: 'tr-attach-r6g0m3epjehw570001',
  regionId: 'cn-hangzhou',
  projectName: 'flowlog-project',
  logStoreName: 'flowlog-logstore',
  logFormatString: '',
  interval: 600,
  status: 'Active',
  flowLogVersion: '3',
  creationTime: '2026-01-02T03:04:05Z',
  tags: {
    tag: [
      { key: 'team', value: 'network' },
      { key: OWNERSHIP_TAGS.operation, value: 'op-1' },
    ],
  },
}

const translated = (change: Partial<DescribeFlowlogsResponseBodyFlowLogsFlowLog> = {}) => {
  const log = translateFlowLog(SCOPE, { ...ROW, ...change })
  if (log === null) throw new Error('not translated')
  return log
}

describe('a listed flow log', () => {
  it('becomes an observation with spec, target, times and all its tags', () => {
    expect(translated()).toEqual({
      scope: SCOPE,
      externalId: ROW.flowLogId,
      target: {
        scope: SCOPE,
        type: 'TransitRouterAttachment',
        localKey: 'tr-bp1rmwxnk221e3fas0001/tr-attach-r6g0m3epjehw570001',
      },
      targetExternalId: 'tr-attach-r6g0m3epjehw570001',
      spec: {
        family: 'cen',
        projectName: 'flowlog-project',
        logStoreName: 'flowlog-logstore',
        flowLogName: 'edge',
        description: '',
        intervalSeconds: 600,
        logFormatString: null,
        enabled: true,
        tags: { team: 'network' },
      },
      status: 'active',
      rawStatus: 'Active',
      delivery: { state: 'none', message: null },
      tags: { team: 'network', [OWNERSHIP_TAGS.operation]: 'op-1' },
      createdAt: new Date('2026-01-02T03:04:05Z'),
      raw: toWire(ROW),
    })
    expect(translated().raw).toMatchObject({ FlowLogId: ROW.flowLogId, Tags: { Tag: [{ Key: 'team' }, {}] } })
  })

  it('without an attachment is the router’s, and without a router nobody’s', () => {
    const routerLevel = translated({ transitRouterAttachmentId: '' })
    expect(routerLevel.target).toEqual({ scope: SCOPE, type: 'TransitRouter', localKey: ROW.transitRouterId })
    expect(routerLevel.targetExternalId).toBe(ROW.transitRouterId)
    const { transitRouterAttachmentId: _a, transitRouterId: _r, ...bare } = ROW
    const legacy = translateFlowLog(SCOPE, bare)
    expect(legacy?.target).toBeNull()
    expect(legacy?.targetExternalId).toBe(ROW.cenId)
  })

  it.each([
    ['Creating', 'creating'],
    ['Active', 'active'],
    ['Modifying', 'modifying'],
    ['Inactive', 'inactive'],
    ['InActive', 'inactive'],
    ['Deleting', 'deleting'],
    ['Hibernating', 'unknown'],
  ] as const)('in state %s is %s, and its own word is kept', (status, expected) => {
    expect(translated({ status })).toMatchObject({ status: expected, rawStatus: status })
  })

  it('is switched off only when the cloud says so', () => {
    expect((translated({ status: 'Inactive' }).spec as CenFlowLogSpec).enabled).toBe(false)
    expect((translated({ status: 'Modifying' }).spec as CenFlowLogSpec).enabled).toBe(true)
  })

  it.each([[{ projectName: '' }], [{ logStoreName: '' }], [{ interval: 300 }], [{ interval: 'soon' }]])(
    'that we could not have made has no spec: %o',
    (change) => {
      expect(translated(change).spec).toBeNull()
    },
  )

  it('keeps a concrete format, reads a number written as text, and drops a row without an id', () => {
    const spec = translated({ logFormatString: '${srcaddr}${dstaddr}${bytes}', interval: '60' }).spec
    expect(spec).toMatchObject({ logFormatString: '${srcaddr}${dstaddr}${bytes}', intervalSeconds: 60 })
    expect(translateFlowLog(SCOPE, { ...ROW, flowLogId: '' })).toBeNull()
  })
})

describe('a foreign flow log of any shape', () => {
  const value = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('Active', 'InActive', 'Paused', '600', 60, 'tr-1', 'flowlog-1', ''),
    fc.array(fc.record({ key: fc.string(), value: fc.string() })),
    fc.record({ tag: fc.option(fc.array(fc.record({ key: fc.string() })), { nil: null }) }),
  )
  const members = Object.fromEntries(Object.keys(ROW).map((member) => [member, value]))

  it('is read without a fall, keeps its answer, and differs in nothing from itself', () => {
    fc.assert(
      fc.property(fc.record(members), (strange) => {
        const row = strange as DescribeFlowlogsResponseBodyFlowLogsFlowLog
        const log = translateFlowLog(SCOPE, row)
        if (log === null) return
        expect(log.raw).toEqual(toWire(row))
        expect(typeof log.rawStatus).toBe('string')
        if (log.spec === null) return
        expect(diffSpecs(log.spec, translateFlowLog(SCOPE, row)!.spec!, NO_CONTEXT)).toEqual([])
        expect([60, 600]).toContain((log.spec as CenFlowLogSpec).intervalSeconds)
      }),
    )
  })

  it.each([
    ['delivered elsewhere, so without SLS names', { projectName: '', logStoreName: '' }],
    ['without SLS names at all', { projectName: undefined, logStoreName: undefined }],
    ['made for a CEN before routers carried logs', { transitRouterId: '', projectName: '' }],
    ['with an interval nobody offers', { interval: 300 }],
  ] as const)('%s has no parameters to compare, and is shown', (_what, change) => {
    const log = translated(change as Partial<typeof ROW>)
    expect(log.spec).toBeNull()
    expect(log.raw).toMatchObject({ FlowLogId: ROW.flowLogId })
  })

  it('made for a CEN alone names the CEN, and no target that could be managed', () => {
    const legacy = translated({ transitRouterId: '', transitRouterAttachmentId: '' })
    expect(legacy).toMatchObject({ target: null, targetExternalId: ROW.cenId })
  })
})

describe('parts', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
    ['2026-99-99T99:99Z', undefined],
    ['yesterday', undefined],
    [undefined, undefined],
  ])('reads the time %s', (text, expected) => {
    expect(translateTime(text)?.toISOString()).toBe(expected)
  })

  it('drops a tag without a key and keeps one without a value', () => {
    expect(translateTags([{ key: 'a' }, { value: 'x' }, { key: '', value: 'y' }])).toEqual({ a: '' })
  })

  it('keeps every digit of a long number, and reads short ones as numbers', () => {
    const answer = parseAnswer(
      '{"VpcOwnerId":201846395720184637,"Interval":600,"Share":0.5,"Deep":[{"Id":9007199254740993}]}',
    )
    expect(answer).toEqual({
      VpcOwnerId: '201846395720184637',
      Interval: 600,
      Share: 0.5,
      Deep: [{ Id: '9007199254740993' }],
    })
  })

  it.each(['', '<html></html>', '{"a":', '[]', '"text"', 'null'])('does not take %j for an answer', (text) => {
    expect(() => parseAnswer(text)).toThrow(SyntaxError)
  })

  it('renames there and back', () => {
    const wire = { FlowLogs: { FlowLog: [{ FlowLogId: 'x', ZoneMappings: [{ VSwitchId: 'v' }] }] } }
    expect(fromWire(wire)).toEqual({ flowLogs: { flowLog: [{ flowLogId: 'x', zoneMappings: [{ vSwitchId: 'v' }] }] } })
    expect(toWire(fromWire(wire))).toEqual(wire)
  })
})

describe('a create', () => {
  const target = (type: Resource['key']['type'], externalId: string, links: Resource['links']): Resource => ({
    key: { scope: SCOPE, type, localKey: externalId },
    externalId,
    ownerAccountId: SCOPE.accountId,
    name: null,
    tags: {},
    state: 'Active',
    isSettled: true,
    notCoverable: null,
    attachmentKind: null,
    links,
    attributes: {},
  })
  const spec: CenFlowLogSpec = {
    family: 'cen',
    projectName: 'p-1',
    logStoreName: 'l-1',
    flowLogName: '',
    description: '',
    intervalSeconds: 60,
    logFormatString: null,
    enabled: true,
    tags: { team: 'network' },
  }
  const batch: CreateBatch = { operationId: 'op', installationId: 'in', configurationId: 'co', targets: [], spec }

  it('on an attachment names both ids, leaves defaults out, and carries token and ownership', () => {
    const attachment = target('TransitRouterAttachment', 'tr-attach-1', { cen: 'cen-1', transitRouter: 'tr-1' })
    expect(createRequest(batch, attachment, spec)).toEqual({
      regionId: 'cn-hangzhou',
      cenId: 'cen-1',
      transitRouterId: 'tr-1',
      transitRouterAttachmentId: 'tr-attach-1',
      projectName: 'p-1',
      logStoreName: 'l-1',
      interval: 60,
      tag: [
        { key: 'team', value: 'network' },
        { key: OWNERSHIP_TAGS.installation, value: 'in' },
        { key: OWNERSHIP_TAGS.configuration, value: 'co' },
        { key: OWNERSHIP_TAGS.operation, value: 'op' },
      ],
      clientToken: 'op',
    })
  })

  it('on a router names no attachment', () => {
    const request = createRequest(batch, target('TransitRouter', 'tr-1', { cen: 'cen-1' }), {
      ...spec,
      flowLogName: 'n',
      description: 'd',
      logFormatString: '${srcaddr}${dstaddr}${bytes}',
    })
    expect(request).toMatchObject({ transitRouterId: 'tr-1', flowLogName: 'n', description: 'd' })
    expect(request.logFormatString).toBe('${srcaddr}${dstaddr}${bytes}')
    expect(request).not.toHaveProperty('transitRouterAttachmentId')
  })
})
