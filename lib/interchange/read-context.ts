import { unknownPlaceholders, PLACEHOLDERS } from '../domain/template'
import type { Notes } from './notes'
import type { MemberReader } from './source/member-reader'

/** What the surroundings of a declaration say of where it holds; null is unsaid. */
export interface ReadContext {
  readonly notes: Notes
  readonly partition: string | null
  readonly accountId: string | null
  readonly region: string | null
}

/** Nothing said of the surroundings. Pure. */
export function noSurroundings(notes: Notes): ReadContext {
  return { notes, partition: null, accountId: null, region: null }
}

/**
 * Notes braces in a text that a cloud would take literally: in a Configuration `{region}` is filled in, and there is no
 * other way to write it.
 */
export function noteBraces(reader: MemberReader, name: string, text: string | null): void {
  if (text === null || !text.includes('{')) return
  const held = PLACEHOLDERS.filter((known) => new RegExp(`(^|[^$])\\{${known}\\}`).test(text))
  const unknown = unknownPlaceholders(text)
  if (held.length > 0 && !reader.isFilled(name)) {
    const list = held.map((known) => `{${known}}`).join(', ')
    reader.notes.info(`Weir fills in ${list} for every target.`, reader.placeOf(name), reader.fieldOf(name))
  }
  if (unknown.length > 0) {
    const list = unknown.map((one) => `{${one}}`).join(', ')
    reader.fail(`${list} reads as a placeholder that Weir does not know.`, name, 'Leave the braces out.')
  }
}
