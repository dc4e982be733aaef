import { describe, expect, it } from 'vitest'
import { AWS_ERROR_FIXTURES } from './__fixtures__/error-answers'
import { AWS_ERROR_CASES } from './__fixtures__/error-cases'
import { AWS_ERROR_TABLE } from './error-table'
import { membersNamed, readAwsAnswer, readNoAnswer } from './errors'
import type { AwsAnswer } from './errors'

const answer = (changes: Partial<AwsAnswer>): AwsAnswer => ({
  operation: 'CreateFlowLogs',
  code: 'InvalidParameter',
  message: '',
  scope: 'request',
  httpStatus: 400,
  ...changes,
})

describe('the error table of AWS', () => {
  it.each(AWS_ERROR_CASES)('$name: $code is $kind', ({ operation, code, message, scope, status, kind }) => {
    const reading = readAwsAnswer({ operation, code, message, scope, httpStatus: status })
    expect(reading.kind).toBe(kind)
    expect(reading.cause).toMatch(/\.$/)
    expect(reading.remedy).toMatch(/\.$/)
    expect(reading.reason).toMatch(/^[A-Z][A-Za-z]+$/)
  })

  it.each(AWS_ERROR_FIXTURES.map((one) => [one.operation, one.code, one.message, one] as const))(
    'reads for %s: %s, %s',
    (_operation, code, message, fixture) => {
      const operations = { create: 'CreateFlowLogs', observe: 'DescribeFlowLogs', delete: 'DeleteFlowLogs' }
      const operation = operations[fixture.operation]
      expect(readAwsAnswer(answer({ operation, code, message, httpStatus: fixture.status })).kind).toBe(fixture.kind)
    },
  )

  it.each([
    ['LogDestination: some-bucket does not exist.', 'destinationMissing', 'bucket missing'],
    [
      'Access Denied for LogDestination: some-bucket. Please check LogDestination permission',
      'propagating',
      'the bucket policy may not be in force yet',
    ],
    ['LogDestination: some-bucket is undeliverable', 'invalid', 'the key is named by id'],
    [
      'Error. There is an existing Flow Log with the same configuration and log destination.',
      'conflict',
      'a duplicate',
    ],
    ['The maximum number of flow logs has been reached.', 'quotaExceeded', 'too many on the resource'],
    ["The vpc ID 'vpc-0a1b2c3d' does not exist", 'targetMissing', 'not a destination, although it does not exist'],
  ] as const)('reads an item of code 400 by its message: %s', (message, kind, why) => {
    expect(readAwsAnswer(answer({ code: '400', message, scope: 'item', httpStatus: 200 })).kind, why).toBe(kind)
  })

  it('calls a failure of AWS ambiguous for changes and unavailable for reads', () => {
    for (const code of ['InternalError', 'ServiceUnavailable', 'NeverHeardOf']) {
      expect(readAwsAnswer(answer({ code, httpStatus: 503 })).kind).toBe('ambiguous')
      expect(readAwsAnswer(answer({ code, httpStatus: 503, operation: 'DescribeVpcs' })).kind).toBe('unavailable')
    }
  })

  it('admits that it does not know a code', () => {
    expect(readAwsAnswer(answer({ code: 'NeverHeardOf' })).kind).toBe('unknown')
  })

  it('has no row that an earlier one hides', () => {
    for (const [index, row] of AWS_ERROR_TABLE.entries()) {
      const hidden = row.codes.filter((code) =>
        AWS_ERROR_TABLE.slice(0, index).some(
          (earlier) => earlier.codes.includes(code) && !earlier.message && !earlier.operations && !earlier.scope,
        ),
      )
      expect(hidden, row.reason).toEqual([])
    }
  })
})

describe('a call without an answer', () => {
  it.each([
    ['CreateFlowLogs', true, 'ambiguous', 'it may have happened'],
    ['DeleteFlowLogs', true, 'ambiguous', 'it may have happened'],
    ['CreateTags', true, 'ambiguous', 'it may have happened'],
    ['CreateFlowLogs', false, 'unavailable', 'it never left'],
    ['DescribeFlowLogs', true, 'unavailable', 'reading changes nothing'],
    ['AssumeRole', true, 'unavailable', 'a session more does no harm'],
  ] as const)('%s (sent: %s) is %s', (operation, wasSent, kind, why) => {
    expect(readNoAnswer(operation, wasSent).kind, why).toBe(kind)
  })
})

describe('the members an answer names', () => {
  const missing = readAwsAnswer(answer({ code: 'InvalidVpcID.NotFound' }))
  const invalid = readAwsAnswer(answer({ code: 'InvalidParameter' }))

  it.each([
    ["The vpc ID 'vpc-0a1b2c3d' does not exist", ['vpc-0a1b2c3d', 'vpc-0ffffffff'], ['vpc-0a1b2c3d'], 'by name'],
    ['These ids: tgw-attach-0a1b2c3d, tgw-0a1b2c3d', ['tgw-0a1b2c3d'], ['tgw-0a1b2c3d'], 'only what was requested'],
    ['It does not exist', ['vpc-0a1b2c3d', 'vpc-0ffffffff'], [], 'several, and nobody named'],
    ['It does not exist', ['vpc-0a1b2c3d'], ['vpc-0a1b2c3d'], 'nobody else it could mean'],
    ["The vpc ID 'vpc-0a1b2c3d4' does not exist", ['vpc-0a1b2c3d', 'vpc-1'], [], 'a longer id is another id'],
  ] as const)('%s of %j: %j', (message, requested, members, why) => {
    expect(membersNamed(missing, message, requested), why).toEqual(members)
  })

  it('blames no target for a wrong parameter', () => {
    expect(membersNamed(invalid, 'wrong', ['vpc-0a1b2c3d'])).toEqual([])
  })
})
