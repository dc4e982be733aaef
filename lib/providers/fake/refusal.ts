import type { ErrorReading, ProviderErrorKind } from '../errors'

/** The fake cloud's no: a vendor code and message with their reading, before the provider wraps it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly code: string,
    message: string,
    readonly reading: ErrorReading,
    readonly members: readonly string[] = [],
    readonly retryAfterMs: number | null = null,
  ) {
    super(message)
  }
}

/** A refusal of the given kind, in plain words. */
export function refuse(
  kind: ProviderErrorKind,
  code: string,
  message: string,
  options: { reason?: string; remedy?: string; members?: readonly string[]; retryAfterMs?: number } = {},
): Refusal {
  return new Refusal(
    code,
    message,
    {
      kind,
      reason:
        options.reason ?? code.replace(/[^A-Za-z]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? ''),
      cause: message,
      remedy: options.remedy ?? 'See what the cloud says, then try again.',
    },
    options.members ?? [],
    options.retryAfterMs ?? null,
  )
}
