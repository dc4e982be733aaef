import type { ResourceKey } from '../domain/resource'
import { resourceKeyText } from '../domain/resource'
import { parseResourceKey } from '../domain/resource-key'
import type { Pass } from './pass'

/**
 * One unsettled mutation at a time per transit router, where the cloud has such a lock. A router counts as taken while
 * any flow log on it, whoever's, is in a transient state, and after a call of ours until a listing shows it settled.
 */
export class RouterLocks {
  private readonly taken = new Set<string>()
  private readonly applies: boolean

  constructor(pass: Pass) {
    this.applies = pass.provider.capabilities.serialisesBy === 'transitRouter'
    if (!this.applies) return
    for (const { target, status } of pass.listing?.logs ?? []) {
      const isTransient = status === 'creating' || status === 'modifying' || status === 'deleting'
      if (target !== null && isTransient) this.taken.add(routerOf(target))
    }
    for (const operation of pass.openOperations) {
      const pending = new Set(operation.pendingItems)
      for (const item of operation.items) if (pending.has(item.desiredFlowLogId)) this.take(item.targetKeyText)
    }
    for (const { externalId, targetKeyText, recordedAt, replacement } of pass.desired.values()) {
      // The old log of a replacement was listed once: when it is not any more, it went, and what takes its place must
      // not wait for it.
      const isReplaced = replacement !== null && externalId === replacement.oldExternalId
      const isFresh =
        externalId !== null &&
        !isReplaced &&
        pass.listedLog(externalId) === null &&
        pass.now().getTime() - (recordedAt?.getTime() ?? 0) < pass.provider.capabilities.visibilityGraceMs
      if (isFresh) this.take(targetKeyText)
    }
  }

  isTaken(targetKeyText: string): boolean {
    const target = this.applies ? parseResourceKey(targetKeyText) : null
    return target !== null && this.taken.has(routerOf(target))
  }

  take(targetKeyText: string): void {
    const target = this.applies ? parseResourceKey(targetKeyText) : null
    if (target !== null) this.taken.add(routerOf(target))
  }
}

/** The router that a router, or an attachment of it, belongs to, as one text. Pure. */
function routerOf(target: ResourceKey): string {
  const [router = ''] = target.localKey.split('/')
  return resourceKeyText({ ...target, type: 'TransitRouter', localKey: router })
}
