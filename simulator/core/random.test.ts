import { describe, expect, it } from 'vitest'
import { createRandom } from './random'

describe('createRandom', () => {
  it('gives the same sequence for the same seed, and another for another', () => {
    const first = createRandom(7)
    const second = createRandom(7)
    const other = createRandom(8)
    const take = (random: typeof first): string => random.hex(40)
    const text = take(first)
    expect(take(second)).toBe(text)
    expect(take(other)).not.toBe(text)
  })

  it('forks sequences that do not depend on how much was drawn before', () => {
    const early = createRandom(1).fork('vpcs').hex(20)
    const late = createRandom(1)
    late.hex(100)
    expect(late.fork('vpcs').hex(20)).toBe(early)
    expect(late.fork('subnets').hex(20)).not.toBe(early)
  })

  it('goes on where it stood after being restored', () => {
    const random = createRandom(3)
    random.hex(17)
    const state = random.state()
    const expected = random.hex(32)
    const restored = createRandom(99)
    restored.restore(structuredClone(state))
    expect(restored.hex(32)).toBe(expected)
  })

  it('spreads whole numbers over the whole range, both ends included', () => {
    const random = createRandom(5)
    const counts = new Map<number, number>()
    for (let index = 0; index < 6000; index += 1) {
      const drawn = random.int(3, 8)
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual([3, 4, 5, 6, 7, 8])
    for (const count of counts.values()) expect(count).toBeGreaterThan(800)
  })

  it('writes uuids of version 4', () => {
    expect(createRandom(1).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('refuses to pick from nothing', () => {
    expect(() => createRandom(1).pick([])).toThrow(RangeError)
  })
})
