import { hrefWith } from '@/components/data/filter-values'
import type { Selection } from '@/components/ui/table/selection'

/** More ids than this would make an address that proxies refuse. */
const MAX_IDS_IN_ADDRESS = 60

/** Where a selection waits when it is too long for an address. */
export const SELECTION_STORE_KEY = 'weir-selection'

/**
 * The address of the create form for a selection: the filters, and which rows of them. Few ids travel in the address
 * (`id=…`), many wait in the session's storage (`picked=stored`), everything that matches is `picked=all`. Pure.
 */
export function selectionHref(query: object, selection: Selection): { href: string; stored: readonly string[] | null } {
  const { sort: _sort, ...filters } = query as Record<string, string | readonly string[]>
  const path = '/configurations/new'
  if (selection.mode === 'all-matching') {
    return { href: hrefWith(path, { ...filters, picked: 'all', except: [...selection.except] }), stored: null }
  }
  const ids = [...selection.keys]
  if (ids.length === 0) return { href: hrefWith(path, filters), stored: null }
  if (ids.length <= MAX_IDS_IN_ADDRESS) return { href: hrefWith(path, { id: ids }), stored: null }
  return { href: hrefWith(path, { picked: 'stored' }), stored: ids }
}
