import { hasTags } from '../checks'
import { idFrom } from '../ids'
import type { AlibabaWorld } from '../world'
import type { SimAttachment, SimAttachmentKind, SimRouter } from '../world-types'
import { flatTags, read } from './discovery'
import { minutesTime, type Operation, type OperationCall } from './operation'
import { readToken, writeToken } from './tags'

/** The five attachment listings. There is no generic one. Source: Cbn 2017-09-12 operation list, read 2026-11. */
export const attachmentOperations: readonly Operation[] = (
  [
    ['ListTransitRouterVpcAttachments', 'vpc'],
    ['ListTransitRouterVpnAttachments', 'vpn'],
    ['ListTransitRouterVbrAttachments', 'vbr'],
    ['ListTransitRouterPeerAttachments', 'peer'],
    ['ListTransitRouterEcrAttachments', 'ecr'],
  ] as const
).map(([action, kind]) => read(action, 'otherRead', (call) => list(call, kind)))

/** One attachment as one router shows it; a peer link is shown by both of its routers. */
interface Listed {
  readonly attachment: SimAttachment
  readonly router: SimRouter
  /** Peers: the router at the other end. */
  readonly far: SimRouter | undefined
}

function list({ world, account, parameters }: OperationCall, kind: SimAttachmentKind): Record<string, unknown> {
  const wanted = (name: string, value: string): boolean => {
    const text = parameters.text(name)
    return text === undefined || text === '' || text === value
  }
  const found = listedOf(world, kind).filter(
    ({ attachment, router }) =>
      router.accountId === account.accountId &&
      wanted('CenId', router.cenId) &&
      wanted('RegionId', router.regionId) &&
      wanted('TransitRouterId', router.transitRouterId) &&
      wanted('TransitRouterAttachmentId', attachment.attachmentId) &&
      (kind !== 'vpc' || wanted('VpcId', attachment.instanceId)) &&
      wanted('Status', attachment.status) &&
      hasTags(attachment.tags, parameters),
  )
  const maxResults = parameters.integer('MaxResults', 20, { min: 1, max: 100 })
  const start = readToken(parameters.text('NextToken'))
  return {
    MaxResults: maxResults,
    NextToken: start + maxResults < found.length ? writeToken(start + maxResults) : '',
    TotalCount: found.length,
    TransitRouterAttachments: found.slice(start, start + maxResults).map(wireAttachment),
  }
}

function listedOf(world: AlibabaWorld, kind: SimAttachmentKind): Listed[] {
  const listed: Listed[] = []
  for (const attachment of world.attachments.values()) {
    if (attachment.kind !== kind) continue
    const router = world.routers.get(attachment.transitRouterId)
    const far = kind === 'peer' ? world.routers.get(attachment.instanceId) : undefined
    if (router !== undefined) listed.push({ attachment, router, far })
    if (far !== undefined && world.switches.peerLinksListed === 'both-ends') {
      listed.push({ attachment, router: far, far: router })
    }
  }
  return listed
}

const RESOURCE_TYPE: Readonly<Record<SimAttachmentKind, string>> = {
  vpc: 'VPC',
  vpn: 'VPN',
  vbr: 'VBR',
  ecr: 'ECR',
  peer: 'TR',
}

function wireAttachment(listed: Listed): Record<string, unknown> {
  const { attachment, router } = listed
  return {
    TransitRouterAttachmentId: attachment.attachmentId,
    TransitRouterAttachmentName: attachment.name,
    TransitRouterAttachmentDescription: attachment.description,
    TransitRouterId: router.transitRouterId,
    CenId: router.cenId,
    ResourceType: RESOURCE_TYPE[attachment.kind],
    Status: attachment.status,
    OrderType: 'PayByCenOwner',
    AutoPublishRouteEnabled: true,
    CreationTime: minutesTime(attachment.creationTime),
    Tags: flatTags(attachment.tags),
    ...extras(listed),
  }
}

/** The fields that differ by kind. Owner ids are JSON numbers. Source: Cbn 2017-09-12 response models, read 2026-11. */
function extras({ attachment, router, far }: Listed): Record<string, unknown> {
  const { instanceId, instanceRegionId } = attachment
  const owner = BigInt(attachment.instanceOwnerId)
  switch (attachment.kind) {
    case 'vpc':
      return {
        VpcId: instanceId,
        VpcOwnerId: owner,
        VpcRegionId: instanceRegionId,
        ChargeType: 'POSTPAY',
        ManagedService: '',
        ZoneMappings: ['a', 'b'].map((zone) => ({
          ZoneId: `${instanceRegionId}-${zone}`,
          VSwitchId: idFrom('vsw-', `${attachment.attachmentId}|${zone}`),
          NetworkInterfaceId: idFrom('eni-', `${attachment.attachmentId}|${zone}`),
        })),
      }
    case 'vpn':
      return {
        VpnId: instanceId,
        VpnOwnerId: owner,
        VpnRegionId: instanceRegionId,
        Zones: [{ ZoneId: `${instanceRegionId}-a` }],
      }
    case 'vbr':
      return { VbrId: instanceId, VbrOwnerId: owner, VbrRegionId: instanceRegionId, ManagedService: '' }
    case 'ecr':
      return { EcrId: instanceId, EcrOwnerId: owner, TransitRouterRegionId: router.regionId }
    case 'peer':
      return {
        RegionId: router.regionId,
        PeerTransitRouterId: far?.transitRouterId ?? instanceId,
        PeerTransitRouterRegionId: far?.regionId ?? instanceRegionId,
        PeerTransitRouterOwnerId: far === undefined ? owner : BigInt(far.accountId),
        Bandwidth: 100,
        BandwidthType: 'DataTransfer',
        CenBandwidthPackageId: '',
        GeographicSpanId: '',
        DefaultLinkType: 'Gold',
      }
  }
}
