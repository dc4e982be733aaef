import { hasTags } from '../checks'
import { refuse } from '../errors'
import type { Parameters } from '../protocol/parameters'
import type { SimCen, SimRouter, SimTag } from '../world-types'
import { CBN_VERSION, minutesTime, pageOf, type Operation, type OperationCall } from './operation'

/** The listings of what an account has: CENs, routers, regions, zones and the state of the service. */
export const discoveryOperations: readonly Operation[] = [
  read('DescribeCens', 'describeCens', describeCens),
  read('ListTransitRouters', 'listTransitRouters', listTransitRouters),
  read('DescribeChildInstanceRegions', 'otherRead', ({ account }) => ({
    Regions: { Region: account.regions.map((regionId) => ({ RegionId: regionId, LocalName: regionId })) },
  })),
  read('ListTransitRouterAvailableResource', 'otherRead', ({ account, parameters }) => {
    const regionId = parameters.required('RegionId', 'MissingRegionId')
    const zones = account.regions.includes(regionId) ? [`${regionId}-a`, `${regionId}-b`] : []
    return {
      AvailableZones: zones,
      MasterZones: zones.slice(0, 1),
      SlaveZones: zones.slice(1),
      SupportMulticast: false,
    }
  }),
  read('CheckTransitRouterService', 'otherRead', ({ account }) =>
    account.transitRouterServiceOpen ? { Enabled: 'true' } : {},
  ),
]

/** A read of the Cbn product. */
export function read(
  action: string,
  bucket: Operation['bucket'],
  run: (call: OperationCall) => Record<string, unknown>,
): Operation {
  return {
    action,
    version: CBN_VERSION,
    permission: `cen:${action}`,
    latency: 'read',
    bucket,
    honoursClientToken: false,
    run,
  }
}

/** Tags as routers and attachments show them; CENs and flow logs wrap them once more. */
export function flatTags(tags: readonly SimTag[]): Record<string, string>[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }))
}

function describeCens({ world, account, parameters }: OperationCall): Record<string, unknown> {
  const isWanted = cenFilter(parameters)
  const found = [...world.cens.values()].filter(
    (cen) => cen.accountId === account.accountId && isWanted(cen) && hasTags(cen.tags, parameters),
  )
  const page = pageOf(found, parameters, { defaultSize: 10, maxSize: 50 })
  return {
    PageNumber: page.pageNumber,
    PageSize: page.pageSize,
    TotalCount: page.total,
    Cens: {
      Cen: page.items.map((cen) => ({
        CenId: cen.cenId,
        Name: cen.name,
        Description: cen.description,
        Status: cen.status,
        CreationTime: cen.creationTime,
        ResourceGroupId: 'rg-default',
        ProtectionLevel: 'REDUCED',
        Ipv6Level: 'DISABLED',
        CenBandwidthPackageIds: { CenBandwidthPackageId: [] },
        Tags: { Tag: flatTags(cen.tags) },
      })),
    },
  }
}

/** `Filter.N.Key` with `Filter.N.Value.M`: AND across, OR inside, at most five. */
function cenFilter(parameters: Parameters): (cen: SimCen) => boolean {
  const keys = parameters.records('Filter', ['Key']).map((filter) => filter.Key ?? '')
  if (keys.length > 5) refuse('InvalidParameter', 'At most 5 filters can be given.')
  const clauses = keys.map((key, index) => {
    if (key !== 'CenId' && key !== 'Name') refuse('InvalidParameter', 'Filter.N.Key must be CenId or Name.')
    return { key, values: parameters.nestedList('Filter', index + 1, 'Value') }
  })
  return (cen) => clauses.every(({ key, values }) => values.includes(key === 'CenId' ? cen.cenId : cen.name))
}

function listTransitRouters({ world, account, parameters }: OperationCall): Record<string, unknown> {
  const equals: readonly (readonly [string, (router: SimRouter) => string])[] = [
    ['CenId', (router) => router.cenId],
    ['RegionId', (router) => router.regionId],
    ['TransitRouterId', (router) => router.transitRouterId],
    ['TransitRouterName', (router) => router.name],
    ['Type', (router) => router.edition],
    ['Status', (router) => router.status],
  ]
  const found = [...world.routers.values()].filter(
    (router) =>
      router.accountId === account.accountId &&
      hasTags(router.tags, parameters) &&
      equals.every(([name, of]) => {
        const wanted = parameters.text(name)
        return wanted === undefined || wanted === '' || wanted === of(router)
      }),
  )
  const page = pageOf(found, parameters, { defaultSize: 10, maxSize: 50 })
  return {
    PageNumber: page.pageNumber,
    PageSize: page.pageSize,
    TotalCount: page.total,
    TransitRouters: page.items.map((router) => ({
      TransitRouterId: router.transitRouterId,
      CenId: router.cenId,
      RegionId: router.regionId,
      TransitRouterName: router.name,
      TransitRouterDescription: router.description,
      Type: router.edition,
      Status: router.status,
      // A JSON number beyond 2^53 for many accounts: written as such, as the real service does.
      AliUid: BigInt(router.accountId),
      SupportMulticast: false,
      TransitRouterCidrList: router.cidrs.map((cidr) => ({ Cidr: cidr, Name: '', Description: '' })),
      CreationTime: minutesTime(router.creationTime),
      Tags: flatTags(router.tags),
    })),
  }
}
