import { describe, expect, it } from 'vitest'
import { importDocument } from '../import-document'

const REQUEST = {
  RegionId: 'cn-hangzhou',
  CenId: 'cen-1',
  TransitRouterId: 'tr-1',
  ProjectName: 'flow-logs',
  LogStoreName: 'cen',
}

function read(request: object) {
  const { drafts, notes } = importDocument(JSON.stringify(request), { format: 'auto', provider: null })
  const [draft] = drafts
  return {
    spec: draft?.document.spec,
    targets: draft?.selector.kind === 'named' ? draft.selector.targets : [],
    notes: notes.map(({ severity, field }) => [severity, field]),
  }
}

describe('a request of CEN', () => {
  it.each<[why: string, change: object, spec: object, notes: readonly unknown[]]>([
    ['defaults of the cloud', {}, { intervalSeconds: 600, logFormatString: null, enabled: true, tags: {} }, []],
    ['an interval as text', { Interval: '60' }, { intervalSeconds: 60 }, []],
    ['an interval of 0, as old states have it', { Interval: 0 }, { intervalSeconds: 600 }, []],
    ['an interval the cloud does not have', { Interval: 300 }, { intervalSeconds: 600 }, [['warning', 'Interval']]],
    ['tags, one with an empty value', { Tag: [{ Key: 'a', Value: '' }, { Key: 'b' }] }, { tags: { a: '', b: '' } }, []],
    ['a tag that the cloud sets', { Tag: [{ Key: 'acs:x', Value: '1' }] }, { tags: {} }, [['info', 'Tag']]],
    [
      'a tag that comes twice',
      {
        Tag: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      { tags: { a: '2' } },
      [['warning', 'Tag[1].Key']],
    ],
    ['a token', { ClientToken: 'x' }, {}, [['info', 'ClientToken']]],
    ['a field of old interfaces', { OwnerAccount: 'x' }, {}, [['warning', 'OwnerAccount']]],
    ['an unknown parameter', { TrafficType: 'ALL' }, {}, [['warning', 'TrafficType']]],
  ])('%s', (_why, change, spec, notes) => {
    const result = read({ ...REQUEST, ...change })
    expect(result.spec).toMatchObject(spec)
    expect(result.notes).toEqual(notes)
  })

  it('is about a router, an attachment of it, or nothing that exists any more', () => {
    expect(read(REQUEST).targets).toMatchObject([
      { type: 'TransitRouter', externalId: 'tr-1', cenId: 'cen-1', region: 'cn-hangzhou' },
    ])
    expect(read({ ...REQUEST, TransitRouterAttachmentId: 'cen-1:tr-attach-1' })).toMatchObject({
      targets: [{ type: 'TransitRouterAttachment', externalId: 'tr-attach-1', transitRouterId: 'tr-1' }],
      notes: [['info', 'TransitRouterAttachmentId']],
    })
    const { TransitRouterId: _none, ...legacy } = REQUEST
    expect(read(legacy)).toMatchObject({ targets: [], notes: [['warning', '']] })
  })

  it('is read from what DescribeFlowlogs answers, switched off where it is', () => {
    const answer = {
      RequestId: 'x',
      Success: 'true',
      PageNumber: '1',
      PageSize: '20',
      TotalCount: '1',
      FlowLogs: {
        FlowLog: [
          {
            ...REQUEST,
            FlowLogId: 'flowlog-1',
            Status: 'Inactive',
            Interval: 600,
            FlowLogVersion: '3',
            CreationTime: '2026-01-01T00:00:00Z',
            TransitRouterAttachmentId: '',
            Tags: { Tag: [{ Key: 'team', Value: 'network' }] },
          },
        ],
      },
    }
    expect(read(answer)).toMatchObject({
      spec: { enabled: false, tags: { team: 'network' } },
      targets: [{ externalId: 'tr-1', flowLogId: 'flowlog-1' }],
      notes: [],
    })
  })
})
