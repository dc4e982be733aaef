/** Filters of the list of accounts, as the interface names them; the order fixes the cache key. */
export const ACCOUNT_FILTERS = ['provider', 'test', 'paused'] as const
