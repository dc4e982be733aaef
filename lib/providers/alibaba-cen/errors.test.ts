import { describe, expect, it } from 'vitest'
import { CEN_ERROR_FIXTURES } from '../../../test/contracts/alibaba-cen-error-fixtures'
import { ALIBABA_ERRORS } from '../../../simulator/alibaba/errors'
import { CEN_ERROR_CASES } from './__fixtures__/error-cases'
import { ERROR_TABLE } from './error-table'
import { findRow, readError, readingOf, unsuccessful, type VendorFailure } from './errors'
import { readFailure } from './vendor-failure'

const failure = (change: Partial<VendorFailure>): VendorFailure => ({
  code: null,
  message: null,
  requestId: null,
  statusCode: 400,
  retryAfterMs: null,
  ...change,
})

const ACTIONS = { create: 'CreateFlowlog', observe: 'DescribeFlowlogs', delete: 'DeleteFlowlog' } as const

/** Codes of the security token service, with the operation they belong to. */
const STS_CODES = [
  'EntityNotExist.Role',
  'NoPermission',
  'InvalidParameter.RoleArn',
  'InvalidParameter.RoleSessionName',
  'InvalidParameter.DurationSeconds',
  'InvalidParameter.ExternalId',
  'MissingRoleArn',
  'MissingRoleSessionName',
]

describe('the error table', () => {
  it('has a row for every code that the cloud is known to answer', () => {
    const lost = Object.keys(ALIBABA_ERRORS).filter((code) => findRow('CreateFlowlog', code, '') === undefined)
    expect(lost).toEqual([])
  })

  it.each(CEN_ERROR_CASES)('$name: $code is $kind', ({ action, code, status, kind }) => {
    const mutates = !/^(Describe|List|AssumeRole)/.test(action)
    const reading = readingOf(action, mutates, failure({ code, statusCode: status }))
    expect(reading.kind).toBe(kind)
    expect(reading.cause).toMatch(/\.$/)
    expect(reading.remedy).toMatch(/\.$/)
  })

  it.each(CEN_ERROR_FIXTURES)('$operation $code is $kind', ({ operation, code, status, kind }) => {
    const mutates = operation !== 'observe'
    expect(readingOf(ACTIONS[operation], mutates, failure({ code, statusCode: status })).kind).toBe(kind)
  })

  it.each(STS_CODES)('AssumeRole %s is a refusal that names the role or its policy', (code) => {
    const reading = readingOf('AssumeRole', false, failure({ code }))
    expect(reading.kind).toBe('denied')
    expect(reading.remedy).toMatch(/role/i)
  })

  it('has words for people in every row, and a reason that a machine can read', () => {
    for (const row of ERROR_TABLE) {
      expect(row.reason).toMatch(/^[A-Z][A-Za-z]+$/)
      expect(row.cause, row.reason).toMatch(/\.$/)
      expect(row.remedy, row.reason).toMatch(/\.$/)
    }
  })

  it('has no row that another one always hides', () => {
    const hidden = ERROR_TABLE.filter((row) =>
      row.codes.every((code) => {
        const sample = code.startsWith('*') ? `x${code.slice(1, -1)}x` : code.replace(/\*$/, '.x')
        return (row.operations ?? ['CreateFlowlog']).every((operation) => findRow(operation, sample, '') !== row)
      }),
    )
    expect(hidden.map((row) => row.reason)).toEqual([])
  })

  it('compares codes without regard to case, because the vendor mixes it', () => {
    expect(readingOf('CreateFlowlog', true, failure({ code: 'FLOWLOG.ALREAYEXIST' })).kind).toBe('conflict')
    expect(readingOf('CreateFlowlog', true, failure({ code: 'throttling.user' })).kind).toBe('throttled')
  })

  it('waits on a busy state that nobody documented, and stops at any other unknown code', () => {
    expect(readingOf('CreateFlowlog', true, failure({ code: 'IncorrectStatus.Brandnew' })).kind).toBe('busy')
    expect(readingOf('CreateFlowlog', true, failure({ code: 'Brandnew' })).kind).toBe('unknown')
  })

  it('leaves the fate of a change open when there is no answer, and only then', () => {
    const none = failure({ statusCode: null })
    expect(readingOf('CreateFlowlog', true, none).kind).toBe('ambiguous')
    expect(readingOf('DescribeFlowlogs', false, none).kind).toBe('unavailable')
    expect(readingOf('CreateFlowlog', true, failure({ statusCode: 500, code: 'Odd' })).kind).toBe('ambiguous')
    expect(unsuccessful('CreateFlowlog', true, 'R').kind).toBe('ambiguous')
    expect(unsuccessful('DescribeFlowlogs', false, 'R').kind).toBe('unavailable')
  })

  it('tells a missing destination on delete apart: the log is still there', () => {
    const onDelete = readingOf('DeleteFlowlog', true, failure({ code: 'ProjectOrLogstoreNotExist' }))
    const onCreate = readingOf('CreateFlowlog', true, failure({ code: 'ProjectOrLogstoreNotExist' }))
    expect(onDelete.kind).toBe('destinationMissing')
    expect(onDelete.remedy).toContain('again')
    expect(onCreate.remedy).not.toBe(onDelete.remedy)
  })
})

describe('what the vendor’s runtime throws', () => {
  it('keeps code, message, request id, status and wait of an answer', () => {
    const read = readFailure({
      name: 'ThrottlingError',
      code: 'Throttling.User',
      statusCode: 400,
      message: 'Throttling.User: code: 400, Too many. request id: R-1',
      requestId: 'R-1',
      retryAfter: 1500,
      data: { Message: 'Too many.', Code: 'Throttling.User' },
    })
    expect(read).toEqual({
      code: 'Throttling.User',
      message: 'Too many.',
      requestId: 'R-1',
      statusCode: 400,
      retryAfterMs: 1500,
    })
  })

  it('does not take the word undefined for a code or an id', () => {
    const read = readFailure({ statusCode: 400, code: 'undefined', requestId: 'undefined', data: {} })
    expect(read).toMatchObject({ code: null, requestId: null, message: null })
  })

  it('shows nothing of the URL when the connection broke, since it holds every parameter', () => {
    const error = Object.assign(new Error('socket hang upPOST http://x/?ClientToken=secret failed.'), {
      code: 'ECONNRESET',
    })
    const read = readFailure(error)
    expect(read.statusCode).toBeNull()
    expect(read.message).toContain('ECONNRESET')
    expect(JSON.stringify(read)).not.toContain('secret')
    const thrown = readError({ action: 'CreateFlowlog', mutates: true, failure: read })
    expect(thrown.message).not.toContain('secret')
  })

  it.each([
    [{ name: 'SyntaxError', message: '<html>' }, 'not the cloud'],
    [{ name: 'RequestTimeoutError', message: 'ReadTimeout(3000)' }, 'in time'],
    [new Error('no answer within 15000 ms'), '15000'],
    [new Error('anything'), 'without an answer'],
    [null, 'without an answer'],
  ])('says why there was no answer (%#)', (error, words) => {
    expect(readFailure(error).message).toContain(words)
  })
})
