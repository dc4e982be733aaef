import type { RequestTag } from '../request-tag'

/**
 * Every parameter of CreateFlowlog. The last four are of older interfaces: in the SDK's model, documented nowhere.
 * Source: Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, and the vendor's SDK model, read 2026-11
 */
export const CEN_PARAMETERS = [
  'RegionId',
  'CenId',
  'TransitRouterId',
  'TransitRouterAttachmentId',
  'ProjectName',
  'LogStoreName',
  'FlowLogName',
  'Description',
  'Interval',
  'LogFormatString',
  'Tag',
  'ClientToken',
  'OwnerAccount',
  'OwnerId',
  'ResourceOwnerAccount',
  'ResourceOwnerId',
] as const

/** One CreateFlowlog request, read but not judged. Null is absent or of a wrong form; `given` tells the two apart. */
export interface CenRequest {
  readonly given: ReadonlySet<string>
  readonly regionId: string | null
  readonly cenId: string | null
  readonly transitRouterId: string | null
  readonly transitRouterAttachmentId: string | null
  readonly projectName: string | null
  readonly logStoreName: string | null
  readonly flowLogName: string | null
  readonly description: string | null
  readonly interval: number | null
  readonly logFormatString: string | null
  readonly clientToken: string | null
  readonly tags: readonly RequestTag[]
}
