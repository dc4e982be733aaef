import { resourceKeyText, type Resource } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import type { Discovery } from '../provider'
import type { Client } from './client'
import type { ListTransitRouterAttachmentsRequest, ListTransitRouterAttachmentsResponseBody } from './models'
import { allPages, allTokenPages, distinctBy } from './paging'
import { translateAttachment, translateCen, translateRouter } from './translate-resources'

/** What an account has once: its regions, its CENs and all their transit routers. */
export async function discoverGlobal(client: Client, scope: ScopeRef): Promise<Discovery> {
  const { regions } = await client.describeChildInstanceRegions()
  const rows = await allPages(async (page) => {
    const body = await client.describeCens(page)
    return { rows: body.cens?.cen ?? [], total: body.totalCount }
  })
  const cens = present(rows.map((cen) => translateCen(scope, cen)))
  const routers: Resource[] = []
  for (const cen of cens) {
    const found = await allPages(async (page) => {
      const body = await client.listTransitRouters({ cenId: cen.externalId, ...page })
      return { rows: body.transitRouters ?? [], total: body.totalCount }
    })
    routers.push(...present(found.map((router) => translateRouter(scope, router))))
  }
  return {
    resources: distinct([...cens, ...routers]),
    coveredTypes: ['CEN', 'TransitRouter'],
    regions: (regions?.region ?? []).flatMap(({ regionId }) =>
      regionId === undefined ? [] : [{ region: regionId, isEnabled: true }],
    ),
  }
}

/** The attachments of the known routers of one region: five listings a router, since there is no general one. */
export async function discoverRegion(
  client: Client,
  scope: ScopeRef,
  knownRouters: readonly Resource[],
): Promise<Discovery> {
  const routers = knownRouters.filter((router) => router.key.scope.region === scope.region)
  const regions = new Map(knownRouters.map((router) => [router.externalId, router.key.scope.region]))
  const resources: Resource[] = []
  for (const router of routers) {
    for (const list of attachmentListings(client)) {
      const rows = await allTokenPages(async (page) => {
        const body = await list({
          cenId: router.links.cen ?? '',
          regionId: router.key.scope.region,
          transitRouterId: router.externalId,
          ...page,
        })
        return { rows: body.transitRouterAttachments ?? [], nextToken: body.nextToken }
      })
      resources.push(...present(rows.map((row) => translateAttachment(router, row, (id) => regions.get(id)))))
    }
  }
  return { resources: distinct(resources), coveredTypes: ['TransitRouterAttachment'], regions: [] }
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
