/** One route of the admin API. A cloud brings its own for its part of the world. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Begins with `/_sim/`; a segment beginning with a colon is a parameter. */
  readonly path: string
  /** One sentence for the list that `GET /_sim/` gives. */
  readonly summary: string
  handle(request: AdminRequest): AdminAnswer | Promise<AdminAnswer>
}

/** A call of the admin API. */
export interface AdminRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown
}

/** Its answer: JSON, 200 unless said otherwise. */
export interface AdminAnswer {
  readonly status?: number
  readonly body: unknown
}

/** Thrown by a route to refuse a call with a status and a sentence. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal'
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}
