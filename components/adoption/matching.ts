import type { AdoptionCluster } from '@/lib/http/schemas/adoption'

/** What was chosen to look at; nothing chosen is everything. */
export interface Chosen {
  readonly provider: readonly string[]
  readonly manager: readonly string[]
  readonly account: readonly string[]
}

/** The clusters that match what was chosen. Pure. */
export function matching(clusters: readonly AdoptionCluster[], chosen: Chosen): readonly AdoptionCluster[] {
  const holds = (values: readonly string[], value: string) => values.length === 0 || values.includes(value)
  return clusters.filter(
    ({ provider, manager, accounts }) =>
      holds(chosen.provider, provider) &&
      holds(chosen.manager, manager) &&
      (chosen.account.length === 0 || accounts.some(({ accountId }) => chosen.account.includes(accountId))),
  )
}
