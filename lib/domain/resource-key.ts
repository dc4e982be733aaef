import type { ResourceKey } from './resource'
import type { ScopeRef } from './scope'
import { isProviderId } from './provider-id'
import { RESOURCE_TYPES } from './resource'

/** Reads a scope back from `scopeKey`'s text; null when it is none. Pure. */
export function parseScopeKey(text: string): ScopeRef | null {
  const [provider = '', partition = '', accountId = '', region = '', ...rest] = text.split(':')
  if (!isProviderId(provider) || partition === '' || accountId === '' || region === '' || rest.length > 0) return null
  return { provider, partition, accountId, region }
}

/** Reads a resource key back from `resourceKeyText`'s text; null when it is none. Pure. */
export function parseResourceKey(text: string): ResourceKey | null {
  const [scopeText = '', typeText = '', ...localParts] = text.split('/')
  const scope = parseScopeKey(scopeText)
  const type = RESOURCE_TYPES.find((known) => known === typeText)
  // The local key of a transit router attachment holds a slash of its own.
  const localKey = localParts.join('/')
  return scope === null || type === undefined || localKey === '' ? null : { scope, type, localKey }
}
