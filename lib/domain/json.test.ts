import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './json'

describe('canonical JSON', () => {
  it.each<[unknown, string, string]>([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}', 'keys are sorted'],
    [{ a: { d: [], c: {} } }, '{"a":{"c":{},"d":[]}}', 'at every depth'],
    [{ '10': 1, '9': 2 }, '{"10":1,"9":2}', 'as texts, numbers too'],
    [{ a: undefined, b: null }, '{"b":null}', 'undefined is no member'],
    [[undefined, 1], '[null,1]', 'but holds its place in an array'],
    ['a "quoted" \\ line\n', '"a \\"quoted\\" \\\\ line\\n"', 'what needs an escape gets one'],
    ['Bäume \ud800', '"Bäume \\ud800"', 'other letters stay, lone surrogates do not'],
    [undefined, 'null', 'nothing is null'],
  ])('%j is %s: %s', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  it('is the same JSON value, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const)
  return Object.fromEntries(entries.reverse())
}
