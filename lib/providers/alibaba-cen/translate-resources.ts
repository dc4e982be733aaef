import type { JsonObject } from '../../domain/json'
import type { Resource, ResourceLinks } from '../../domain/resource'
import { GLOBAL_REGION, type ScopeRef } from '../../domain/scope'
import type {
  DescribeCensResponseBodyCensCen,
  ListTransitRoutersResponseBodyTransitRouters,
  TransitRouterAttachment,
} from './models'
import { translateTags } from './translate'
import { toWire } from './wire'

/** A CEN as a resource of the account's global scope; null when it has no id. Pure. */
export function translateCen(scope: ScopeRef, cen: DescribeCensResponseBodyCensCen): Resource | null {
  if (cen.cenId === undefined) return null
  return {
    key: { scope: { ...scope, region: GLOBAL_REGION }, type: 'CEN', localKey: cen.cenId },
    externalId: cen.cenId,
    ownerAccountId: scope.accountId,
    name: nameOf(cen.name),
    tags: translateTags(cen.tags),
    state: cen.status ?? 'unknown',
    // The values of a CEN's status are not documented, so only the two that say otherwise count against it.
    isSettled: cen.status !== 'Creating' && cen.status !== 'Deleting',
    notCoverable: null,
    attachmentKind: null,
    links: {},
    attributes: attributesOf(cen),
  }
}

/** A transit router as a resource of its own region; null when it lacks what identifies it. Pure. */
export function translateRouter(
  scope: ScopeRef,
  router: ListTransitRoutersResponseBodyTransitRouters,
): Resource | null {
  const { transitRouterId, regionId, cenId } = router
  if (transitRouterId === undefined || regionId === undefined) return null
  return {
    key: { scope: { ...scope, region: regionId }, type: 'TransitRouter', localKey: transitRouterId },
    externalId: transitRouterId,
    ownerAccountId: router.aliUid === undefined ? scope.accountId : String(router.aliUid),
    name: nameOf(router.transitRouterName),
    tags: translateTags(router.tags),
    state: router.status ?? 'unknown',
    isSettled: router.status === 'Active',
    // Only Enterprise Edition routers carry flow logs. Source: API reference, CreateFlowlog, read 2026-11.
    notCoverable: router.type === 'Basic' ? 'BasicEdition' : null,
    attachmentKind: null,
    links: cenId === undefined ? {} : { cen: cenId },
    attributes: attributesOf(router),
  }
}

/**
 * An attachment as a resource of its router's region; null when it has no id. The flow log belongs to the router's
 * account, so that is the owner, whoever owns what is attached. A peer link is one attachment with two routers: it is
 * keyed by the router it was listed for, once at each end. `regionOf` knows the regions of the account's routers, for a
 * link that was listed the other way round. Pure.
 */
export function translateAttachment(
  router: Resource,
  attachment: TransitRouterAttachment,
  regionOf: (routerId: string) => string | undefined = () => undefined,
): Resource | null {
  const externalId = attachment.transitRouterAttachmentId
  if (externalId === undefined) return null
  const { scope } = router.key
  return {
    key: { scope, type: 'TransitRouterAttachment', localKey: `${router.externalId}/${externalId}` },
    externalId,
    ownerAccountId: router.ownerAccountId,
    name: nameOf(attachment.transitRouterAttachmentName),
    tags: translateTags(attachment.tags),
    state: attachment.status ?? 'unknown',
    isSettled: attachment.status === 'Attached' && router.isSettled,
    notCoverable: router.notCoverable,
    attachmentKind: attachment.resourceType ?? null,
    links: linksOf(router, attachment, regionOf),
    attributes: attributesOf(attachment),
  }
}

function linksOf(
  router: Resource,
  attachment: TransitRouterAttachment,
  regionOf: (routerId: string) => string | undefined,
): ResourceLinks {
  // Seen from either end, the far router is the one that this listing is not about.
  const isMirrored = attachment.peerTransitRouterId === router.externalId
  const far = isMirrored ? attachment.transitRouterId : attachment.peerTransitRouterId
  const attached = attachment.vpcId ?? attachment.vpnId ?? attachment.vbrId ?? attachment.ecrId ?? far
  const cen = attachment.cenId ?? router.links.cen
  const peerRegion = isMirrored ? regionOf(far ?? '') : attachment.peerTransitRouterRegionId
  return {
    transitRouter: router.externalId,
    ...(cen === undefined ? {} : { cen }),
    ...(attached === undefined ? {} : { attached }),
    ...(peerRegion === undefined ? {} : { peerRegion }),
  }
}

function nameOf(name: string | undefined): string | null {
  return name === undefined || name === '' ? null : name
}

/** The cloud's own fields, for people; tags have their own place. */
function attributesOf(row: object): JsonObject {
  const { Tags: _tags, ...rest } = toWire(row) as JsonObject
  return rest
}
