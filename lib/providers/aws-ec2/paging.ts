import { toProviderError } from './sdk-errors'
import { ProviderError } from '../errors'

/** One page of a listing; `items` is undefined when the answer lacked the list altogether. */
export interface ListPage<Item> {
  readonly items: readonly Item[] | undefined
  readonly nextToken: string | null
}

/** What to do where the endpoint is not AWS and may know nothing of pages. */
export interface UnpagedFallback<Item> {
  /** The same listing without asking for a page. */
  readonly fetchWhole: () => Promise<ListPage<Item>>
  /** Told that the endpoint repeats pages. */
  readonly onRepeat: () => void
}

/**
 * All items of a listing, or a throw. An answer without its list is unreadable, not empty: a proxy's empty page must not
 * look as if everything had been deleted. A page that comes twice would page for ever: with AWS that is an error, while
 * a stand-in is asked for everything at once. When even that claims to go on, nobody can know the whole, and nothing may
 * be concluded from what is not in it.
 */
export async function listAll<Item>(
  operation: string,
  fetchPage: (token: string | null) => Promise<ListPage<Item>>,
  fallback: UnpagedFallback<Item> | null = null,
): Promise<readonly Item[]> {
  const items: Item[] = []
  const seen = new Set<string>()
  const starts = new Set<string>()
  let token: string | null = null
  do {
    const page: ListPage<Item> = await fetchPage(token)
    if (page.items === undefined) throw unreadable(operation, 'The answer holds no list.')
    const nextToken: string | null = page.nextToken === '' ? null : page.nextToken
    const start = page.items.length === 0 ? null : JSON.stringify(page.items[0])
    const isRepeated = (nextToken !== null && seen.has(nextToken)) || (start !== null && starts.has(start))
    if (isRepeated) {
      if (fallback === null) throw unreadable(operation, 'The same page came twice.')
      return await whole(operation, fallback)
    }
    items.push(...page.items)
    if (start !== null) starts.add(start)
    if (nextToken !== null) seen.add(nextToken)
    token = nextToken
  } while (token !== null)
  return items
}

async function whole<Item>(
  operation: string,
  { fetchWhole, onRepeat }: UnpagedFallback<Item>,
): Promise<readonly Item[]> {
  onRepeat()
  const page = await fetchWhole()
  if (page.items === undefined) throw unreadable(operation, 'The answer holds no list.')
  if (page.nextToken === null || page.nextToken === '') return page.items
  throw new ProviderError({
    provider: 'aws-ec2',
    operation,
    vendorCode: null,
    vendorMessage: 'The endpoint repeats the same page, and says that there is more even when asked for everything.',
    requestId: null,
    reading: {
      kind: 'unsupported',
      reason: 'PagingIgnored',
      cause: 'The endpoint does not know pages: how much of the list is missing cannot be told.',
      remedy: 'Use a stand-in for AWS that answers listings whole or in pages; Weir concludes nothing from this one.',
    },
  })
}

function unreadable(operation: string, message: string): Error {
  return toProviderError(operation, new Error(message), { wasSent: true })
}
