/** Filters of the resource list, as the interface names them; the order fixes the cache key. */
export const RESOURCE_FILTERS = [
  'provider',
  'account',
  'region',
  'type',
  'rung',
  'tag',
  'attachmentKind',
  'failing',
  'hasDrift',
  'coverable',
  'owned',
  'vpc',
  'transitGateway',
  'transitRouter',
  'cen',
] as const

/** Filters that can become clauses of a selector; the others can only pick what is there now. */
export const SELECTOR_FILTERS: readonly string[] = ['provider', 'account', 'region', 'type', 'tag', 'attachmentKind']
