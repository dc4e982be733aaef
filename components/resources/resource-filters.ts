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
