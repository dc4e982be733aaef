import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { recordFieldsDocument } from '../lib/domain/record-fields-document'

/** Writes the parts of the documentation that are made from data. */
const file = fileURLToPath(new URL('../docs/record-fields.md', import.meta.url))
await writeFile(file, await format(recordFieldsDocument(), { ...(await resolveConfig(file)), parser: 'markdown' }))
console.log('docs/record-fields.md is current.')
