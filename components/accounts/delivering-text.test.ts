import { expect, it } from 'vitest'
import { deliveringText } from './delivering-text'

it('says how many deliver, never rounding up to all', () => {
  expect(deliveringText({ delivering: 0, countable: 0 })).toBe('–')
  expect(deliveringText({ delivering: 41, countable: 52 })).toBe('41 of 52 · 78.8 %')
  expect(deliveringText({ delivering: 9999, countable: 10_000 })).toBe('9,999 of 10,000 · 99.9 %')
  expect(deliveringText({ delivering: 3, countable: 3 })).toBe('3 of 3 · 100 %')
})
