import { resourceKeyText, type Resource } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import { FailedListings } from '../failed-listings'
import type { Discovery } from '../provider'
import type { Client } from './client'
import type { ListTransitRouterAttachmentsRequest, ListTransitRouterAttachmentsResponseBody } from './models'
import { allPages, allTokenPages, distinctBy, rowsOf } from './paging'
import { translateAttachment, translateCen, translateRouter } from './translate-resources'

/**
 * What an account has once: its regions, its CENs and all their transit routers. A CEN whose routers cannot be listed
 * leaves routers uncovered, and those of the other CENs as they are.
 */
export async function discoverGlobal(client: Client, scope: ScopeRef, signal: AbortSignal): Promise<Discovery> {
  const failures = new FailedListings(signal)
  const regions = await failures.unless([], async () => (await client.describeChildInstanceRegions()).regions?.region)
  const cens = await failures.unless(['CEN', 'TransitRouter'], async () => {
    const rows = await allPages(async (page) => {
      const body = await client.describeCens(page)
      return { rows: rowsOf('DescribeCens', body.cens?.cen, body.totalCount), total: body.totalCount }
    })
    return present(rows.map((cen) => translateCen(scope, cen)))
  })
  const routers: Resource[] = []
  let everyRouterIsSeen = cens !== null
  for (const cen of cens ?? []) {
    const found = await failures.unless(['TransitRouter'], () =>
      allPages(async (page) => {
        const body = await client.listTransitRouters({ cenId: cen.externalId, ...page })
        return { rows: rowsOf('ListTransitRouters', body.transitRouters, body.totalCount), total: body.totalCount }
      }),
    )
    if (found === null) everyRouterIsSeen = false
    else routers.push(...present(found.map((router) => translateRouter(scope, router))))
  }
  return {
    resources: distinct([...(cens ?? []), ...routers]),
    coveredTypes: [
      ...(cens === null ? [] : (['CEN'] as const)),
      ...(everyRouterIsSeen ? (['TransitRouter'] as const) : []),
    ],
    failures: failures.orThrow(cens === null),
    regions: (regions ?? []).flatMap(({ regionId }) =>
      regionId === undefined ? [] : [{ region: regionId, isEnabled: true }],
    ),
  }
}

/**
 * The attachments of the known routers of one region: five listings a router, since there is no general one. One that
 * fails leaves attachments uncovered: what the others show is kept, and nothing is concluded from absence.
 */
export async function discoverRegion(
  client: Client,
  scope: ScopeRef,
  knownRouters: readonly Resource[],
  signal: AbortSignal,
): Promise<Discovery> {
  const routers = knownRouters.filter((router) => router.key.scope.region === scope.region)
  const regions = new Map(knownRouters.map((router) => [router.externalId, router.key.scope.region]))
  const resources: Resource[] = []
  const failures = new FailedListings(signal)
  let answered = 0
  for (const router of routers) {
    for (const list of attachmentListings(client)) {
      const rows = await failures.unless(['TransitRouterAttachment'], () =>
        allTokenPages(async (page) => {
          const body = await list({
            cenId: router.links.cen ?? '',
            regionId: router.key.scope.region,
            transitRouterId: router.externalId,
            ...page,
          })
          return {
            rows: rowsOf('ListTransitRouterAttachments', body.transitRouterAttachments, body.totalCount),
            nextToken: body.nextToken,
          }
        }),
      )
      if (rows === null) continue
      answered += 1
      resources.push(...present(rows.map((row) => translateAttachment(router, row, (id) => regions.get(id)))))
    }
  }
  const failed = failures.orThrow(answered === 0)
  return {
    resources: distinct(resources),
    coveredTypes: failed.length === 0 ? ['TransitRouterAttachment'] : [],
    failures: failed,
    regions: [],
  }
}

type AttachmentListing = (
  request: ListTransitRouterAttachmentsRequest,
) => Promise<ListTransitRouterAttachmentsResponseBody>

function attachmentListings(client: Client): readonly AttachmentListing[] {
  return [
    (request) => client.listTransitRouterVpcAttachments(request),
    (request) => client.listTransitRouterVpnAttachments(request),
    (request) => client.listTransitRouterVbrAttachments(request),
    (request) => client.listTransitRouterPeerAttachments(request),
    (request) => client.listTransitRouterEcrAttachments(request),
  ]
}

function present<Item>(items: readonly (Item | null)[]): Item[] {
  return items.filter((item) => item !== null)
}

function distinct(resources: readonly Resource[]): readonly Resource[] {
  return distinctBy(resources, (resource) => resourceKeyText(resource.key))
}
