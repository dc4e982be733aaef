import { toProviderError } from './sdk-errors'

/** One page of a listing; `items` is undefined when the answer lacked the list altogether. */
export interface ListPage<Item> {
  readonly items: readonly Item[] | undefined
  readonly nextToken: string | null
}

/**
 * All items of a listing, or a throw. An answer without its list is unreadable, not empty: a proxy's empty page must not
 * look as if everything had been deleted. A token that comes twice would page for ever.
 */
export async function listAll<Item>(
  operation: string,
  fetchPage: (token: string | null) => Promise<ListPage<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  const seen = new Set<string>()
  let token: string | null = null
  do {
    const page: ListPage<Item> = await fetchPage(token)
    if (page.items === undefined) throw unreadable(operation, 'The answer holds no list.')
    items.push(...page.items)
    token = page.nextToken === '' ? null : page.nextToken
    if (token !== null && seen.has(token)) throw unreadable(operation, 'The same page token came twice.')
    if (token !== null) seen.add(token)
  } while (token !== null)
  return items
}

function unreadable(operation: string, message: string): Error {
  return toProviderError(operation, new Error(message), { wasSent: true })
}
