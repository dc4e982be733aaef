/** Filters of the list of flow logs, as the interface names them; the order fixes the cache key. */
export const FLOW_LOG_FILTERS = [
  'ownership',
  'phase',
  'delivery',
  'attention',
  'condition',
  'status',
  'manager',
  'configuration',
  'provider',
  'account',
  'region',
  'type',
  'resource',
  'destination',
  'ended',
] as const
