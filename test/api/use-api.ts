import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { createApi, type Caller } from '../../lib/http/app'
import { createApiClient } from '../../lib/http/client'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { renderCommand } from '../../lib/wiring/web'
import { CAPABILITIES, capabilitiesOf } from '../../lib/providers/capabilities'
import type { JobName, Jobs } from '../../lib/services/job-queue'
import { planChangeRequest } from '../../lib/services/plan-change-request'
import type { ServiceContext } from '../../lib/services/service-context'
import { openJobQueue, type PgJobQueue } from '../../lib/store/job-queue'
import { useTestDatabase, type TestDatabase } from '../database'

/** The interface over a real database and a real queue, with the answer of every request checked against its schema. */
export interface TestApi {
  readonly database: TestDatabase
  readonly context: ServiceContext
  readonly app: OpenAPIHono
  /** What went wrong inside, as the log would hold it. */
  readonly errors: object[]
  /** The typed client of the console over this interface; throws `ApiProblem` for refusals. */
  readonly call: ReturnType<typeof createApiClient>
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
  raw(path: string, init: RequestInit): Promise<Response>
  /** Plans everything that waits for its plan, as the worker does. */
  runPlans(): Promise<void>
  /** Jobs that were sent and not yet run. */
  sentJobs(): Promise<{ name: JobName; data: Jobs[JobName] }[]>
}

/** An answer as it came; typed reads go through `call`. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

export const TEST_HOST = 'weir.test'

/** Call it at the top of a `*.integration.test.ts`; usable inside tests and hooks. */
export function useApi(
  options: { readonly clock?: () => Date; readonly identify?: () => Promise<Caller> } = {},
): TestApi {
  const database = useTestDatabase()
  const errors: object[] = []
  let queue: PgJobQueue | undefined
  let context: ServiceContext | undefined
  let app: OpenAPIHono | undefined

  beforeAll(async () => {
    queue = await openJobQueue({
      url: database.url,
      works: false,
      onError: (error) => errors.push({ err: error }),
    })
    context = {
      database,
      jobs: queue,
      clock: options.clock ?? (() => new Date()),
      allCapabilities: Object.values(CAPABILITIES),
      capabilities: capabilitiesOf,
      renderCommand,
    }
    app = createApi({
      context,
      allowedHosts: [TEST_HOST],
      log: { error: (details) => errors.push(details) },
      checkAnswers: true,
      ...(options.identify === undefined ? {} : { identify: options.identify }),
    })
  })
  afterAll(async () => {
    await queue?.close()
  })

  const ready = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error('The interface exists only inside tests and hooks.')
    return thing
  }
  const raw = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (!headers.has('host')) headers.set('host', TEST_HOST)
    return ready(app).request(`http://${TEST_HOST}/api/v1${path}`, { ...init, headers })
  }
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const response = await raw(path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const parsed: unknown = text === '' ? null : JSON.parse(text)
    return { status: response.status, body: parsed, headers: response.headers }
  }
  return {
    database,
    errors,
    raw,
    call: createApiClient({ base: '', fetcher: raw }),
    get context() {
      return ready(context)
    },
    get app() {
      return ready(app)
    },
    get: (path) => send('GET', path, undefined, {}),
    post: (path, body = {}, headers = {}) => send('POST', path, body, { 'idempotency-key': randomUUID(), ...headers }),
    patch: (path, body, headers = {}) => send('PATCH', path, body, headers),
    delete: (path, headers = {}) => send('DELETE', path, undefined, headers),
    async runPlans() {
      const { rows } = await database.pool.query<{ id: string }>(
        `SELECT "id" FROM "change_request" WHERE "state" = 'planning'`,
      )
      for (const { id } of rows) await planChangeRequest(ready(context), id)
    },
    async sentJobs() {
      const { rows } = await database.pool.query<{ name: JobName; data: Jobs[JobName] }>(
        `SELECT "name", "data" FROM pgboss.job WHERE "state" = 'created' ORDER BY created_on`,
      )
      return rows
    },
  }
}
