import { readFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'
import { recordFieldsDocument } from '../../lib/domain/record-fields-document'

it('docs/record-fields.md is what the catalogue says (npm run docs:write)', async () => {
  const file = 'docs/record-fields.md'
  const wanted = await format(recordFieldsDocument(), { ...(await resolveConfig(file)), parser: 'markdown' })
  expect(await readFile(file, 'utf8')).toBe(wanted)
})
