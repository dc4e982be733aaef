import { local } from './errors'

/** Rows asked for per page of listings by number. Source: DescribeCens, ListTransitRouters (1 to 50), read 2026-11. */
const PAGE_SIZE = 50

/** Rows asked for per page of attachments. Only peer listings name a ceiling (100); 20 is the default of all. */
const MAX_RESULTS = 20

/** Beyond this a listing cannot be right, and asking on would never end. */
const MAX_PAGES = 2_000

/**
 * The rows of one answer. An answer without its list is empty only when it counts none; otherwise it is unreadable: a
 * proxy's empty page must not look as if everything had been deleted. Throws ProviderError.
 */
export function rowsOf<Row>(
  operation: string,
  list: readonly Row[] | null | undefined,
  total: number | string | undefined,
): readonly Row[] {
  if (Array.isArray(list)) return (list as readonly Row[]).filter((row) => typeof row === 'object' && row !== null)
  if ((list === undefined || list === null) && total !== undefined && Number(total) === 0) return []
  throw local(operation, {
    kind: 'unavailable',
    reason: 'UnreadableListing',
    cause: 'The answer holds no list, and does not say that there is nothing to list.',
    remedy: 'Nothing: Weir asks again soon. If it repeats, check what stands between the worker and the cloud.',
  })
}

/** Every row of a listing by page number: until a page is not full or the total is reached. */
export async function allPages<Row>(
  fetchPage: (page: { readonly pageNumber: number; readonly pageSize: number }) => Promise<{
    readonly rows: readonly Row[]
    readonly total: number | string | undefined
  }>,
): Promise<readonly Row[]> {
  const all: Row[] = []
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber += 1) {
    const { rows, total } = await fetchPage({ pageNumber, pageSize: PAGE_SIZE })
    all.push(...rows)
    const known = Number(total ?? Number.NaN)
    if (rows.length < PAGE_SIZE || pageNumber * PAGE_SIZE >= known) return all
  }
  throw endless()
}

/** Every row of a listing by token: until there is no next token. */
export async function allTokenPages<Row>(
  fetchPage: (page: { readonly maxResults: number; readonly nextToken?: string }) => Promise<{
    readonly rows: readonly Row[]
    readonly nextToken: string | undefined
  }>,
): Promise<readonly Row[]> {
  const all: Row[] = []
  let nextToken: string | undefined
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await fetchPage({ maxResults: MAX_RESULTS, ...(nextToken === undefined ? {} : { nextToken }) })
    all.push(...answer.rows)
    nextToken = answer.nextToken
    if (nextToken === undefined || nextToken === '') return all
  }
  throw endless()
}

/** Rows without repetitions: pages by number are read one after another while the cloud changes. Pure. */
export function distinctBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

function endless(): Error {
  return local('paging', {
    kind: 'unavailable',
    reason: 'ListingHasNoEnd',
    cause: `The listing goes on after ${MAX_PAGES} pages.`,
    remedy: 'Report this with the endpoint in use: no account holds that many.',
  })
}
