import { describe, expect, it } from 'vitest'
import { describeGap, describeMeasuredGap, medianSeconds, withMeasuredGaps } from './gap'

describe('measured gaps', () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1], 1],
    [[30, 10, 20], 20],
    [[10, 10, 10, 3_600], 10],
  ])('the median of %j is %s', (measured, median) => {
    expect(medianSeconds(measured)).toBe(median)
  })

  it('keeps the newest ones first and forgets the oldest', () => {
    const recent = Array.from({ length: 20 }, (_unused, index) => index + 1)
    expect(withMeasuredGaps(recent, [100, 200])).toEqual({
      recentSeconds: [200, 100, ...recent.slice(0, 18)],
      medianSeconds: 10,
    })
  })

  it('says nothing where nothing was measured: a quiet pass writes nothing', () => {
    expect(withMeasuredGaps([5, 6], [])).toBeNull()
  })

  it('are told with an unknown one named so', () => {
    expect(describeMeasuredGap(0)).toBe('It was replaced without a gap.')
    expect(describeMeasuredGap(38)).toBe('Nothing was captured for 38 s in between.')
    expect(describeMeasuredGap(null)).toContain('not known')
    expect(describeGap(600, 38)).toBe('about 38 s as measured here so far, up to 10 min at worst')
    expect(describeGap(600, null)).toBe('up to 10 min')
  })
})
