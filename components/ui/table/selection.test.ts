import { describe, expect, it } from 'vitest'
import { ALL_MATCHING, isSelected, NOTHING_SELECTED, rangeOf, selectedCount, withRows } from './selection'

describe('a selection of some rows', () => {
  it('adds and removes without changing the one before', () => {
    const two = withRows(NOTHING_SELECTED, ['a', 'b'], true)
    const one = withRows(two, ['a'], false)
    expect(selectedCount(two, 100)).toBe(2)
    expect(selectedCount(one, 100)).toBe(1)
    expect(isSelected(one, 'a')).toBe(false)
    expect(isSelected(one, 'b')).toBe(true)
    expect(selectedCount(NOTHING_SELECTED, 100)).toBe(0)
  })
})

describe('everything that matches', () => {
  it('counts the whole list, also what was never loaded, minus what was taken out', () => {
    const without = withRows(ALL_MATCHING, ['a', 'b'], false)
    expect(selectedCount(ALL_MATCHING, 1_412)).toBe(1_412)
    expect(selectedCount(without, 1_412)).toBe(1_410)
    expect(isSelected(without, 'a')).toBe(false)
    expect(isSelected(without, 'never-loaded')).toBe(true)
    expect(selectedCount(withRows(without, ['a'], true), 1_412)).toBe(1_411)
  })

  it('never counts below nothing when the list shrank meanwhile', () => {
    expect(selectedCount(withRows(ALL_MATCHING, ['a', 'b'], false), 1)).toBe(0)
  })
})

describe('rangeOf', () => {
  const ORDER = ['a', 'b', 'c', 'd']
  it.each<[string | null, string, string[], string]>([
    ['b', 'd', ['b', 'c', 'd'], 'downwards'],
    ['d', 'b', ['b', 'c', 'd'], 'upwards, in list order'],
    ['b', 'b', ['b'], 'one row'],
    [null, 'c', ['c'], 'no anchor yet'],
    ['gone', 'c', ['c'], 'the anchor left the list'],
    ['a', 'gone', [], 'the row left the list'],
  ])('%s to %s (%s)', (anchor, key, expected) => {
    expect(rangeOf(ORDER, anchor, key)).toEqual(expected)
  })
})
