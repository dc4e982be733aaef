import { describe, expect, it } from 'vitest'
import { settleRows } from './settle-rows'

interface Row {
  readonly id: string
  readonly value: number
}
const row = (id: string, value = 0): Row => ({ id, value })
const keyOf = (one: Row) => one.id
const memory = (...rows: Row[]) => new Map(rows.map((one) => [one.id, one]))

describe('settleRows', () => {
  it('renews contents in place and keeps the order a person sees, whatever the new order is', () => {
    const settled = settleRows(['a', 'b', 'c'], memory(), [row('c', 3), row('a', 1), row('b', 2)], keyOf)
    expect(settled.rows).toEqual([row('a', 1), row('b', 2), row('c', 3)])
    expect(settled.newCount).toBe(0)
  })

  it('counts rows that came in between instead of moving the others', () => {
    const settled = settleRows(['a', 'b'], memory(), [row('new'), row('a'), row('b')], keyOf)
    expect(settled.rows.map(keyOf)).toEqual(['a', 'b'])
    expect(settled.newCount).toBe(1)
  })

  it('appends what follows the last known row: the next page', () => {
    const settled = settleRows(['a', 'b'], memory(), [row('a'), row('b'), row('c'), row('d')], keyOf)
    expect(settled.rows.map(keyOf)).toEqual(['a', 'b', 'c', 'd'])
    expect(settled.newCount).toBe(0)
  })

  it('keeps a row that vanished, marked as gone, so that nothing jumps', () => {
    const settled = settleRows(['a', 'b', 'c'], memory(row('b', 7)), [row('a'), row('c')], keyOf)
    expect(settled.rows).toEqual([row('a'), row('b', 7), row('c')])
    expect([...settled.gone]).toEqual(['b'])
  })

  it('shows everything when nothing was shown before', () => {
    expect(settleRows([], memory(), [row('a'), row('b')], keyOf).rows.map(keyOf)).toEqual(['a', 'b'])
  })
})
