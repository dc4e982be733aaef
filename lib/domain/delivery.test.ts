import { describe, expect, test } from 'vitest'
import { aLog, aResource, CEN_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec } from '../../test/builders/flow-log-specs'
import { deliveryProblem, deliveryState, DELIVERY_GRACE_MS } from './delivery'

const none = { state: 'none', message: null } as const
const aws = (activeForMs: number) => ({ activeForMs, cloudReportsDelivery: true })
const cen = (activeForMs: number) => ({ activeForMs, cloudReportsDelivery: false })
const cenLog = aLog({
  target: aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-1' } }).key,
  spec: aCenSpec({ intervalSeconds: 60 }),
  delivery: none,
})

test.each([
  { log: null, evidence: aws(0), state: 'absent', why: 'there is none' },
  { log: aLog({ delivery: none }), evidence: aws(0), state: 'starting', why: 'no verdict yet' },
  { log: aLog({ delivery: none }), evidence: aws(DELIVERY_GRACE_MS), state: 'silent', why: 'no verdict for too long' },
  { log: aLog(), evidence: aws(0), state: 'delivering', why: 'SUCCESS' },
  { log: aLog({ delivery: { state: 'failed', message: 'x' } }), evidence: aws(0), state: 'failing', why: 'FAILED' },
  { log: cenLog, evidence: cen(6 * 60_000), state: 'delivering', why: 'Active for its interval and five minutes' },
  { log: cenLog, evidence: cen(6 * 60_000 - 1), state: 'starting', why: 'not long enough' },
  { log: { ...cenLog, status: 'creating' as const }, evidence: cen(0), state: 'starting', why: 'still Creating' },
  { log: { ...cenLog, status: 'inactive' as const }, evidence: cen(9e9), state: 'silent', why: 'switched off' },
])('$state: $why', ({ log, evidence, state }) => {
  expect(deliveryState(log, evidence)).toBe(state)
})

describe('why delivery fails', () => {
  test.each([
    { message: 'Rate limited', reason: 'DeliveryRateLimited' },
    { message: 'Access error', reason: 'DeliveryAccessError' },
    { message: 'Access error (The log destination is not accessible)', reason: 'DeliveryAccessError' },
    { message: 'Unknown error', reason: 'DeliveryUnknownError' },
    { message: 'Something new', reason: 'DeliveryFailed' },
    { message: null, reason: 'DeliveryFailed' },
  ])('"$message" is $reason, with cause, remedy and the words of the cloud', ({ message, reason }) => {
    const problem = deliveryProblem(aLog({ delivery: { state: 'failed', message } }))
    expect(problem).toMatchObject({ reason, vendorMessage: message })
    expect(problem?.cause).toMatch(/\S/)
    expect(problem?.remedy).toMatch(/\S/)
  })

  test('nothing to say while it does not', () => {
    expect(deliveryProblem(aLog())).toBeNull()
    expect(deliveryProblem(aLog({ delivery: none }))).toBeNull()
  })
})
