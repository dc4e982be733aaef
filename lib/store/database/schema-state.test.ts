import { describe, expect, it } from 'vitest'
import { compareHistories, schemaProblem } from './schema-state'

const done = (name: string) => ({ name, finished: true })

describe('compareHistories', () => {
  it.each([
    { why: 'both have the same steps', known: ['1', '2'], applied: [done('1'), done('2')], state: 'current' },
    { why: 'an empty database lacks everything', known: ['1'], applied: [], state: 'behind' },
    { why: 'a step was added to the code', known: ['1', '2'], applied: [done('1')], state: 'behind' },
    { why: 'the database is ahead', known: ['1'], applied: [done('1'), done('2')], state: 'newer' },
    {
      why: 'they went different ways: not safe to go on',
      known: ['1', '3'],
      applied: [done('1'), done('2')],
      state: 'newer',
    },
    {
      why: 'a failure hides whatever else is true',
      known: ['1'],
      applied: [{ name: '1', finished: false }, done('2')],
      state: 'failed',
    },
  ])('$state: $why', ({ known, applied, state }) => {
    expect(compareHistories(known, applied).state).toBe(state)
  })

  it('has a sentence for everything but a fitting schema', () => {
    expect(schemaProblem({ state: 'current' })).toBeUndefined()
    expect(schemaProblem({ state: 'behind', missing: ['1', '2'] })).toContain('npm run db:migrate')
    expect(schemaProblem({ state: 'newer', unknown: ['9'] })).toContain('newer Weir')
    expect(schemaProblem({ state: 'failed', migration: '7' })).toContain('Migration 7')
  })
})
