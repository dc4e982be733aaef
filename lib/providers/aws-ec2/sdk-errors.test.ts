import { describe, expect, it } from 'vitest'
import { itemError, scrub, toProviderError } from './sdk-errors'

/** An error as the SDK throws it for an answer with a code. */
function serviceError(name: string, status: number, message = 'said AWS', headers: Record<string, string> = {}): Error {
  const error = Object.assign(new Error(message), {
    name,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status, requestId: 'request-1', attempts: 1 },
  })
  Object.defineProperty(error, '$response', { value: { headers }, enumerable: false })
  return error
}

describe('errors of the SDK', () => {
  it('keeps code, message and request id of AWS', () => {
    const error = toProviderError('CreateFlowLogs', serviceError('FlowLogAlreadyExists', 400), {
      wasSent: true,
      requested: ['vpc-0a1b2c3d'],
    })
    expect(error).toMatchObject({
      provider: 'aws-ec2',
      operation: 'CreateFlowLogs',
      kind: 'conflict',
      vendorCode: 'FlowLogAlreadyExists',
      vendorMessage: 'said AWS',
      requestId: 'request-1',
      members: ['vpc-0a1b2c3d'],
    })
  })

  it('keeps how long AWS asks to wait', () => {
    const throttled = serviceError('RequestLimitExceeded', 503, 'slow down', { 'retry-after': '3' })
    expect(toProviderError('DescribeVpcs', throttled, { wasSent: true }).retryAfterMs).toBe(3_000)
    expect(
      toProviderError('DescribeVpcs', serviceError('RequestLimitExceeded', 503), { wasSent: true }).retryAfterMs,
    ).toBeNull()
  })

  it('reads a proxy’s page as no answer of AWS', () => {
    const page = toProviderError('CreateFlowLogs', serviceError('Unknown', 403, 'Unknown'), { wasSent: true })
    expect(page).toMatchObject({ kind: 'ambiguous', vendorCode: null })
  })

  it.each([404, 405, 501])('reads a web page with status %i as an operation nobody knows there', (status) => {
    const page = toProviderError('DescribeNatGateways', serviceError('Unknown', status), { wasSent: true })
    expect(page).toMatchObject({ kind: 'unsupported', vendorCode: String(status) })
  })

  it.each([
    ['ECONNREFUSED', 'unavailable'],
    ['ENOTFOUND', 'unavailable'],
    ['ECONNRESET', 'ambiguous'],
    ['EPIPE', 'ambiguous'],
  ] as const)('a create that ends in %s is %s', (code, kind) => {
    const error = Object.assign(new Error('socket'), { code, $metadata: { attempts: 1 } })
    expect(toProviderError('CreateFlowLogs', error, { wasSent: true }).kind).toBe(kind)
  })

  it('never passes a provider error through a second reading', () => {
    const first = toProviderError('CreateFlowLogs', serviceError('AuthFailure', 401), { wasSent: true })
    expect(toProviderError('DeleteFlowLogs', first, { wasSent: true })).toBe(first)
  })

  it('does not carry the SDK’s object along, which holds the exchange', () => {
    expect(toProviderError('CreateFlowLogs', serviceError('AuthFailure', 401), { wasSent: true }).cause).toBeUndefined()
  })

  it('names the member that an item is about', () => {
    const error = itemError(
      'CreateFlowLogs',
      { id: 'vpc-1', code: '400', message: 'LogDestination: b does not exist.' },
      'r',
    )
    expect(error).toMatchObject({ kind: 'destinationMissing', members: ['vpc-1'], requestId: 'r', vendorCode: '400' })
  })
})

describe('scrubbing', () => {
  it.each([
    ['key AKIAABCDEFGHIJKLMNOP of somebody', 'key AKIA… of somebody'],
    ['https://x/?X-Amz-Signature=abc123&X-Amz-Date=1', 'https://x/?X-Amz-Signature=…&X-Amz-Date=1'],
    ['x-amz-security-token: IQoJb3JpZ2lu', 'x-amz-security-token: …'],
    ["The vpc ID 'vpc-0a1b2c3d' does not exist", "The vpc ID 'vpc-0a1b2c3d' does not exist"],
  ])('%s', (message, expected) => {
    expect(scrub(message)).toBe(expected)
  })

  it('bounds what is kept', () => {
    expect(scrub('x'.repeat(50_000)).length).toBe(1_000)
  })
})
