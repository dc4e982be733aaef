import type { Note } from '../lib/interchange/notes'

/** Says notes on standard error as compilers do: file, line and column first, the remedy below. */
export function printNotes(notes: readonly Note[], inputName: string): void {
  for (const { severity, message, remedy, field, line, column } of notes) {
    const place = line === null ? inputName : `${inputName}:${line}:${column ?? 1}`
    const about = field === null || field === '' ? '' : `${field}: `
    process.stderr.write(`${place}: ${severity}: ${about}${message}\n`)
    if (remedy !== null && severity !== 'info') process.stderr.write(`  ${remedy}\n`)
  }
}
