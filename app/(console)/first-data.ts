import { dehydrate, QueryClient } from '@tanstack/react-query'
import { headers } from 'next/headers'
import { webApi } from '@/app/server'
import { fetchRead, readKey, type ListName, type ReadInput, type ReadName } from '@/components/data/api'
import { listOptions } from '@/components/data/list-options'
import { createApiClient } from '@/lib/http/client'

export type { SearchParams } from '@/components/data/filter-values'

/** The browser asks again and shows what went wrong, in the place where it belongs. */
const leaveToBrowser = () => undefined

/**
 * Fetches on the server what a page shows first, so that the first paint comes with data: the interface itself, in this
 * process. The page's own Host goes along, so that a host the interface does not answer to gets no data in pages
 * either. A failure is not fatal here.
 */
export async function firstData() {
  const client = new QueryClient()
  const host = (await headers()).get('host') ?? '127.0.0.1'
  const call = createApiClient({
    fetcher: async (url, init) => {
      const { api } = await webApi()
      const request = new Request(`http://${host}${url}`, init)
      request.headers.set('host', host)
      return api.fetch(request)
    },
  })
  return {
    read: (name: ReadName, input: ReadInput = {}) =>
      client
        .query({ queryKey: readKey(name, input), queryFn: () => fetchRead(call, name, input) })
        .catch(leaveToBrowser),
    list: (name: ListName, input: ReadInput = {}) =>
      client.infiniteQuery(listOptions(name, input, call)).catch(leaveToBrowser),
    state: () => dehydrate(client),
  }
}
