import { callApi, fetchRead, readKey, type ListName, type ListPage, type ReadInput, type RowOf } from './api'

/** Rows of one page. Enough for two screens, so that scrolling rarely waits. */
const LIST_PAGE_SIZE = 100

/** The cache key and the fetching of a list, the same on the server and in the browser. */
export function listOptions<Name extends ListName>(name: Name, input: ReadInput, call: typeof callApi = callApi) {
  return {
    queryKey: ['list', ...readKey(name, input)] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string | null; signal?: AbortSignal }) => {
      const query = { ...input.query, limit: LIST_PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) }
      const page = await fetchRead(call, name, { ...input, query }, signal)
      return page as unknown as ListPage<RowOf<Name>>
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListPage<RowOf<Name>>) => page.nextCursor,
  }
}
