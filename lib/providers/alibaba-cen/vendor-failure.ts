import type { VendorFailure } from './errors'

/** What may stand on an error of the vendor's runtime. Source: @alicloud/openapi-core 1.0.8, exceptions, read 2026-11. */
interface RuntimeError {
  readonly name?: unknown
  readonly code?: unknown
  readonly statusCode?: unknown
  readonly message?: unknown
  readonly requestId?: unknown
  readonly retryAfter?: unknown
  readonly data?: unknown
}

/**
 * What an exception of the vendor's runtime says, without what must not be shown. Only an error that carries an HTTP
 * status is an answer of the cloud; everything else (a gateway's page, a broken connection, a timeout) is no answer.
 * Pure.
 */
export function readFailure(error: unknown): VendorFailure {
  const thrown = (error ?? {}) as RuntimeError
  if (typeof thrown.statusCode !== 'number') return { ...NO_ANSWER, message: describe(thrown) }
  const data = (thrown.data ?? {}) as Readonly<Record<string, unknown>>
  return {
    code: knownText(thrown.code),
    message: knownText(data['Message'] ?? data['message']),
    requestId: knownText(thrown.requestId) ?? knownText(data['RequestId']),
    statusCode: thrown.statusCode,
    retryAfterMs: typeof thrown.retryAfter === 'number' ? thrown.retryAfter : null,
  }
}

const NO_ANSWER: VendorFailure = { code: null, message: null, requestId: null, statusCode: null, retryAfterMs: null }

/** The runtime writes the word "undefined" where it found nothing. */
function knownText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== 'undefined' ? value : null
}

/** A sentence on why there was no answer. Messages of the transport hold the URL, so only codes are repeated. */
function describe({ name, code, message }: RuntimeError): string {
  if (name === 'SyntaxError') return 'The answer was not the cloud’s: it could not be read.'
  if (name === 'RequestTimeoutError') return 'The cloud did not answer in time.'
  if (typeof code === 'string') return `The connection failed (${code}).`
  const text = typeof message === 'string' ? message : ''
  if (text.startsWith('no answer within') || text.startsWith('given up')) return `The call ended: ${text}.`
  return 'The connection ended without an answer.'
}
