import { describe, expect, it } from 'vitest'
import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { Resource } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import { renderCommand } from './command'

const scope: ScopeRef = { provider: 'alibaba-cen', partition: 'alibaba', accountId: '1', region: 'cn-hangzhou' }

const attachment: Resource = {
  key: { scope, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
  externalId: 'tr-attach-1',
  ownerAccountId: '1',
  name: null,
  tags: {},
  state: 'Attached',
  isSettled: true,
  notCoverable: null,
  attachmentKind: 'VPC',
  links: { cen: 'cen-1', transitRouter: 'tr-1' },
  attributes: {},
}

const spec: CenFlowLogSpec = {
  family: 'cen',
  projectName: 'p-1',
  logStoreName: 'l_1',
  flowLogName: "it's ours",
  description: '',
  intervalSeconds: 60,
  logFormatString: '${srcaddr}${dstaddr}${bytes}',
  enabled: true,
  tags: { team: 'network' },
}

describe('the equivalent command', () => {
  it('creates, quoted for a shell', () => {
    expect(renderCommand({ kind: 'create', scope, targets: [attachment], spec })).toBe(
      'aliyun cbn CreateFlowlog --RegionId cn-hangzhou --CenId cen-1 --TransitRouterId tr-1' +
        ' --TransitRouterAttachmentId tr-attach-1 --ProjectName p-1 --LogStoreName l_1 --Interval 60' +
        " --FlowLogName 'it'\\''s ours' --LogFormatString '${srcaddr}${dstaddr}${bytes}'" +
        ' --Tag.1.Key team --Tag.1.Value network',
    )
  })

  it.each([
    [{ kind: 'enable' }, 'aliyun cbn ActiveFlowLog --RegionId cn-hangzhou --FlowLogId flowlog-1'],
    [{ kind: 'disable' }, 'aliyun cbn DeactiveFlowLog --RegionId cn-hangzhou --FlowLogId flowlog-1'],
    [
      { kind: 'modify', members: { flowLogName: 'n', intervalSeconds: 600 } },
      'aliyun cbn ModifyFlowLogAttribute --RegionId cn-hangzhou --FlowLogId flowlog-1 --FlowLogName n --Interval 600',
    ],
    [
      { kind: 'tag', tags: { a: '' } },
      "aliyun cbn TagResources --RegionId cn-hangzhou --ResourceType Flowlog --ResourceId.1 flowlog-1 --Tag.1.Key a --Tag.1.Value ''",
    ],
    [
      { kind: 'untag', keys: ['a', 'b'] },
      'aliyun cbn UntagResources --RegionId cn-hangzhou --ResourceType Flowlog --ResourceId.1 flowlog-1 --TagKey.1 a --TagKey.2 b',
    ],
  ] as const)('changes: %o', (step, command) => {
    expect(renderCommand({ kind: 'update', scope, externalId: 'flowlog-1', step })).toBe(command)
  })

  it('deletes, one line each', () => {
    expect(renderCommand({ kind: 'delete', scope, externalIds: ['flowlog-1', 'flowlog-2'] }).split('\n')).toEqual([
      'aliyun cbn DeleteFlowlog --RegionId cn-hangzhou --FlowLogId flowlog-1',
      'aliyun cbn DeleteFlowlog --RegionId cn-hangzhou --FlowLogId flowlog-2',
    ])
  })
})
