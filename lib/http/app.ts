import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type * as z from 'zod'
import { LOCAL_OPERATOR, type Actor } from '../domain/change-item'
import type { ServiceContext } from '../services/service-context'
import type { Endpoint } from './endpoint'
import { ENDPOINTS } from './routes/all-endpoints'
import { answerOnce, idempotencyKeyOf } from './guards/idempotency'
import { etagOf, revisionFromIfMatch } from './guards/if-match'
import { assertLocal } from './guards/local-only'
import { readJsonBody, type RequestBody } from './guards/request-body'
import { describeEndpoints, openApiDocument } from './openapi'
import { ALL_PERMISSIONS, isPermitted, type Permission } from './permissions'
import { EdgeProblem, problemResponse, schemaErrors, type ProblemLog } from './problem'

const API_BASE = '/api/v1'

export interface ApiOptions {
  readonly context: ServiceContext
  readonly allowedHosts: readonly string[]
  readonly log: ProblemLog
  /** Who calls and what they may do. Until sign-in exists: the local operator, everything. */
  readonly identify?: (request: Request) => Promise<Caller>
  /** Tests: every answer is checked against its schema. */
  readonly checkAnswers?: boolean
}

export interface Caller {
  readonly actor: Actor
  readonly permissions: ReadonlySet<Permission>
}

const LOCAL_CALLER: Caller = { actor: LOCAL_OPERATOR, permissions: ALL_PERMISSIONS }

/** The whole interface as one web-standard handler. */
export function createApi(options: ApiOptions): OpenAPIHono {
  const app = new OpenAPIHono().basePath(API_BASE)
  const fail = (error: unknown, c: Context) => problemResponse(error, options.log, `${c.req.method} ${c.req.path}`)

  app.onError((error, c) => fail(error, c))
  app.notFound((c) => {
    const isKnown = ENDPOINTS.some((known) => matches(known.path, c.req.path))
    return fail(isKnown ? wrongMethod(c) : nothingHere(c), c)
  })
  app.use('*', async (c, next) => {
    assertLocal(c.req.raw, options.allowedHosts)
    await next()
    c.res.headers.set('x-content-type-options', 'nosniff')
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })

  describeEndpoints(app, ENDPOINTS)
  app.get('/openapi.json', (c) => c.json(openApiDocument(app)))
  for (const known of ENDPOINTS) {
    app.on(known.method.toUpperCase(), honoPath(known.path), (c) => answer(known, c, options))
  }
  return app
}

async function answer(known: Endpoint, c: Context, options: ApiOptions): Promise<Response> {
  const request = c.req.raw
  const caller = await (options.identify?.(request) ?? LOCAL_CALLER)
  if (!isPermitted(caller.permissions, known.permission)) {
    throw new EdgeProblem(
      'not-allowed',
      `This needs the permission ${known.permission}.`,
      'Ask an administrator for a role that holds it.',
    )
  }
  const key = known.method === 'post' ? idempotencyKeyOf(request) : null
  const body = known.body === null && known.method === 'get' ? EMPTY_BODY : await readJsonBody(request)
  const call = {
    params: parsePart(known.params, c.req.param(), 'path'),
    query: parsePart(known.query, queryOf(request), 'query'),
    body: parsePart(known.body, body.json, ''),
    revision: known.ifMatch ? revisionFromIfMatch(request.headers.get('if-match')) : null,
    actor: caller.actor,
    context: options.context,
    signal: request.signal,
    header: (name: string) => request.headers.get(name) ?? undefined,
  }
  const run = async () => respond(known, await known.handle(call), options)
  if (key === null || known.readsOnly) return run()
  return answerOnce(
    options.context.database.pool,
    { actor: caller.actor, key, route: `${request.method} ${c.req.path}`, bodyText: body.text },
    run,
  )
}

const EMPTY_BODY: RequestBody = { text: '', json: {} }

function respond(known: Endpoint, value: unknown, options: ApiOptions): Response {
  if (value instanceof Response) return value
  if (options.checkAnswers === true) known.answer.parse(value)
  const headers = new Headers({ 'content-type': 'application/json' })
  if (hasRevision(value)) headers.set('etag', etagOf(value.revision))
  return new Response(JSON.stringify(value), { status: known.status, headers })
}

function hasRevision(value: unknown): value is { revision: number } {
  return typeof value === 'object' && value !== null && 'revision' in value && typeof value.revision === 'number'
}

function parsePart(schema: z.ZodType | null, value: unknown, root: '' | 'query' | 'path'): unknown {
  if (schema === null) return null
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = schemaErrors(parsed.error.issues, root)
  const first = errors[0]
  throw new EdgeProblem(
    'invalid-input',
    first === undefined
      ? 'The input cannot be used.'
      : `${first.pointer === '' ? 'The body' : first.pointer} ${first.message}.`,
    'Correct the members named in errors; /api/v1/openapi.json describes them.',
    errors,
  )
}

/** Query parameters as one object; what is repeated becomes a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  const search = new URL(request.url).searchParams
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name)
    query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return query
}

const honoPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1')

function matches(path: string, called: string): boolean {
  const pattern = `^${API_BASE}${path.replace(/\{\w+\}/g, '[^/]+')}$`
  return new RegExp(pattern).test(called)
}

function wrongMethod(c: Context): EdgeProblem {
  return new EdgeProblem(
    'method-not-allowed',
    `${c.req.method} is not possible here.`,
    'See /api/v1/openapi.json for what is.',
  )
}

function nothingHere(c: Context): EdgeProblem {
  return new EdgeProblem(
    'not-found',
    `Nothing is served at ${c.req.path.slice(0, 200)}.`,
    'See /api/v1/openapi.json for what is.',
  )
}
