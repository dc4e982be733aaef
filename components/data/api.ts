import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import { createApiClient, type CallInput } from '@/lib/http/client'
import type { AnswerOf, EndpointName } from '@/lib/http/endpoints'

/** The browser's door to the interface. */
export const callApi = createApiClient()

export type Caller = typeof callApi
export type ReadName = Extract<EndpointName, `GET ${string}`>

/** Endpoints whose answer is one page of rows. */
export type ListName = {
  [Name in ReadName]: AnswerOf<Name> extends { items: unknown[]; nextCursor: string | null } ? Name : never
}[ReadName]

export type RowOf<Name extends ListName> = AnswerOf<Name> extends { items: (infer Row)[] } ? Row : never

/** One page of any list, as the endpoints answer. */
export interface ListPage<Row> {
  readonly items: readonly Row[]
  readonly nextCursor: string | null
  readonly total: number
}

/** What a read takes, without the members that belong to one call. */
export interface ReadInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: object
}

/** The cache key of a read (lists put `list` before it). The endpoint is in it, so that a live event renews one kind. */
export function readKey(name: ReadName, input: ReadInput): readonly unknown[] {
  return [name, input.params ?? {}, input.query ?? {}]
}

/** The call itself; the types of `CallInput` are checked where the input is written (`read`, `useList`). */
export function fetchRead<Name extends ReadName>(
  call: Caller,
  name: Name,
  input: ReadInput,
  signal?: AbortSignal,
): Promise<AnswerOf<Name>> {
  const parts = { ...input, ...(signal === undefined ? {} : { signal }) } as CallInput<Name>
  return (call as (name: Name, input: CallInput<Name>) => Promise<AnswerOf<Name>>)(name, parts)
}

/** A read as react-query takes it: `useQuery(read('GET /overview', {}))`. */
export function read<Name extends ReadName>(
  name: Name,
  input: Omit<CallInput<Name>, 'signal' | 'idempotencyKey'> & ReadInput,
) {
  return queryOptions({
    queryKey: readKey(name, input),
    queryFn: ({ signal }) => fetchRead(callApi, name, input, signal),
    placeholderData: keepPreviousData,
  })
}

/** Which reads a live event makes old, by its topic. */
const READS_OF_TOPIC: Readonly<Record<string, readonly string[]>> = {
  scope: ['GET /overview', 'GET /scopes', 'GET /accounts'],
  'flow-log': [
    'GET /flow-logs',
    'GET /drift',
    'GET /adoption',
    'GET /resources',
    'GET /configurations',
    'GET /overview',
    'GET /change-requests',
  ],
  resource: ['GET /resources', 'GET /overview'],
  configuration: ['GET /configurations', 'GET /overview', 'GET /activity'],
  'change-request': ['GET /change-requests', 'GET /overview', 'GET /configurations', 'GET /activity'],
  account: ['GET /accounts', 'GET /organisations', 'GET /scopes', 'GET /overview'],
  settings: ['GET /settings', 'GET /overview'],
}

/** Marks what a topic touches as old; what is on the page is fetched again at once, the rest when it is next shown. */
export function renewTopic(client: QueryClient, topic: string): void {
  const prefixes = READS_OF_TOPIC[topic] ?? []
  void client.invalidateQueries({
    predicate: (query) => {
      const name = query.queryKey[0] === 'list' ? query.queryKey[1] : query.queryKey[0]
      return typeof name === 'string' && prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}/`))
    },
  })
}
