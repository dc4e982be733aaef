import { describe, expect, it } from 'vitest'
import { FaultBook, type FaultMatch, type FaultProbe } from './faults'

const PROBE: FaultProbe = {
  cloud: 'aws',
  operation: 'CreateFlowLogs',
  account: '111122223333',
  region: 'eu-west-1',
  resources: ['vpc-1', 'vpc-2'],
}

describe('FaultBook', () => {
  it('fires once unless told otherwise', () => {
    const book = new FaultBook()
    book.post({ effect: { kind: 'throttle' } })
    expect(book.take('throttle', PROBE)).toEqual({ kind: 'throttle' })
    expect(book.take('throttle', PROBE)).toBeUndefined()
  })

  it('lets the first matching calls pass when asked to', () => {
    const book = new FaultBook()
    book.post({ effect: { kind: 'loseReply' }, after: 2, times: 2 })
    const struck = Array.from({ length: 6 }, () => book.take('loseReply', PROBE) !== undefined)
    expect(struck).toEqual([false, false, true, true, false, false])
    expect(book.list()[0]).toMatchObject({ seen: 4, fired: 2 })
  })

  it('goes on until removed when times is null', () => {
    const book = new FaultBook()
    const fault = book.post({ effect: { kind: 'noDelivery' }, times: null })
    for (let call = 0; call < 20; call += 1) expect(book.take('noDelivery', PROBE)).toBeDefined()
    expect(book.remove(fault.id)).toBe(true)
    expect(book.remove(fault.id)).toBe(false)
    expect(book.take('noDelivery', PROBE)).toBeUndefined()
  })

  const matches: readonly (readonly [string, FaultMatch, boolean])[] = [
    ['nothing named', {}, true],
    ['this cloud', { cloud: 'aws' }, true],
    ['the other cloud', { cloud: 'alibaba' }, false],
    ['this operation', { operation: 'CreateFlowLogs' }, true],
    ['another operation', { operation: 'DeleteFlowLogs' }, false],
    ['this account', { account: '111122223333' }, true],
    ['another account', { account: '444455556666' }, false],
    ['another region', { region: 'us-east-1' }, false],
    ['one of the resources', { resource: 'vpc-2' }, true],
    ['a resource not concerned', { resource: 'vpc-9' }, false],
    ['two that fit and one that does not', { cloud: 'aws', region: 'eu-west-1', resource: 'vpc-9' }, false],
  ]
  it.each(matches)('matches by what is named: %s', (_why, match, expected) => {
    const book = new FaultBook()
    book.post({ match, effect: { kind: 'throttle' } })
    expect(book.take('throttle', PROBE) !== undefined).toBe(expected)
  })

  it('uses up the oldest fault first and then the next', () => {
    const book = new FaultBook()
    book.post({ effect: { kind: 'error', status: 500, code: 'InternalError', message: 'one' } })
    book.post({ effect: { kind: 'error', status: 503, code: 'Unavailable', message: 'two' } })
    expect(book.take('error', PROBE)?.code).toBe('InternalError')
    expect(book.take('error', PROBE)?.code).toBe('Unavailable')
    expect(book.take('error', PROBE)).toBeUndefined()
  })
})
