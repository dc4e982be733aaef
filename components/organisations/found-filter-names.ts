/** Filters of the accounts that were found, as the interface names them; the order fixes the cache key. */
export const FOUND_FILTERS = ['standing'] as const
