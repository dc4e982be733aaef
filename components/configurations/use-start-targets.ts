'use client'

import { useQuery } from '@tanstack/react-query'
import { callApi } from '@/components/data/api'
import type { FilterValues } from '@/components/data/filter-values'
import { SELECTION_STORE_KEY } from '@/components/resources/selection-href'
import { familyOfType } from '@/lib/domain/target-family'
import { RESOURCE_TYPES, type TargetFamily } from '@/lib/domain/resource'
import { ApiProblem } from '@/lib/http/client'
import type { ResourceFilterInput } from '@/lib/http/schemas/resources'
import type { Targets } from './draft'
import { clausesOfFilters } from './filter-clauses'

/** At most this many targets can be named one by one. */
const MAX_EXPLICIT = 10_000
const PAGE_ROWS = 200
const TOO_MANY = {
  type: 'about:blank',
  title: 'Too many targets to name one by one',
  status: 422,
  detail: 'More than 10,000 targets match.',
  code: 'too-many-targets',
  remedy: 'Narrow the filters, or take everything that matches and exclude what is not wanted.',
}

/** What the form begins with, from its address: picked rows, filters, or nothing. */
export function useStartTargets(
  params: URLSearchParams,
  filters: FilterValues,
  isInBrowser: boolean,
): { targets: Targets | null; family: TargetFamily | null; error: Error | null } {
  const except = params.getAll('except')
  const picked = params.get('picked')
  const ids = picked === 'stored' ? (isInBrowser ? storedIds() : []) : params.getAll('id')
  const first = ids[0]

  // The kind of network follows the first picked row.
  const firstRow = useQuery({
    queryKey: ['start-family', first],
    queryFn: () => callApi('GET /resources/{id}', { params: { id: first ?? '' } }),
    enabled: first !== undefined,
    staleTime: Infinity,
  })
  // "All that match, except these" has no words in the interface: the rows are read and named one by one.
  const allBut = useQuery({
    queryKey: ['start-all-but', filters, except],
    queryFn: () => readAllBut(filters, new Set(except)),
    enabled: picked === 'all' && except.length > 0,
    staleTime: Infinity,
  })

  if (first !== undefined) {
    return {
      targets: firstRow.data === undefined ? null : { kind: 'picked', resourceIds: ids },
      family: firstRow.data?.family ?? null,
      error: firstRow.error,
    }
  }
  if (picked === 'stored' && !isInBrowser) return { targets: null, family: null, error: null }
  const family = familyOfFilters(filters)
  if (picked === 'all' && except.length > 0) {
    return {
      targets: allBut.data === undefined ? null : { kind: 'picked', resourceIds: allBut.data },
      family,
      error: allBut.error,
    }
  }
  if (Object.keys(filters).length > 0) {
    const filter = filters as unknown as ResourceFilterInput
    const { q, ...rest } = filter as Record<string, unknown>
    return {
      targets: { kind: 'filter', filter: { ...rest, ...(Array.isArray(q) ? { q: String(q[0]) } : {}) } },
      family,
      error: null,
    }
  }
  return { targets: { kind: 'clauses', clauses: clausesOfFilters(filters).clauses, excludes: [] }, family, error: null }
}

/** The ids that were too many for an address; none when the session has ended meanwhile. */
function storedIds(): string[] {
  const text = sessionStorage.getItem(SELECTION_STORE_KEY)
  if (text === null) return []
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function familyOfFilters(filters: FilterValues): TargetFamily | null {
  const type = RESOURCE_TYPES.find((one) => filters['type']?.includes(one))
  if (type !== undefined) return familyOfType(type)
  return filters['provider']?.[0] === 'alibaba-cen' ? 'cen' : null
}

async function readAllBut(filters: FilterValues, except: ReadonlySet<string>): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await callApi('GET /resources', {
      query: { ...(filters as object), limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
    })
    // Named one by one, never cut off in silence.
    if (page.total - except.size > MAX_EXPLICIT) throw new ApiProblem(TOO_MANY)
    ids.push(...page.items.map((row) => row.id).filter((id) => !except.has(id)))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return ids
}
