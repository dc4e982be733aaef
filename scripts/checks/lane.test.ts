import { describe, expect, it } from 'vitest'
import { judge, total } from './lane'

const failure = { title: 'a', message: 'b' }

describe('judge', () => {
  it('counts a lane without tests as a failure', () => {
    expect(judge('unit', { passed: 0, failures: [] }).failures).toHaveLength(1)
  })

  it.each([
    { why: 'something passed', outcome: { passed: 1, failures: [] } },
    { why: 'something failed', outcome: { passed: 0, failures: [failure] } },
    { why: 'it could not run here and says so', outcome: { passed: 0, failures: [], skipped: 'not installed' } },
  ])('leaves an outcome alone when $why', ({ outcome }) => {
    expect(judge('unit', outcome)).toBe(outcome)
  })
})

describe('total', () => {
  it('sums over all lanes', () => {
    expect(
      total([
        { passed: 3, failures: [failure] },
        { passed: 2, failures: [failure, failure] },
      ]),
    ).toEqual({ passed: 5, failed: 3 })
  })
})
