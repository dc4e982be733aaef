import type { ProviderId } from '../domain/provider-id'

/** What an error means for the engine; its reaction is one table in the reconciler. */
export const PROVIDER_ERROR_KINDS = [
  'throttled',
  'busy',
  'unavailable',
  'ambiguous',
  'propagating',
  'denied',
  'invalid',
  'conflict',
  'quotaExceeded',
  'destinationMissing',
  'targetMissing',
  'unsupported',
  'unknown',
] as const

export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number]

/** What an adapter's error table says about one vendor answer. */
export interface ErrorReading {
  readonly kind: ProviderErrorKind
  /** PascalCase machine reason of ours, stable over vendors' spelling. */
  readonly reason: string
  readonly cause: string
  /** A sentence telling a person what to do. */
  readonly remedy: string
}

/** Everything an adapter throws, or reports per item. Messages are scrubbed of secrets and signed URLs. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly kind: ProviderErrorKind
  readonly provider: ProviderId
  readonly operation: string
  readonly vendorCode: string | null
  readonly vendorMessage: string | null
  readonly requestId: string | null
  /** What the cloud asked us to wait; null when it did not. */
  readonly retryAfterMs: number | null
  readonly reading: ErrorReading
  /**
   * A refused whole request: external ids of those targets or logs of it that the answer blames. Taking them out and
   * sending the rest (a new operation) can succeed. Empty when the answer names none: look at what exists first.
   */
  readonly members: readonly string[]

  constructor(details: {
    provider: ProviderId
    operation: string
    vendorCode: string | null
    vendorMessage: string | null
    requestId: string | null
    retryAfterMs?: number | null
    reading: ErrorReading
    members?: readonly string[]
    cause?: unknown
  }) {
    super(
      `${details.operation}: ${details.vendorCode ?? details.reading.reason}: ${details.vendorMessage ?? details.reading.cause}`,
      {
        cause: details.cause,
      },
    )
    this.kind = details.reading.kind
    this.provider = details.provider
    this.operation = details.operation
    this.vendorCode = details.vendorCode
    this.vendorMessage = details.vendorMessage
    this.requestId = details.requestId
    this.retryAfterMs = details.retryAfterMs ?? null
    this.reading = details.reading
    this.members = details.members ?? []
  }
}
