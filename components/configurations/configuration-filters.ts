/** Filters of the list of Configurations, as the interface names them. */
export const CONFIGURATION_FILTERS = ['provider', 'family', 'paused', 'deleted'] as const
