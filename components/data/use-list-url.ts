'use client'

import { parseAsNativeArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { FilterValues } from './filter-values'

/** The state of a list in the URL: filters (repeated parameters, as the interface takes them), search and sort. */
export function useListUrl(filterNames: readonly string[]) {
  const parsers = useMemo(
    () => Object.fromEntries(filterNames.map((name) => [name, parseAsNativeArrayOf(parseAsString)])),
    [filterNames],
  )
  const [filters, setFilters] = useQueryStates(parsers, { history: 'push' })
  const [view, setView] = useQueryStates({ q: parseAsString, sort: parseAsString, open: parseAsString })

  const values = filters as FilterValues
  const query = useMemo(() => {
    const set = Object.entries(values).filter(([, list]) => list.length > 0)
    return {
      ...Object.fromEntries(set),
      ...(view.q === null || view.q === '' ? {} : { q: view.q }),
      ...(view.sort === null ? {} : { sort: view.sort }),
    }
  }, [values, view.q, view.sort])

  return {
    values,
    setFilter: (name: string, list: readonly string[]) =>
      void setFilters({ [name]: list.length === 0 ? null : [...list] }),
    clearFilters: () => {
      void setFilters(null)
      void setView({ q: null })
    },
    q: view.q ?? '',
    setQ: (q: string) => void setView({ q: q === '' ? null : q }, { history: 'replace', throttleMs: 200 }),
    sort: view.sort,
    setSort: (sort: string | null) => void setView({ sort }, { history: 'push' }),
    open: view.open,
    setOpen: (open: string | null) => void setView({ open }, { history: open === null ? 'replace' : 'push' }),
    /** What the interface is asked for; also the first paint's key. */
    query,
  }
}
