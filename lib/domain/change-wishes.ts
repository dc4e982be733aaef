import type { ChangeItem } from './change-item'
import type { AdoptionWish } from './scope-plan'
import { epochKey } from './membership'

/** What the items of a request ask for single targets, beside what their Configurations become. */
export interface ChangeWishes {
  readonly adoption: (configurationId: string, targetKeyText: string) => AdoptionWish | null
  /** Adopted logs that shall carry our tags. */
  readonly wantsMarks: (configurationId: string) => boolean
  /** Let go of instead of deleted. */
  readonly isRetained: (configurationId: string, targetKeyText: string) => boolean
  /** Whether the request is about this target at all: a revert of a few targets plans only those. */
  readonly isConcerned: (configurationId: string, targetKeyText: string) => boolean
}

/** Reads the wishes of a request's items. Pure. */
export function changeWishes(items: readonly ChangeItem[]): ChangeWishes {
  const adoptions = new Map<string, AdoptionWish>()
  const retained = new Set<string>()
  const marked = new Set<string>()
  const only = new Map<string, ReadonlySet<string>>()
  for (const item of items) {
    const { configurationId } = item
    if ((item.op === 'create' || item.op === 'adopt') && item.adopt !== undefined) {
      const { logs, acknowledged } = item.adopt
      for (const { target, externalId } of logs) {
        adoptions.set(epochKey(configurationId, target), { externalId, acknowledged })
      }
      if (item.op === 'adopt') only.set(configurationId, new Set(logs.map(({ target }) => target)))
    }
    if (item.op === 'exclude' && item.retain === true) {
      for (const target of item.targets) retained.add(epochKey(configurationId, target))
    }
    if (item.op === 'mark') marked.add(configurationId)
    if (item.op === 'reconcile' && item.targets !== undefined) only.set(configurationId, new Set(item.targets))
  }
  return {
    adoption: (configurationId, target) => adoptions.get(epochKey(configurationId, target)) ?? null,
    wantsMarks: (configurationId) => marked.has(configurationId),
    isRetained: (configurationId, target) => retained.has(epochKey(configurationId, target)),
    isConcerned: (configurationId, target) => only.get(configurationId)?.has(target) ?? true,
  }
}
