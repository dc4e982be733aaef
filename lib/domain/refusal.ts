/** Why a use case does not do what it was asked. The edge turns a kind into a status; nothing else knows statuses. */
export type RefusalKind =
  | 'notFound'
  | 'notAllowed'
  | 'invalidInput'
  /** A good request at the wrong moment: the thing is in another state. */
  | 'invalidState'
  /** It collides with something that exists. */
  | 'conflict'
  /** The caller saw an older version of what it edits. */
  | 'outdated'
  | 'unavailable'

/** One wrong place of the input. */
export interface RefusalError {
  /** JSON pointer into the body. */
  readonly pointer: string
  readonly message: string
  readonly remedy: string | null
  /** The rule of a cloud that is broken, and where it is written down. */
  readonly rule?: string | undefined
  readonly source?: string | undefined
}

/** A use case said no; thrown by services, answered as a problem by the edge. `code` is stable. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly code: string
  readonly remedy: string | null
  readonly errors: readonly RefusalError[]

  constructor(refusal: {
    readonly kind: RefusalKind
    readonly code: string
    readonly detail: string
    readonly remedy?: string | null
    readonly errors?: readonly RefusalError[]
  }) {
    super(refusal.detail)
    this.kind = refusal.kind
    this.code = refusal.code
    this.remedy = refusal.remedy ?? null
    this.errors = refusal.errors ?? []
  }
}

/** Nothing with this id. */
export function notFound(what: string, id: string): Refusal {
  return new Refusal({
    kind: 'notFound',
    code: 'not-found',
    detail: `There is no ${what} ${id}.`,
    remedy: 'Look it up in its list; it may have been removed.',
  })
}

/** The row was changed since the caller read it. */
export function outdated(what: string): Refusal {
  return new Refusal({
    kind: 'outdated',
    code: 'precondition-failed',
    detail: `This ${what} was changed by somebody else since you read it.`,
    remedy: 'Read it again, look at what changed, and send your edit with the new ETag.',
  })
}
