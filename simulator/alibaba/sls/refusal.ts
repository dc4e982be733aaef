/** Source: Simple Log Service API reference, common error codes, GetLogs and GetLogStore, read 2026-11. */
const SLS_CODES = {
  ProjectNotExist: [404, 'The project does not exist.'],
  LogStoreNotExist: [404, 'The Logstore does not exist.'],
  IndexConfigNotExist: [400, 'The Logstore has no index.'],
  InvalidTimeRange: [400, 'The time range is not valid: from must lie before to.'],
  InvalidLine: [400, 'line must be between 0 and 100.'],
  InvalidOffset: [400, 'offset must be zero or more.'],
  InvalidQueryString: [400, 'The query cannot be read.'],
  ParameterInvalid: [400, 'A parameter is missing or not valid.'],
  RequestTimeTooSkewed: [400, 'The date of the request is more than 15 minutes off.'],
  PostBodyInvalid: [400, 'The body is not JSON.'],
  SignatureNotMatch: [401, 'The signature does not match.'],
  InvalidAccessKeyId: [401, 'The access key id does not exist.'],
  SecurityTokenExpired: [401, 'The security token has expired.'],
  SecurityTokenInvalid: [401, 'The security token does not belong to this access key.'],
  Unauthorized: [401, 'The RAM policy does not allow this.'],
  ReadQuotaExceed: [403, 'The read quota of the project is used up.'],
  NotSupported: [400, 'This operation is not simulated.'],
  InternalServerError: [500, 'The service failed to answer.'],
} as const satisfies Record<string, readonly [number, string]>

type SlsCode = keyof typeof SLS_CODES

/** A refusal of the log service. Its bodies have other names than those of the RPC gateway. */
export class SlsRefusal extends Error {
  override readonly name = 'SlsRefusal'
  readonly status: number
  constructor(
    readonly code: SlsCode,
    message: string = SLS_CODES[code][1],
  ) {
    super(message)
    this.status = SLS_CODES[code][0]
  }
}
