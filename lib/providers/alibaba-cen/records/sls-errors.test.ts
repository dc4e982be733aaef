import { describe, expect, it } from 'vitest'
import { readingOf, SLS_ERROR_TABLE, slsError } from './sls-errors'

/** Every code that the log service's reference names for reads, and what a person is told. */
const CASES: readonly (readonly [code: string, kind: string, reason: string])[] = [
  ['ProjectNotExist', 'destinationMissing', 'DestinationMissing'],
  ['LogStoreNotExist', 'destinationMissing', 'DestinationMissing'],
  ['IndexConfigNotExist', 'unsupported', 'IndexMissing'],
  ['Unauthorized', 'denied', 'RecordsDenied'],
  ['SignatureNotMatch', 'denied', 'CredentialsRefused'],
  ['InvalidAccessKeyId', 'denied', 'CredentialsRefused'],
  ['SecurityTokenExpired', 'denied', 'CredentialsRefused'],
  ['SecurityTokenInvalid', 'denied', 'CredentialsRefused'],
  ['RequestTimeTooSkewed', 'denied', 'ClockOff'],
  ['ReadQuotaExceed', 'throttled', 'Throttled'],
  ['WriteQuotaExceed', 'throttled', 'Throttled'],
  ['ServerBusy', 'throttled', 'Throttled'],
  ['InvalidTimeRange', 'invalid', 'QueryRefused'],
  ['InvalidQueryString', 'invalid', 'QueryRefused'],
  ['InvalidOffset', 'invalid', 'QueryRefused'],
  ['InvalidLine', 'invalid', 'QueryRefused'],
  ['ParameterInvalid', 'invalid', 'QueryRefused'],
  ['InternalServerError', 'unavailable', 'CloudFailure'],
]

describe('errors of the log service', () => {
  it.each(CASES)('%s is %s: %s', (code, kind, reason) => {
    expect(readingOf(code, 400)).toMatchObject({ kind, reason })
  })

  it('says a cause and what to do in every row', () => {
    for (const { cause, remedy } of SLS_ERROR_TABLE) {
      expect(cause).toMatch(/\.$/)
      expect(remedy).toMatch(/\.$/)
    }
  })

  it('tells an unknown code from no answer', () => {
    expect(readingOf('SomethingNew', 400).kind).toBe('unknown')
    expect(readingOf(null, null).kind).toBe('unavailable')
    expect(readingOf('SomethingNew', 502).kind).toBe('unavailable')
  })

  it('keeps the code and the request id of the vendor’s exception, and nothing of its request', () => {
    const thrown = Object.assign(new Error('https://project.host/?AccessKeyId=secret'), {
      code: 'Unauthorized',
      statusCode: 401,
      data: { requestId: 'r-1', httpCode: 401 },
    })
    expect(slsError('GetLogsV2', thrown)).toMatchObject({
      vendorCode: 'Unauthorized',
      requestId: 'r-1',
      kind: 'denied',
    })
    expect(slsError('GetLogsV2', thrown).message).not.toContain('secret')
    const broken = Object.assign(new Error('GET https://project.host/?AccessKeyId=secret failed.'), {
      code: 'ECONNRESET',
    })
    const failure = slsError('GetLogsV2', broken)
    expect(failure.kind).toBe('unavailable')
    expect(`${failure.message} ${failure.vendorMessage ?? ''}`).not.toContain('secret')
  })
})
