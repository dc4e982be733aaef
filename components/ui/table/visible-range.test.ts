import { describe, expect, it } from 'vitest'
import { scrollToShow, visibleRange } from './visible-range'

describe('visibleRange', () => {
  const rows = { rowPx: 40, heightPx: 800, count: 100_000 }

  it('draws a few dozen rows of a hundred thousand, wherever one is', () => {
    for (const topPx of [0, 12_345, 1_999_990, 3_999_200]) {
      const { first, end } = visibleRange({ ...rows, topPx })
      expect(end - first).toBeLessThanOrEqual(50)
      expect(first * 40).toBeLessThanOrEqual(topPx)
      expect(end * 40).toBeGreaterThanOrEqual(Math.min(topPx + 800, 4_000_000))
    }
  })

  it('stays inside the list at both ends, also when the browser overscrolls', () => {
    expect(visibleRange({ ...rows, topPx: -60 }).first).toBe(0)
    expect(visibleRange({ ...rows, topPx: 10_000_000 }).end).toBe(100_000)
    expect(visibleRange({ ...rows, count: 0, topPx: 0 })).toEqual({ first: 0, end: 0 })
  })

  it('never begins after it ends when the list shrank under the scroll position', () => {
    const { first, end } = visibleRange({ ...rows, count: 3, topPx: 50_000 })
    expect(first).toBeLessThanOrEqual(end)
    expect(end).toBe(3)
  })
})

describe('scrollToShow', () => {
  const at = { topPx: 400, heightPx: 200, rowPx: 40, headPx: 32 }
  it.each([
    [9, 360, 'a row above comes to the top'],
    [10, 400, 'the first whole row stays'],
    [13, 400, 'a row that is seen whole stays'],
    [20, 672, 'a row below comes just into sight, clear of the head'],
  ])('row %i → %i (%s)', (index, expected) => {
    expect(scrollToShow(index, at)).toBe(expected)
  })
})
