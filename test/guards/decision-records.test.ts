import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryFiles } from './repository-files'

const RECORDS = repositoryFiles(/^docs\/adr\/.*\.md$/)
const DOCUMENTS = repositoryFiles(/\.md$/)
const STATUS = /^Status: (?:proposed|accepted|superseded by \[.+\]\(.+\.md\))/im

describe('decision records', () => {
  it('exist', () => {
    expect(RECORDS.length).toBeGreaterThan(0)
  })

  it('are numbered without gaps or doubles', () => {
    const numbers = RECORDS.map((path) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(basename(path))?.[1] ?? `no number: ${path}`)
    expect(numbers).toEqual(RECORDS.map((_, index) => String(index + 1).padStart(4, '0')))
  })

  it('say their status, and carry their number in the title', () => {
    const bad = RECORDS.filter((path) => {
      const text = readFileSync(path, 'utf8')
      return !STATUS.test(text) || !text.startsWith(`# ${basename(path).slice(0, 4)}: `)
    })
    expect(bad, 'first line "# NNNN: Title", then a line "Status: accepted"').toEqual([])
  })
})

describe('documents', () => {
  it('link only to files that exist', () => {
    const dead = DOCUMENTS.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !existsSync(join(dirname(path), link)))
        .map((link) => `${path} → ${link}`),
    )
    expect(dead).toEqual([])
  })

  it('name only decision records that exist', () => {
    const known = new Set(RECORDS.map((path) => basename(path).slice(0, 4)))
    const unknown = repositoryFiles(/\.(?:md|ts|tsx|mjs|prisma)$/).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bADR-(\d{4})\b/g)]
        .map(([, number = '']) => number)
        .filter((number) => !known.has(number))
        .map((number) => `${path} → ADR-${number}`),
    )
    expect(unknown).toEqual([])
  })
})
