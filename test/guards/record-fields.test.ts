import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { recordFieldsDocument } from '../../lib/domain/record-fields-document'

it('docs/record-fields.md is what the catalogue says (npm run docs:write)', async () => {
  expect(await readFile('docs/record-fields.md', 'utf8')).toBe(recordFieldsDocument())
})
