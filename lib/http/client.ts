import type { AnswerOf, EndpointName, Endpoints } from './endpoints'
import type { ProblemDocument } from './schemas/problem'

/** A refusal or failure of the interface: a problem document as an exception. */
export class ApiProblem extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problem.detail)
    this.name = 'ApiProblem'
  }

  get code(): string {
    return this.problem.code
  }

  get status(): number {
    return this.problem.status
  }
}

type Part<Name extends EndpointName, Key extends string, Value> = Key extends keyof Endpoints[Name] ? Value : unknown
type Member<Name extends EndpointName, Key extends string> =
  Endpoints[Name] extends Record<Key, infer Value> ? Value : never

/** What one call takes: only the parts its endpoint has. */
export type CallInput<Name extends EndpointName> = {
  readonly signal?: AbortSignal
  /** Every POST has one; made per call when left out. Give your own to make a person's retry the same request. */
  readonly idempotencyKey?: string
} & Part<Name, 'params', { readonly params: Readonly<Record<Member<Name, 'params'> & string, string>> }> &
  Part<Name, 'query', { readonly query?: Member<Name, 'query'> }> &
  Part<Name, 'body', { readonly body: Member<Name, 'body'> }> &
  Part<Name, 'ifMatch', { readonly revision: number }>

/** How requests leave: the browser's fetch, or the application itself when the server renders. */
export type Fetcher = (url: string, init: RequestInit) => Promise<Response>

/** A typed door to the interface. Throws `ApiProblem` for every answer that is not a success. */
export function createApiClient(options: { readonly base?: string; readonly fetcher?: Fetcher } = {}) {
  const base = options.base ?? '/api/v1'
  const fetcher: Fetcher = options.fetcher ?? ((url, init) => fetch(url, init))

  return async function callApi<Name extends EndpointName>(
    name: Name,
    ...[input]: object extends CallInput<Name> ? [CallInput<Name>?] : [CallInput<Name>]
  ): Promise<AnswerOf<Name>> {
    const parts: LooseInput = input ?? {}
    const [method = 'GET', path = ''] = name.split(' ')
    const response = await fetcher(base + fillPath(path, parts.params ?? {}) + queryText(parts.query ?? {}), {
      method,
      headers: headersFor(method, parts),
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(parts.body ?? {}) }),
      ...(parts.signal === undefined ? {} : { signal: parts.signal }),
    })
    if (!response.ok) throw new ApiProblem(await readProblem(response))
    return (await response.json()) as AnswerOf<Name>
  }
}

interface LooseInput {
  readonly signal?: AbortSignal
  readonly idempotencyKey?: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: object
  readonly body?: unknown
  readonly revision?: number
}

function headersFor(method: string, parts: LooseInput): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' }
  if (method !== 'GET') headers['content-type'] = 'application/json'
  if (method === 'POST') headers['idempotency-key'] = parts.idempotencyKey ?? crypto.randomUUID()
  if (parts.revision !== undefined) headers['if-match'] = `"${parts.revision}"`
  return headers
}

function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

/** The query as text, lists repeated, what is undefined or empty left out. Pure. */
function queryText(query: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query) as [string, unknown][]) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === 'string' ? one !== '' : typeof one === 'number' || typeof one === 'boolean') {
        search.append(name, String(one))
      }
    }
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/** The problem of an answer; also for answers that never reached the interface (a proxy's error page). */
async function readProblem(response: Response): Promise<ProblemDocument> {
  const text = await response.text()
  if (response.headers.get('content-type')?.startsWith('application/problem+json') === true) {
    return JSON.parse(text) as ProblemDocument
  }
  return {
    type: 'about:blank',
    title: 'Unexpected answer',
    status: response.status,
    detail: `The server answered ${response.status} without saying why.`,
    code: 'unexpected-answer',
    remedy: 'Try again; if it stays, look at the log of the web process.',
  }
}
