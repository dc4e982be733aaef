import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { recordFieldsDocument } from '../lib/domain/record-fields-document'

/** Writes the parts of the documentation that are made from data. */
await writeFile(fileURLToPath(new URL('../docs/record-fields.md', import.meta.url)), recordFieldsDocument())
console.log('docs/record-fields.md is current.')
