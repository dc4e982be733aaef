import type { SelectorClause } from '@/lib/domain/configuration'
import { RESOURCE_TYPES, type ResourceType } from '@/lib/domain/resource'
import type { FilterValues } from '@/components/data/filter-values'

/** Clauses made of filters, and the filters that no clause can say. */
export interface FilterClauses {
  readonly clauses: readonly SelectorClause[]
  readonly dropped: readonly string[]
}

/** The part of a list's filters that can follow future resources too. Tags of one key are OR, of different keys AND. Pure. */
export function clausesOfFilters(filters: FilterValues): FilterClauses {
  const clauses: SelectorClause[] = []
  const dropped: string[] = []
  for (const [name, values] of Object.entries(filters)) {
    if (values.length === 0 || name === 'provider') continue
    if (name === 'account' || name === 'region' || name === 'attachmentKind') clauses.push({ on: name, values })
    else if (name === 'type') clauses.push({ on: 'type', values: values.filter(isResourceType) })
    else if (name === 'tag') {
      const byKey = new Map<string, string[]>()
      for (const text of values) {
        const at = text.indexOf('=')
        if (at < 1) dropped.push(`tag ${text} with any value`)
        else byKey.set(text.slice(0, at), [...(byKey.get(text.slice(0, at)) ?? []), text.slice(at + 1)])
      }
      for (const [key, list] of byKey) clauses.push({ on: 'tag', key, values: list })
    } else dropped.push(name)
  }
  return { clauses, dropped }
}

const isResourceType = (value: string): value is ResourceType => (RESOURCE_TYPES as readonly string[]).includes(value)
