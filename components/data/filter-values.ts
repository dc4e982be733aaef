/** The values chosen per filter; an empty list is no filter. */
export type FilterValues = Readonly<Record<string, readonly string[]>>

/** What a page was asked for by its address. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/**
 * The query of a list as its first paint asks it, from the page's address: only known filters, always as lists, in the
 * order of `filterNames`. It must equal what `useListUrl` makes of the same address, or the first paint is thrown away. Pure.
 */
export function listQueryOf(params: SearchParams, filterNames: readonly string[]): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const name of filterNames) {
    const value = params[name]
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value]
    if (list.length > 0) query[name] = list
  }
  for (const name of ['q', 'sort']) {
    const value = params[name]
    const one = Array.isArray(value) ? value[0] : value
    if (one !== undefined && one !== '') query[name] = one
  }
  return query
}

/** The chosen values with one switched on or off. Pure. */
export function toggleValue(list: readonly string[], value: string): string[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value]
}

/** A path with filters: `/resources?rung=unlogged&account=1`. Lists are repeated, what is empty is left out. Pure. */
export function hrefWith(
  path: string,
  filters: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) if (one !== '') search.append(name, one)
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
