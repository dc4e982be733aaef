import { describe, expect, it } from 'vitest'
import { hrefWith, listQueryOf, toggleValue } from './filter-values'

describe('listQueryOf', () => {
  const NAMES = ['account', 'region', 'failing']

  it('reads repeated and single parameters as lists, so that the key equals the browser’s', () => {
    expect(listQueryOf({ region: 'eu-west-1', account: ['1', '2'] }, NAMES)).toEqual({
      account: ['1', '2'],
      region: ['eu-west-1'],
    })
  })

  it('keeps the order of the names, not of the address: equal meaning, equal key', () => {
    const one = JSON.stringify(listQueryOf({ region: 'a', account: 'b' }, NAMES))
    const other = JSON.stringify(listQueryOf({ account: 'b', region: 'a' }, NAMES))
    expect(one).toBe(other)
  })

  it('ignores what the list does not know and what is empty', () => {
    expect(listQueryOf({ open: 'x', utm: 'y', q: '', sort: '-name' }, NAMES)).toEqual({ sort: '-name' })
  })

  it('takes the first of a repeated search text', () => {
    expect(listQueryOf({ q: ['vpc', 'eni'] }, NAMES)).toEqual({ q: 'vpc' })
  })
})

it('toggles a value without touching the list it was given', () => {
  const list = ['a', 'b']
  expect(toggleValue(list, 'b')).toEqual(['a'])
  expect(toggleValue(list, 'c')).toEqual(['a', 'b', 'c'])
  expect(list).toEqual(['a', 'b'])
})

it('builds links with repeated filters and escapes them', () => {
  expect(hrefWith('/resources', { rung: ['unlogged', 'active'], tag: 'env=prod & more', account: [], q: '' })).toBe(
    '/resources?rung=unlogged&rung=active&tag=env%3Dprod+%26+more',
  )
  expect(hrefWith('/resources', {})).toBe('/resources')
})
