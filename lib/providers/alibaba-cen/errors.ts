import { ProviderError, type ErrorReading } from '../errors'
import { ERROR_TABLE, type ErrorRow } from './error-table'

/** What the vendor said when something failed, scrubbed. `statusCode` null: there was no answer. */
export interface VendorFailure {
  readonly code: string | null
  readonly message: string | null
  readonly requestId: string | null
  readonly statusCode: number | null
  readonly retryAfterMs: number | null
}

/** One failure of one operation, to be read. */
export interface FailedCall {
  readonly action: string
  /** Whether the call changes something, so that a missing answer leaves its fate open. */
  readonly mutates: boolean
  readonly failure: VendorFailure
  readonly cause?: unknown
}

/** A failure as the port's error: its kind and words from the table. Pure. */
export function readError({ action, mutates, failure, cause }: FailedCall): ProviderError {
  return new ProviderError({
    provider: 'alibaba-cen',
    operation: action,
    vendorCode: failure.code,
    vendorMessage: failure.message,
    requestId: failure.requestId,
    retryAfterMs: failure.retryAfterMs,
    reading: readingOf(action, mutates, failure),
    cause,
  })
}

/** A request that cannot be sent at all, because this cloud has no such thing. Pure. */
export function unsupported(action: string, message: string): ProviderError {
  return local(action, {
    kind: 'unsupported',
    reason: 'UnsupportedChange',
    cause: message,
    remedy: 'Replace the flow log instead.',
  })
}

/** An answer with status 200 that says it did not work out: what happened is open. Pure. */
export function unsuccessful(action: string, mutates: boolean, requestId: string | null): ProviderError {
  return new ProviderError({
    provider: 'alibaba-cen',
    operation: action,
    vendorCode: null,
    vendorMessage: 'The answer says Success: false and no more.',
    requestId,
    reading: noAnswer(mutates, 'Unsuccessful', 'The cloud answered that the call did not succeed, without a reason.'),
  })
}

/** An error that Weir itself found, before or instead of asking the cloud. Pure. */
export function local(action: string, reading: ErrorReading): ProviderError {
  const nothing = { vendorCode: null, vendorMessage: null, requestId: null }
  return new ProviderError({ provider: 'alibaba-cen', operation: action, ...nothing, reading })
}

/** The same error, blaming these targets or logs. Pure. */
export function blaming(error: ProviderError, members: readonly string[]): ProviderError {
  const { provider, operation, vendorCode, vendorMessage, requestId, retryAfterMs, reading } = error
  const rest = { vendorCode, vendorMessage, requestId, retryAfterMs, reading, members, cause: error.cause }
  return new ProviderError({ provider, operation, ...rest })
}

/** What the table says of a failure. Total: what no row knows is judged by its status. Pure. */
export function readingOf(action: string, mutates: boolean, failure: VendorFailure): ErrorReading {
  const row = failure.code === null ? undefined : findRow(action, failure.code, failure.message ?? '')
  if (row !== undefined) {
    const { kind, reason, cause, remedy } = row
    return kind === 'noAnswer' ? noAnswer(mutates, reason, cause) : { kind, reason, cause, remedy }
  }
  if (failure.statusCode === null) {
    return noAnswer(mutates, 'NoAnswer', 'The connection ended without an answer that can be read.')
  }
  if (failure.statusCode >= 500) return noAnswer(mutates, 'CloudFailure', 'The cloud failed to answer properly.')
  return {
    kind: 'unknown',
    reason: 'UnknownError',
    cause: 'The cloud refused the call with a code that Weir does not know.',
    remedy: 'Read what the cloud says below; report the code, so that Weir learns it.',
  }
}

/** The first row of the table that fits. Pure. */
export function findRow(action: string, code: string, message: string): ErrorRow | undefined {
  return ERROR_TABLE.find(
    (row) =>
      (row.operations === undefined || row.operations.includes(action)) &&
      (row.message === undefined || row.message.test(message)) &&
      row.codes.some((pattern) => matches(pattern.toLowerCase(), code.toLowerCase())),
  )
}

function matches(pattern: string, code: string): boolean {
  if (pattern.startsWith('*') && pattern.endsWith('*')) return code.includes(pattern.slice(1, -1))
  return pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern
}

function noAnswer(mutates: boolean, reason: string, cause: string): ErrorReading {
  return mutates
    ? {
        kind: 'ambiguous',
        reason,
        cause: `${cause} Whether the change happened is not known.`,
        remedy: 'Nothing: Weir sends the same request again with the same token, then looks at what exists.',
      }
    : { kind: 'unavailable', reason, cause, remedy: 'Nothing: Weir looks again soon.' }
}
