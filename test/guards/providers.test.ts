import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PROVIDER_IDS } from '../../lib/domain/provider-id'
import { CAPABILITIES } from '../../lib/providers/capabilities'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const ids = [...PROVIDER_IDS].sort()

/** What must lie in every provider's folder; a contract test that is missing would prove nothing silently. */
const EVERY_FOLDER_HOLDS = (id: string): readonly string[] => [
  'provider.ts',
  'capabilities.ts',
  'errors.ts',
  `${id}.contract.test.ts`,
]

describe('every cloud is declared everywhere', () => {
  it('has a folder, and no other folder looks like a cloud', () => {
    const folders = readdirSync(at('lib/providers'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'fake')
      .map((entry) => entry.name)
    expect(folders.sort()).toEqual(ids)
  })

  it.each(ids)('%s has the files that every cloud has', (id) => {
    expect(readdirSync(at(`lib/providers/${id}`))).toEqual(expect.arrayContaining([...EVERY_FOLDER_HOLDS(id)]))
  })

  it('has a line in the registry', () => {
    const registry = readFileSync(at('lib/providers/registry.ts'), 'utf8')
    const lines = [...registry.matchAll(/^ {4}'([a-z0-9-]+)': create/gm)].map((match) => match[1])
    expect(lines.sort()).toEqual(ids)
  })

  it('has capabilities', () => {
    expect(Object.keys(CAPABILITIES).sort()).toEqual(ids)
  })

  it('has a page in the documentation', () => {
    const pages = readdirSync(at('docs/providers')).map((name) => name.replace(/\.md$/, ''))
    expect(pages.sort()).toEqual(ids)
  })

  it.each(ids)('the page of %s answers what every page must', (id) => {
    const page = readFileSync(at(`docs/providers/${id}.md`), 'utf8')
    for (const heading of [
      'States',
      'What changes in place',
      'Limits',
      'Permissions per method',
      'Errors',
      'Sources',
    ]) {
      expect(page.match(new RegExp(`^## ${heading}$`, 'm')), heading).not.toBeNull()
    }
    for (const method of ['testConnection', 'discover', 'observe', 'create', 'update', 'delete']) {
      expect(page, `permissions of ${method}`).toContain(`| ${method}`)
    }
    expect(page.split('## Sources')[1], 'sources carry a date').toMatch(/20\d\d-\d\d/)
  })
})
