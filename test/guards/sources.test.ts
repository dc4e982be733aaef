import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { repositoryFiles } from './repository-files'

const MOST_LINES = 500
const SOURCES = repositoryFiles(/\.(?:ts|tsx|mjs|css)$/)

/** Comments that switch a check off. */
const WAIVER = /(?:eslint-disable|@ts-expect-error|@ts-ignore|@ts-nocheck|prettier-ignore)\b.*/g

/** What a good one looks like: which rule, then why. */
const GOOD_WAIVER =
  /^(?:eslint-disable(?:-next-line|-line)?\s+[@\w/-]+(?:, [@\w/-]+)*\s+-- \S.{9,}|@ts-expect-error\s+(?:-- )?\S.{9,}|prettier-ignore.*-- \S.{9,})/

describe('source files', () => {
  it('are found at all', () => {
    expect(SOURCES.length).toBeGreaterThan(50)
  })

  it(`have at most ${MOST_LINES} lines, so that nobody dreads to open one`, () => {
    const long = SOURCES.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
    expect(long.filter(({ lines }) => lines > MOST_LINES)).toEqual([])
  })

  it('switch a check off only by naming the rule and the reason', () => {
    const bad = SOURCES.filter((path) => path !== 'test/guards/sources.test.ts').flatMap((path) =>
      (readFileSync(path, 'utf8').match(WAIVER) ?? [])
        .filter((waiver) => !GOOD_WAIVER.test(waiver))
        .map((waiver) => `${path}: ${waiver}`),
    )
    expect(bad).toEqual([])
  })

  it.each([
    { waiver: 'eslint-disable-next-line @typescript-eslint/no-explicit-any -- the SDK types it so', good: true },
    { waiver: 'eslint-disable-next-line', good: false },
    { waiver: 'eslint-disable no-empty', good: false },
    { waiver: '@ts-expect-error', good: false },
    { waiver: '@ts-expect-error a wrong kind must not compile', good: true },
  ])('"$waiver" is good: $good', ({ waiver, good }) => {
    expect(GOOD_WAIVER.test(waiver)).toBe(good)
  })
})
