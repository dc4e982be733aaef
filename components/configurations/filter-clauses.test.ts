import { describe, expect, it } from 'vitest'
import { clausesOfFilters } from './filter-clauses'

describe('clausesOfFilters', () => {
  it('keeps what can follow future resources', () => {
    expect(clausesOfFilters({ account: ['1', '2'], region: [], type: ['VPC', 'Nonsense'] }).clauses).toEqual([
      { on: 'account', values: ['1', '2'] },
      { on: 'type', values: ['VPC'] },
    ])
  })

  it('joins tags of one key by OR and different keys by AND; an equals sign may stand in the value', () => {
    expect(clausesOfFilters({ tag: ['env=prod', 'env=staging', 'query=a=b'] }).clauses).toEqual([
      { on: 'tag', key: 'env', values: ['prod', 'staging'] },
      { on: 'tag', key: 'query', values: ['a=b'] },
    ])
  })

  it('names what it had to leave out instead of widening the selection silently', () => {
    const { clauses, dropped } = clausesOfFilters({
      rung: ['unlogged'],
      q: ['checkout'],
      tag: ['env'],
      provider: ['aws-ec2'],
    })
    expect(clauses).toEqual([])
    expect(dropped).toEqual(['rung', 'q', 'tag env with any value'])
  })
})
