import { describe, expect, it } from 'vitest'
import { shortenMiddle } from './shorten-middle'

describe('shortenMiddle', () => {
  it.each([
    ['vpc-0a1b2c3d4e5f6070', 13, 'vpc-0a1b…6070', 'the prefix and the last four stay'],
    ['vpc-0a1b', 13, 'vpc-0a1b', 'short texts are left alone'],
    ['abcdefghij', 10, 'abcdefghij', 'exactly the limit is short'],
    ['abcdefghijk', 10, 'abcdef…ijk', 'one more is cut to the limit'],
    ['网络流日志控制平面生产环境', 7, '网络流日…环境', 'Chinese text counts characters'],
    ['😀😁😂🤣😃😄😅😆', 6, '😀😁😂🤣…😆', 'surrogate pairs are never cut'],
    ['abcdef', 4, 'abcdef', 'a limit too small for a middle changes nothing'],
  ])('%s at %i → %s (%s)', (text, max, expected) => {
    expect(shortenMiddle(text, max)).toBe(expected)
    if (max >= 5) expect(Array.from(shortenMiddle(text, max)).length).toBeLessThanOrEqual(max)
  })
})
