import { selectedCount, type Selection } from '@/components/ui/table/selection'

/** More ids than this would make an address that proxies refuse. */
export const MAX_IDS_IN_ADDRESS = 60

/** Where a selection waits when it is too long for an address. */
export const SELECTION_STORE_KEY = 'weir-selection'

/**
 * The address of the create form for a selection: the filters, and which rows of them. Few ids travel in the address;
 * many wait in the session's storage, named by `picked=stored`.
 */
export function selectionHref(query: object, selection: Selection): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query) as [string, string | readonly string[]][]) {
    if (name === 'sort') continue
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string]) search.append(name, one)
  }
  if (selection.mode === 'some' && selectedCount(selection, 0) > 0) {
    const ids = [...selection.keys]
    if (ids.length <= MAX_IDS_IN_ADDRESS) {
      for (const id of ids) search.append('id', id)
    } else {
      sessionStorage.setItem(SELECTION_STORE_KEY, JSON.stringify(ids))
      search.set('picked', 'stored')
    }
  }
  if (selection.mode === 'all-matching') {
    search.set('picked', 'all')
    for (const id of selection.except) search.append('except', id)
  }
  const text = search.toString()
  return text === '' ? '/configurations/new' : `/configurations/new?${text}`
}
