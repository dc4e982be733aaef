import { ProviderError, type ErrorReading } from '../../errors'
import { readFailure } from '../vendor-failure'

interface SlsErrorRow extends ErrorReading {
  readonly codes: readonly string[]
}

const RESTORE = 'Create it again, or replace the flow log by one with another destination.'

/**
 * What the log service answers to reads. Its codes are its own: the same word can mean another thing to CEN.
 * Source: Simple Log Service API reference, common error codes, GetLogs and GetHistograms (read 2026-11)
 */
export const SLS_ERROR_TABLE: readonly SlsErrorRow[] = [
  {
    codes: ['ProjectNotExist'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The project that this flow log delivers to does not exist.',
    remedy: RESTORE,
  },
  {
    codes: ['LogStoreNotExist', 'LogstoreNotExist'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The Logstore that this flow log delivers to does not exist.',
    remedy: RESTORE,
  },
  {
    codes: ['IndexConfigNotExist'],
    kind: 'unsupported',
    reason: 'IndexMissing',
    cause: 'The Logstore has no index, so its records cannot be queried.',
    remedy: 'Create an index for the Logstore (log:CreateIndex, or in the console); records from then on can be read.',
  },
  {
    codes: ['Unauthorized'],
    kind: 'denied',
    reason: 'RecordsDenied',
    cause: 'The identity that Weir uses may not read this Logstore.',
    remedy: 'Allow log:GetLogStoreLogs on the project and Logstore in the RAM policy of the role.',
  },
  {
    codes: ['SignatureNotMatch', 'InvalidAccessKeyId', 'SecurityTokenExpired', 'SecurityTokenInvalid'],
    kind: 'denied',
    reason: 'CredentialsRefused',
    cause: 'The log service does not accept the access key of this account.',
    remedy: 'Check the credentials of the worker and the role of the account.',
  },
  {
    codes: ['RequestTimeTooSkewed'],
    kind: 'denied',
    reason: 'ClockOff',
    cause: 'The clock of this machine differs from the cloud’s by more than 15 minutes.',
    remedy: 'Set the clock of the machine that runs the worker.',
  },
  {
    codes: ['ReadQuotaExceed', 'WriteQuotaExceed', 'ShardReadQuotaExceed', 'ServerBusy'],
    kind: 'throttled',
    reason: 'Throttled',
    cause: 'The log service is asked too much at this moment.',
    remedy: 'Nothing to do: ask again in a minute.',
  },
  {
    codes: ['InvalidTimeRange', 'InvalidQueryString', 'InvalidOffset', 'InvalidLine', 'ParameterInvalid'],
    kind: 'invalid',
    reason: 'QueryRefused',
    cause: 'The log service refuses the query.',
    remedy: 'Choose another time or filter; if it stays, report it with the code.',
  },
  {
    codes: ['InternalServerError'],
    kind: 'unavailable',
    reason: 'CloudFailure',
    cause: 'The log service failed to answer properly.',
    remedy: 'Nothing to do: ask again in a minute.',
  },
]

/** Whatever the vendor's client threw, as the port's error; of its objects nothing is kept. */
export function slsError(operation: string, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error
  const failure = readFailure(error)
  const data = ((error ?? {}) as { readonly data?: unknown }).data
  const { requestId } = (typeof data === 'object' && data !== null ? data : {}) as { readonly requestId?: unknown }
  return new ProviderError({
    provider: 'alibaba-cen',
    operation,
    vendorCode: failure.code,
    vendorMessage: failure.message ?? messageOf(error),
    requestId: failure.requestId ?? (typeof requestId === 'string' ? requestId : null),
    reading: readingOf(failure.code, failure.statusCode),
  })
}

/** What the table says of a code. Total. Pure. */
export function readingOf(code: string | null, statusCode: number | null): ErrorReading {
  const row = code === null ? undefined : SLS_ERROR_TABLE.find(({ codes }) => codes.includes(code))
  if (row !== undefined) {
    const { kind, reason, cause, remedy } = row
    return { kind, reason, cause, remedy }
  }
  if (statusCode === null || statusCode >= 500) {
    return {
      kind: 'unavailable',
      reason: 'NotReachable',
      cause: 'The log service brought no readable answer.',
      remedy: 'Check the network of the worker when this stays.',
    }
  }
  return {
    kind: 'unknown',
    reason: 'UnknownError',
    cause: 'The log service refused the call with a code that Weir does not know.',
    remedy: 'Read what the cloud says below; report the code, so that Weir learns it.',
  }
}

/** The vendor's own sentence, without addresses: messages of the transport hold the whole URL. */
function messageOf(error: unknown): string | null {
  const { message, statusCode } = (error ?? {}) as { readonly message?: unknown; readonly statusCode?: unknown }
  return typeof statusCode === 'number' && typeof message === 'string'
    ? message.replace(/https?:\/\/\S+/g, '…').slice(0, 500)
    : null
}
