import type { AnyResource, ResourceKind, ResourceOf } from './world-types'

/** What one account sees of one kind of resource in one region, in order of creation. */
class View<T extends AnyResource> {
  private items: T[] = []
  private isSorted = true

  add(item: T): void {
    const last = this.items[this.items.length - 1]
    if (last && last.sequence > item.sequence) this.isSorted = false
    this.items.push(item)
  }

  remove(id: string): void {
    const index = this.items.findIndex((item) => item.id === id)
    if (index >= 0) this.items.splice(index, 1)
  }

  list(): readonly T[] {
    if (!this.isSorted) {
      this.items.sort((one, other) => one.sequence - other.sequence)
      this.isSorted = true
    }
    return this.items
  }
}

/** Every network resource of the world, indexed by id and by who sees it where. */
export class ResourceStore {
  private readonly byId = new Map<string, AnyResource>()
  private readonly views = new Map<string, View<AnyResource>>()

  add(resource: AnyResource): void {
    if (this.byId.has(resource.id)) throw new Error(`${resource.id} exists already`)
    this.byId.set(resource.id, resource)
    for (const accountId of viewers(resource)) {
      const key = viewKey(accountId, resource.region, resource.kind)
      const view = this.views.get(key) ?? new View<AnyResource>()
      this.views.set(key, view)
      view.add(resource)
    }
  }

  remove(id: string): AnyResource | undefined {
    const resource = this.byId.get(id)
    if (!resource) return undefined
    this.byId.delete(id)
    for (const accountId of viewers(resource)) {
      this.views.get(viewKey(accountId, resource.region, resource.kind))?.remove(id)
    }
    return resource
  }

  get(id: string): AnyResource | undefined {
    return this.byId.get(id)
  }

  /** What an account sees in a region: its own, and what others share with it. */
  visible<Kind extends ResourceKind>(accountId: string, region: string, kind: Kind): readonly ResourceOf<Kind>[] {
    // A view holds only resources of its own kind: the kind is part of its key.
    return (this.views.get(viewKey(accountId, region, kind))?.list() ?? []) as readonly ResourceOf<Kind>[]
  }

  all(): readonly AnyResource[] {
    return [...this.byId.values()]
  }
}

function viewers(resource: AnyResource): readonly string[] {
  return [...new Set([resource.ownerId, ...resource.sharedWith])]
}

function viewKey(accountId: string, region: string, kind: ResourceKind): string {
  return `${accountId}/${region}/${kind}`
}
