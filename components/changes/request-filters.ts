/** Filters of the list of change requests, as the interface names them. */
export const REQUEST_FILTERS = ['state', 'origin', 'configuration', 'open'] as const

/** Filters of a plan's actions. */
export const ACTION_FILTERS = ['kind', 'risk', 'state', 'account', 'region', 'type', 'configuration'] as const

/** The tabs of the list, each a set of states. */
export const REQUEST_TABS = {
  waiting: ['planning', 'open', 'stale'],
  applying: ['applying'],
  ended: ['applied', 'partly-applied', 'failed', 'rejected', 'withdrawn', 'cancelled', 'expired'],
} as const satisfies Record<string, readonly string[]>

export type RequestTab = keyof typeof REQUEST_TABS | 'all'

/** Which tab a set of states is. Pure. */
export function tabOfStates(states: readonly string[]): RequestTab | null {
  if (states.length === 0) return 'all'
  const found = Object.entries(REQUEST_TABS).find(
    ([, list]) => list.length === states.length && list.every((state) => states.includes(state)),
  )
  return found === undefined ? null : (found[0] as RequestTab)
}
