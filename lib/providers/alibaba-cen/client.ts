import type { JsonObject } from '../../domain/json'
import { ProviderError } from '../errors'
import { exchange, type ExchangeContext } from './exchange'
import type {
  AcceptedResponseBody,
  CreateFlowlogRequest,
  CreateFlowlogResponseBody,
  DescribeCensResponseBody,
  DescribeChildInstanceRegionsResponseBody,
  DescribeFlowlogsRequest,
  DescribeFlowlogsResponseBody,
  FlowLogRequest,
  ListTransitRouterAttachmentsRequest,
  ListTransitRouterAttachmentsResponseBody,
  ListTransitRoutersRequest,
  ListTransitRoutersResponseBody,
  ModifyFlowLogAttributeRequest,
  PagedRequest,
  TagResourcesRequest,
  UntagResourcesRequest,
} from './models'
import type { AccessKeys } from './openapi-core'
import { fromWire, toWire } from './wire'

/** The API version of CEN that Weir speaks. */
const VERSION = '2017-09-12'

/** Reasons of the error table that speak of the keys and not of the call. */
const KEY_PROBLEMS: ReadonlySet<string> = new Set(['SessionExpired', 'CredentialsRefused'])

/** Where and as whom the calls of one client go. */
export interface ClientConfig {
  readonly endpoint: string
  readonly context: ExchangeContext
  readonly keys: () => Promise<AccessKeys>
  /** Told when the cloud does not accept the keys any more. */
  readonly onKeysRefused: () => void
}

/**
 * The CEN client, by the names of the vendor's generated `@alicloud/cbn20170912`, which the npm registry does not hold.
 * One call is one HTTP exchange; nothing is retried. The case of the actions is the vendor's.
 */
export class Client {
  constructor(private readonly config: ClientConfig) {}

  createFlowlog(request: CreateFlowlogRequest): Promise<CreateFlowlogResponseBody> {
    return this.change('CreateFlowlog', request)
  }

  deleteFlowlog(request: FlowLogRequest): Promise<AcceptedResponseBody> {
    return this.change('DeleteFlowlog', request)
  }

  activeFlowLog(request: FlowLogRequest): Promise<AcceptedResponseBody> {
    return this.change('ActiveFlowLog', request)
  }

  deactiveFlowLog(request: FlowLogRequest): Promise<AcceptedResponseBody> {
    return this.change('DeactiveFlowLog', request)
  }

  modifyFlowLogAttribute(request: ModifyFlowLogAttributeRequest): Promise<AcceptedResponseBody> {
    return this.change('ModifyFlowLogAttribute', request)
  }

  tagResources(request: TagResourcesRequest): Promise<AcceptedResponseBody> {
    return this.change('TagResources', request)
  }

  untagResources(request: UntagResourcesRequest): Promise<AcceptedResponseBody> {
    return this.change('UntagResources', request)
  }

  describeFlowlogs(request: DescribeFlowlogsRequest): Promise<DescribeFlowlogsResponseBody> {
    return this.read('DescribeFlowlogs', request)
  }

  describeCens(request: PagedRequest): Promise<DescribeCensResponseBody> {
    return this.read('DescribeCens', request)
  }

  listTransitRouters(request: ListTransitRoutersRequest): Promise<ListTransitRoutersResponseBody> {
    return this.read('ListTransitRouters', request)
  }

  listTransitRouterVpcAttachments(
    request: ListTransitRouterAttachmentsRequest,
  ): Promise<ListTransitRouterAttachmentsResponseBody> {
    return this.read('ListTransitRouterVpcAttachments', request)
  }

  listTransitRouterVpnAttachments(
    request: ListTransitRouterAttachmentsRequest,
  ): Promise<ListTransitRouterAttachmentsResponseBody> {
    return this.read('ListTransitRouterVpnAttachments', request)
  }

  listTransitRouterVbrAttachments(
    request: ListTransitRouterAttachmentsRequest,
  ): Promise<ListTransitRouterAttachmentsResponseBody> {
    return this.read('ListTransitRouterVbrAttachments', request)
  }

  listTransitRouterPeerAttachments(
    request: ListTransitRouterAttachmentsRequest,
  ): Promise<ListTransitRouterAttachmentsResponseBody> {
    return this.read('ListTransitRouterPeerAttachments', request)
  }

  listTransitRouterEcrAttachments(
    request: ListTransitRouterAttachmentsRequest,
  ): Promise<ListTransitRouterAttachmentsResponseBody> {
    return this.read('ListTransitRouterEcrAttachments', request)
  }

  describeChildInstanceRegions(): Promise<DescribeChildInstanceRegionsResponseBody> {
    return this.read('DescribeChildInstanceRegions', {})
  }

  private change<Body>(action: string, request: object): Promise<Body> {
    return this.call(action, request, true)
  }

  private read<Body>(action: string, request: object): Promise<Body> {
    return this.call(action, request, false)
  }

  /** The fields of an answer are all optional in the models, so reading one as another shape finds nothing rather than lying. */
  private async call<Body>(action: string, request: object, mutates: boolean): Promise<Body> {
    const { endpoint, context, keys } = this.config
    const query = toWire(request) as JsonObject
    try {
      return fromWire(await exchange(context, { endpoint, keys, action, version: VERSION, query, mutates })) as Body
    } catch (error) {
      if (error instanceof ProviderError && KEY_PROBLEMS.has(error.reading.reason)) this.config.onKeysRefused()
      throw error
    }
  }
}
