import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import { tagList } from '../tag-list'
import type { NamedTarget } from '../imported'

/**
 * The parameters of CreateFlowlog. Pure. There is none for switching a log off: that is a call of its own.
 * Source: Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11
 */
export function cenRequest(spec: CenFlowLogSpec, target: NamedTarget): object {
  const isAttachment = target.type === 'TransitRouterAttachment'
  const router = isAttachment ? target.transitRouterId : target.externalId
  return {
    ...(target.region === null ? {} : { RegionId: target.region }),
    ...(target.cenId === null ? {} : { CenId: target.cenId }),
    ...(router === null ? {} : { TransitRouterId: router }),
    ...(isAttachment ? { TransitRouterAttachmentId: target.externalId } : {}),
    ProjectName: spec.projectName,
    LogStoreName: spec.logStoreName,
    ...(spec.flowLogName === '' ? {} : { FlowLogName: spec.flowLogName }),
    ...(spec.description === '' ? {} : { Description: spec.description }),
    Interval: spec.intervalSeconds,
    ...(spec.logFormatString === null ? {} : { LogFormatString: spec.logFormatString }),
    ...(Object.keys(spec.tags).length === 0 ? {} : { Tag: tagList(spec.tags) }),
  }
}
