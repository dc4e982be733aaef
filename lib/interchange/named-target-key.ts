import type { ProviderId } from '../domain/provider-id'
import { type ResourceKey, resourceKeyText } from '../domain/resource'
import { parseResourceKey } from '../domain/resource-key'
import { type NamedTarget, namedTarget } from './imported'

/** The resource key of a target that says enough of itself; null where account, region or router are missing. Pure. */
export function keyOfTarget(target: NamedTarget, provider: ProviderId): ResourceKey | null {
  const { type, externalId, transitRouterId, partition, accountId, region } = target
  if (partition === null || accountId === null || region === null) return null
  const isAttachment = type === 'TransitRouterAttachment'
  if (isAttachment && transitRouterId === null) return null
  const localKey = isAttachment ? `${transitRouterId ?? ''}/${externalId}` : externalId
  return { scope: { provider, partition, accountId, region }, type, localKey }
}

/** The target a resource key stands for. Pure. */
function targetOfKey(key: ResourceKey): NamedTarget {
  const { scope, type, localKey } = key
  const [first = '', second] = localKey.split('/')
  const isAttachment = type === 'TransitRouterAttachment' && second !== undefined
  return namedTarget(type, isAttachment ? second : localKey, {
    transitRouterId: type === 'TransitRouterAttachment' || type === 'TransitRouter' ? first : null,
    partition: scope.partition,
    accountId: scope.accountId,
    region: scope.region,
  })
}

/** Reads the text of a resource key as a target; null when it is none. Pure. */
export function targetOfKeyText(text: string): NamedTarget | null {
  const key = parseResourceKey(text)
  return key === null ? null : targetOfKey(key)
}

/** The text of a target's key; null where it says too little of itself. Pure. */
export function keyTextOfTarget(target: NamedTarget, provider: ProviderId): string | null {
  const key = keyOfTarget(target, provider)
  return key === null ? null : resourceKeyText(key)
}
