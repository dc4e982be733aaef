import { expect, it } from 'vitest'
import { rowsBetween } from './rows'

it('tells what was written between two readings, by table, new tables too', () => {
  const before = new Map([
    ['resource', 100],
    ['event', 7],
  ])
  const after = new Map([
    ['resource', 100],
    ['event', 9],
    ['transition', 3],
  ])
  expect(rowsBetween(before, after)).toEqual({ event: 2, transition: 3 })
})
