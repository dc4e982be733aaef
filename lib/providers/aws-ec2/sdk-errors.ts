import type { ErrorReading } from '../errors'
import { ProviderError } from '../errors'
import { membersNamed, readAwsAnswer, readNoAnswer } from './errors'

/** What the caller knows of a failed call. */
export interface CallFacts {
  /** Whether the request left this process. */
  readonly wasSent: boolean
  readonly requested?: readonly string[]
}

/** Errors of the connection itself that prove that nothing was sent. */
const NEVER_CONNECTED: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** What a web server answers, as a page of its own, to what it has no route for. AWS itself answers 400 InvalidAction. */
const HAS_NO_SUCH_THING: readonly number[] = [404, 405, 501]

const NO_SUCH_THING: ErrorReading = {
  kind: 'unsupported',
  reason: 'NotSupportedThere',
  cause: 'What answers at this endpoint does not know this operation.',
  remedy: 'Check that the endpoint is AWS itself, or a stand-in that knows the operation.',
}

const MAX_MESSAGE = 1_000

/** Whatever the SDK threw, as the port's error. The SDK's own object is not kept: it holds the whole exchange. */
export function toProviderError(operation: string, error: unknown, facts: CallFacts): ProviderError {
  if (error instanceof ProviderError) return error
  const code = vendorCodeOf(error)
  const requestId = requestIdOf(error)
  const message = scrub(error instanceof Error ? error.message : String(error))
  if (code === null) {
    const status = statusOf(error)
    if (status !== null && HAS_NO_SUCH_THING.includes(status)) {
      return new ProviderError({
        provider: 'aws-ec2',
        operation,
        vendorCode: String(status),
        vendorMessage: message,
        requestId,
        reading: NO_SUCH_THING,
      })
    }
    const wasSent = facts.wasSent && !NEVER_CONNECTED.includes(errorCode(error) ?? '')
    const reading = readNoAnswer(operation, wasSent)
    return new ProviderError({
      provider: 'aws-ec2',
      operation,
      vendorCode: null,
      vendorMessage: message,
      requestId,
      reading,
    })
  }
  const reading = readAwsAnswer({ operation, code, message, scope: 'request', httpStatus: statusOf(error) })
  return new ProviderError({
    provider: 'aws-ec2',
    operation,
    vendorCode: code,
    vendorMessage: message,
    requestId,
    retryAfterMs: retryAfterMs(error),
    reading,
    members: membersNamed(reading, message, facts.requested ?? []),
  })
}

/** The failure of one member of a request that as a whole was answered. */
export function itemError(
  operation: string,
  item: { readonly id: string; readonly code: string; readonly message: string },
  requestId: string | null,
): ProviderError {
  const message = scrub(item.message)
  return new ProviderError({
    provider: 'aws-ec2',
    operation,
    vendorCode: item.code,
    vendorMessage: message,
    requestId,
    reading: readAwsAnswer({ operation, code: item.code, message, scope: 'item', httpStatus: 200 }),
    members: [item.id],
  })
}

/** The code of a failed connection (`ECONNRESET`) or the name of an error, for call records. Pure. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : null
}

/** The vendor's own code; null when no answer of AWS could be read (a proxy's page has no code). */
function vendorCodeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') return error.name
  const hasAnswer = '$fault' in error && statusOf(error) !== null
  return hasAnswer && error.name !== 'Unknown' && error.name !== 'UnknownError' ? error.name : null
}

function metadataOf(error: unknown): { readonly httpStatusCode?: number; readonly requestId?: string } {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return {}
  return typeof error.$metadata === 'object' && error.$metadata !== null ? error.$metadata : {}
}

const statusOf = (error: unknown): number | null => metadataOf(error).httpStatusCode ?? null
const requestIdOf = (error: unknown): string | null => metadataOf(error).requestId ?? null

function retryAfterMs(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('$response' in error)) return null
  const response = error.$response
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null
  const headers = response.headers
  if (typeof headers !== 'object' || headers === null || !('retry-after' in headers)) return null
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null
}

/** Messages may quote a canonical request or a signed address: keys, tokens and signatures go. Pure. */
export function scrub(message: string): string {
  return message
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{8,}\b/g, '$1…')
    .replace(/(x-amz-security-token|x-amz-signature|signature|credential)([=:]\s*)[^\s&,'"]+/gi, '$1$2…')
    .slice(0, MAX_MESSAGE)
}
