import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod'
import { Refusal, type RefusalKind } from '../domain/refusal'
import type { ProblemDocument, ProblemError } from './schemas/problem'

/** Every code of the interface itself, with its status and title; refusals of use cases take theirs by kind. */
const EDGE_PROBLEMS = {
  'invalid-json': [400, 'The body is not JSON'],
  'invalid-input': [422, 'Some of the input cannot be used'],
  'body-too-large': [413, 'The body is too large'],
  'host-not-allowed': [403, 'This address is not served'],
  'origin-not-allowed': [403, 'Requests from this origin are not served'],
  'json-only': [403, 'Only JSON is accepted'],
  'not-allowed': [403, 'You may not do this'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'This cannot be done here'],
  'idempotency-key-missing': [400, 'The request has no Idempotency-Key'],
  'idempotency-key-reused': [422, 'This Idempotency-Key belongs to another request'],
  'idempotency-in-progress': [409, 'The same request is being answered'],
  'precondition-required': [428, 'The edit does not say which version it is for'],
  'precondition-failed': [412, 'Somebody changed it meanwhile'],
  'database-unavailable': [503, 'The database cannot be reached'],
  internal: [500, 'Something went wrong inside Weir'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>

export type EdgeCode = keyof typeof EDGE_PROBLEMS

const REFUSALS: Readonly<Record<RefusalKind, readonly [ContentfulStatusCode, string]>> = {
  notFound: [404, 'Not found'],
  notAllowed: [403, 'You may not do this'],
  invalidInput: [422, 'Some of the input cannot be used'],
  invalidState: [409, 'Not possible in its present state'],
  conflict: [409, 'It collides with something that exists'],
  outdated: [412, 'Somebody changed it meanwhile'],
  unavailable: [503, 'Not available at the moment'],
}

/** A refusal of the edge itself: guards, bodies, headers. */
export class EdgeProblem extends Error {
  override readonly name = 'EdgeProblem'

  constructor(
    readonly code: EdgeCode,
    detail: string,
    readonly remedy: string | null = null,
    readonly errors: readonly ProblemError[] = [],
  ) {
    super(detail)
  }
}

/** The faults a schema found, as pointers below `root` (`''` for a body, `query` and `path` for parameters). Pure. */
export function schemaErrors(issues: readonly z.core.$ZodIssue[], root: '' | 'query' | 'path'): ProblemError[] {
  return issues.slice(0, MAX_ERRORS).flatMap((issue) => issueErrors(issue, root))
}

const MAX_ERRORS = 50

function issueErrors(issue: z.core.$ZodIssue, root: string): ProblemError[] {
  const pointer = `${root}${issue.path.map((step) => `/${escapePointer(String(step))}`).join('')}`
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      pointer: `${pointer}/${escapePointer(key.slice(0, 200))}`,
      message: 'is not known here',
      remedy: 'Leave it out, or check its spelling.',
    }))
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return [{ pointer, message: isMissing ? 'is missing' : issue.message, remedy: null }]
}

/** One step of a JSON pointer (RFC 6901). Pure. */
function escapePointer(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}

export interface ProblemLog {
  error(details: object, message: string): void
}

/** Turns anything thrown into a problem answer, and logs what is our own fault once. */
export function problemResponse(thrown: unknown, log: ProblemLog, where: string): Response {
  const [status, document] = problemOf(thrown)
  if (status >= 500) log.error({ err: thrown, where }, document.title)
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}

function problemOf(thrown: unknown): [number, ProblemDocument] {
  if (thrown instanceof EdgeProblem) {
    const [status, title] = EDGE_PROBLEMS[thrown.code]
    return [status, problemDocumentOf(status, title, thrown.code, thrown.message, thrown.remedy, thrown.errors)]
  }
  if (thrown instanceof Refusal) {
    const [status, title] = REFUSALS[thrown.kind]
    return [status, problemDocumentOf(status, title, thrown.code, thrown.message, thrown.remedy, thrown.errors)]
  }
  if (isDatabaseUnreachable(thrown)) {
    return problemOf(
      new EdgeProblem(
        'database-unavailable',
        'Weir cannot reach its database.',
        'Check that PostgreSQL runs and that DATABASE_URL is right; nothing was changed by this request.',
      ),
    )
  }
  // The inside of an unknown failure stays inside.
  return problemOf(
    new EdgeProblem('internal', 'The request could not be answered.', 'Try again; if it stays, look at the log.'),
  )
}

function problemDocumentOf(
  status: number,
  title: string,
  code: string,
  detail: string,
  remedy: string | null,
  errors: readonly ProblemError[],
): ProblemDocument {
  const document = { type: `urn:weir:problem:${code}`, title, status, detail, code, remedy }
  return errors.length === 0 ? document : { ...document, errors: [...errors] }
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P03',
  '53300',
  '08006',
])

/** Whether the failure is a lost or refused database connection, at whatever depth it is wrapped. Pure. */
function isDatabaseUnreachable(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if ('code' in error && typeof error.code === 'string' && (UNREACHABLE.has(error.code) || error.code === 'P1001')) {
      return true
    }
  }
  return false
}
