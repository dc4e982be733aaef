import { describe, expect, it } from 'vitest'
import { createManualClock } from './clock'
import { Throttle } from './throttle'

const LIMITS = { size: 5, refillPerSecond: 2 }

describe('Throttle', () => {
  it('starts full, empties, and refills with time', () => {
    const clock = createManualClock()
    const throttle = new Throttle(clock)
    const burst = Array.from({ length: 7 }, () => throttle.take('a', LIMITS))
    expect(burst).toEqual([true, true, true, true, true, false, false])
    clock.advance(499)
    expect(throttle.take('a', LIMITS)).toBe(false)
    clock.advance(1)
    expect(throttle.take('a', LIMITS)).toBe(true)
    expect(throttle.take('a', LIMITS)).toBe(false)
  })

  it('never holds more than its size', () => {
    const clock = createManualClock()
    const throttle = new Throttle(clock)
    throttle.take('a', LIMITS)
    clock.advance(3600_000)
    const burst = Array.from({ length: 6 }, () => throttle.take('a', LIMITS))
    expect(burst.filter(Boolean)).toHaveLength(5)
  })

  it('keeps keys apart, and forgets on reset', () => {
    const throttle = new Throttle(createManualClock())
    for (let call = 0; call < 5; call += 1) throttle.take('a', LIMITS)
    expect(throttle.take('b', LIMITS)).toBe(true)
    expect(throttle.take('a', LIMITS)).toBe(false)
    throttle.reset()
    expect(throttle.take('a', LIMITS)).toBe(true)
  })
})
