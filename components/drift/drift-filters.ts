/** Filters of the list of drift, as the interface names them. */
export const DRIFT_FILTERS = ['cause', 'response', 'provider', 'configuration', 'field', 'ignored'] as const
