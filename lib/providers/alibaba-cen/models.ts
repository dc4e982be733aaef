/*
 * Requests and answers by the field and class names of the vendor's generated client `@alicloud/cbn20170912`, for the
 * operations and fields Weir uses. Every field of an answer may be missing. Whole numbers beyond 2^53 arrive as text.
 * Source: cbn-20170912 models of aliyun/alibabacloud-typescript-sdk (1.4.4), read 2026-11.
 */

export interface CreateFlowlogRequestTag {
  readonly key: string
  readonly value: string
}

export interface CreateFlowlogRequest {
  readonly regionId: string
  readonly cenId: string
  readonly transitRouterId: string
  /** Left out for a log of the whole router. */
  readonly transitRouterAttachmentId?: string
  readonly projectName: string
  readonly logStoreName: string
  readonly flowLogName?: string
  readonly description?: string
  readonly interval: number
  readonly logFormatString?: string
  readonly tag?: readonly CreateFlowlogRequestTag[]
  readonly clientToken: string
}

export interface CreateFlowlogResponseBody {
  readonly requestId?: string
  readonly flowLogId?: string
}

/** DeleteFlowlog, ActiveFlowLog and DeactiveFlowLog take the same. */
export interface FlowLogRequest {
  readonly regionId: string
  readonly flowLogId: string
  readonly clientToken?: string
}

export interface ModifyFlowLogAttributeRequest extends FlowLogRequest {
  readonly flowLogName?: string
  readonly description?: string
  readonly interval?: number
}

export interface TagResourcesRequest {
  readonly regionId: string
  readonly resourceType: 'Flowlog'
  readonly resourceId: readonly string[]
  readonly tag: readonly CreateFlowlogRequestTag[]
}

export interface UntagResourcesRequest {
  readonly regionId: string
  readonly resourceType: 'Flowlog'
  readonly resourceId: readonly string[]
  readonly tagKey: readonly string[]
}

/** The answer of every change that gives nothing back but its id. */
export interface AcceptedResponseBody {
  readonly requestId?: string
}

export interface DescribeFlowlogsRequest {
  readonly regionId: string
  readonly transitRouterId?: string
  readonly pageNumber: number
  readonly pageSize: number
}

/** Keys and values as nested (flow logs, CENs) and flat (routers, attachments) listings show them. */
export interface WireTag {
  readonly key?: string
  readonly value?: string
}

export interface DescribeFlowlogsResponseBodyFlowLogsFlowLog {
  readonly flowLogId?: string
  readonly flowLogName?: string
  readonly description?: string
  readonly cenId?: string
  readonly transitRouterId?: string
  readonly transitRouterAttachmentId?: string
  readonly regionId?: string
  readonly projectName?: string
  readonly logStoreName?: string
  readonly logFormatString?: string
  readonly interval?: number | string
  readonly status?: string
  readonly flowLogVersion?: string
  readonly creationTime?: string
  readonly tags?: { readonly tag?: readonly WireTag[] }
}

export interface DescribeFlowlogsResponseBody {
  readonly requestId?: string
  /** Text in this answer, a number in others. */
  readonly totalCount?: number | string
  readonly flowLogs?: { readonly flowLog?: readonly DescribeFlowlogsResponseBodyFlowLogsFlowLog[] }
}

export interface PagedRequest {
  readonly pageNumber: number
  readonly pageSize: number
}

export interface DescribeCensResponseBodyCensCen {
  readonly cenId?: string
  readonly name?: string
  readonly description?: string
  readonly status?: string
  readonly creationTime?: string
  readonly tags?: { readonly tag?: readonly WireTag[] }
}

export interface DescribeCensResponseBody {
  readonly totalCount?: number | string
  readonly cens?: { readonly cen?: readonly DescribeCensResponseBodyCensCen[] }
}

export interface ListTransitRoutersRequest extends PagedRequest {
  readonly cenId: string
}

export interface ListTransitRoutersResponseBodyTransitRouters {
  readonly transitRouterId?: string
  readonly cenId?: string
  readonly regionId?: string
  readonly transitRouterName?: string
  readonly transitRouterDescription?: string
  readonly type?: string
  readonly status?: string
  readonly aliUid?: number | string
  readonly creationTime?: string
  readonly tags?: readonly WireTag[]
}

export interface ListTransitRoutersResponseBody {
  readonly totalCount?: number | string
  readonly transitRouters?: readonly ListTransitRoutersResponseBodyTransitRouters[]
}

/** The five attachment listings take the same. */
export interface ListTransitRouterAttachmentsRequest {
  readonly cenId: string
  readonly regionId: string
  readonly transitRouterId: string
  readonly maxResults: number
  readonly nextToken?: string
}

/** An attachment of any of the five kinds; the fields of other kinds are absent. */
export interface TransitRouterAttachment {
  readonly transitRouterAttachmentId?: string
  readonly transitRouterAttachmentName?: string
  readonly transitRouterId?: string
  readonly cenId?: string
  readonly resourceType?: string
  readonly status?: string
  readonly creationTime?: string
  readonly tags?: readonly WireTag[]
  readonly vpcId?: string
  readonly vpcOwnerId?: number | string
  readonly vpnId?: string
  readonly vpnOwnerId?: number | string
  readonly vbrId?: string
  readonly vbrOwnerId?: number | string
  readonly ecrId?: string
  readonly ecrOwnerId?: number | string
  readonly peerTransitRouterId?: string
  readonly peerTransitRouterRegionId?: string
  readonly peerTransitRouterOwnerId?: number | string
}

export interface ListTransitRouterAttachmentsResponseBody {
  readonly totalCount?: number | string
  readonly nextToken?: string
  readonly transitRouterAttachments?: readonly TransitRouterAttachment[]
}

export interface DescribeChildInstanceRegionsResponseBody {
  readonly regions?: { readonly region?: readonly { readonly regionId?: string; readonly localName?: string }[] }
}
