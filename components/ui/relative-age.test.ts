import { describe, expect, it } from 'vitest'
import { formatAbsolute, formatDuration, formatRelative } from './relative-age'

const NOW = Date.UTC(2026, 10, 20, 11, 29, 47)

describe('formatRelative', () => {
  it.each([
    [0, 'just now', 'the same second'],
    [1_400, 'just now', 'clocks differ by a second'],
    [-1_400, 'just now', 'also when the server is ahead'],
    [12_000, '12 s ago', 'seconds'],
    [59_000, '59 s ago', 'the last second below a minute'],
    [60_000, '1 min ago', 'a minute'],
    [3_599_000, '59 min ago', 'never rounds up to 60 min'],
    [3_600_000, '1 h ago', 'an hour'],
    [-240_000, 'in 4 min', 'the future'],
    [86_400_000 * 59, '59 d ago', 'days up to two months'],
    [86_400_000 * 90, '2 mo ago', 'months'],
    [86_400_000 * 800, '2 y ago', 'years'],
  ])('%i ms → %s (%s)', (ageMs, expected) => {
    expect(formatRelative(NOW - ageMs, NOW)).toBe(expected)
  })
})

it('formats absolute times in UTC, whatever the zone of the machine', () => {
  expect(formatAbsolute(NOW)).toBe('2026-11-20 11:29:47 UTC')
})

it('never shows a negative duration', () => {
  expect(formatDuration(-5)).toBe('0 s')
})
