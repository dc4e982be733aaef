import type { Simulator } from '../../server'
import type { SimAttachment, SimRouter } from '../world-types'

/** Finds things of a simulated world by their names and builds requests about them. */
export interface WorldLookup {
  router(name: string): SimRouter
  attachment(routerName: string, name: string): SimAttachment
  /** Parameters of a create that succeeds: on an attachment or, without a name, on the router. */
  creation(routerName: string, attachmentName?: string): Record<string, unknown>
}

/** A lookup in the Alibaba Cloud world of a running simulator. */
export function lookupIn(simulator: Simulator): WorldLookup {
  const { world } = simulator.admin.clouds.alibaba.admin
  const lookup: WorldLookup = {
    router: (name) =>
      found(
        [...world.routers.values()].find((one) => one.name === name),
        name,
      ),
    attachment: (routerName, name) => {
      const { transitRouterId } = lookup.router(routerName)
      const attachments = [...world.attachments.values()]
      const isIt = (one: SimAttachment): boolean => one.transitRouterId === transitRouterId && one.name === name
      return found(attachments.find(isIt), name)
    },
    creation: (routerName, attachmentName) => {
      const on = lookup.router(routerName)
      return {
        RegionId: on.regionId,
        CenId: on.cenId,
        TransitRouterId: on.transitRouterId,
        ...(attachmentName === undefined
          ? {}
          : { TransitRouterAttachmentId: lookup.attachment(routerName, attachmentName).attachmentId }),
        ProjectName: `logs-${on.regionId}`,
        LogStoreName: 'flow',
      }
    },
  }
  return lookup
}

function found<Item>(item: Item | undefined, name: string): Item {
  if (item === undefined) throw new Error(`${name} is not in this world`)
  return item
}
