import type * as z from 'zod'
import type { Actor } from '../domain/change-item'
import type { ServiceContext } from '../services/service-context'
import type { Permission } from './permissions'

/** What a handler gets: parsed, authorised, and nothing of HTTP but the signal. */
export interface Call<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly actor: Actor
  readonly context: ServiceContext
  /** The version an edit is for, from If-Match; null where the endpoint takes none. */
  readonly revision: number | null
  readonly signal: AbortSignal
  readonly header: (name: string) => string | undefined
}

/** One endpoint of the interface: schemas, who may call it, and the one call it makes. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** OpenAPI style, below /api/v1: `/accounts/{id}`. */
  readonly path: string
  readonly permission: Permission
  readonly summary: string
  readonly tag: string
  readonly params: z.ZodType | null
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  readonly answer: z.ZodType
  readonly status: 200 | 201 | 202
  /** An edit: needs If-Match. */
  readonly ifMatch: boolean
  /** A POST that changes nothing (a preview): its answer is not kept for repetition. */
  readonly readsOnly: boolean
  /** Answers with a stream of its own instead of JSON. */
  readonly stream: boolean
  readonly handle: (call: Call<unknown, unknown, unknown>) => Promise<unknown>
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : null
/** What a handler may return: the schema's input, however unchangeable. */
type Answer<Schema extends z.ZodType> = Unchangeable<z.input<Schema>>
type Unchangeable<Value> = Value extends readonly (infer Item)[]
  ? readonly Unchangeable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Unchangeable<Value[Key]> }
    : Value

/**
 * Declares an endpoint; the handler's types come from its schemas. A handler may answer a `Response` only where
 * `stream` says so.
 */
export function endpoint<
  AnswerSchema extends z.ZodType,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(declared: {
  readonly method: Endpoint['method']
  readonly path: string
  readonly permission: Permission
  readonly summary: string
  readonly tag: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: AnswerSchema
  readonly status?: Endpoint['status']
  readonly ifMatch?: boolean
  readonly readsOnly?: boolean
  readonly stream?: boolean
  readonly handle: (
    call: Call<Output<Params>, Output<Query>, Output<Body>>,
  ) => Promise<Answer<AnswerSchema> | Response> | Answer<AnswerSchema>
}): Endpoint {
  return {
    method: declared.method,
    path: declared.path,
    permission: declared.permission,
    summary: declared.summary,
    tag: declared.tag,
    params: declared.params ?? null,
    query: declared.query ?? null,
    body: declared.body ?? null,
    answer: declared.answer,
    status: declared.status ?? 200,
    ifMatch: declared.ifMatch ?? false,
    readsOnly: declared.readsOnly ?? false,
    stream: declared.stream ?? false,
    // The schemas have parsed exactly these values; the compiler cannot follow them through the table of endpoints.
    handle: async (call) => declared.handle(call as Call<Output<Params>, Output<Query>, Output<Body>>),
  }
}
