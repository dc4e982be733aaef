import { type Notes, shortly } from '../notes'
import type { Member, SourceNode, TextNode } from '../source/node'
import type { ShellCommand, Word } from './words'

/** One option of a command with the words that follow it. */
export interface Option {
  readonly name: string
  readonly word: Word
  readonly values: readonly Word[]
}

/** The words before the options, and the options; `isFlag` says which ones take no value. */
export function splitOptions(
  words: readonly Word[],
  isFlag: (name: string) => boolean,
): { readonly bare: readonly Word[]; readonly options: readonly Option[] } {
  const bare: Word[] = []
  const options: { name: string; word: Word; values: Word[] }[] = []
  let open: { name: string; word: Word; values: Word[] } | null = null
  for (const word of words) {
    const match = /^(--[A-Za-z][^=\s]*)(?:=([\s\S]*))?$/.exec(word.text)
    if (match === null) {
      if (open === null) bare.push(word)
      else open.values.push(word)
      continue
    }
    const [, name = '', joined] = match
    const values = joined === undefined ? [] : [{ ...word, text: joined }]
    const option = { name: name.slice(2), word, values }
    options.push(option)
    open = joined === undefined && !isFlag(option.name) ? option : null
  }
  return { bare, options }
}

/** What the text itself assigned so far: `NAME=value`, `export NAME=value`. */
export type Environment = ReadonlyMap<string, string>

/**
 * A word as a value. What a shell would have replaced cannot be known, except in a record format: its `${field}` was
 * meant for the cloud, whatever quotes were used.
 */
export function wordNode(
  word: Word,
  isFormat: boolean,
  environment: Environment,
  notes: Notes,
  field: string,
): SourceNode {
  const text: TextNode = { kind: 'text', value: word.text, at: word.at }
  if (word.expansions.length === 0) return text
  if (isFormat) {
    notes.info(
      'A shell would have replaced ${…} here before the command saw it; it is read as written.',
      word.at,
      field,
      'Quote a record format with single quotes.',
    )
    return text
  }
  const known = filledIn(word, environment)
  if (known !== null) return { ...text, value: known }
  const source = word.expansions.map((one) => shortly(one, 40)).join(', ')
  return { kind: 'unresolved', source, because: 'is replaced by the shell, and only it knows by what', at: word.at }
}

/** The word with variables that the text itself assigned; null where one is unknown. Pure. */
function filledIn({ text, expansions }: Word, environment: Environment): string | null {
  let filled = ''
  let rest = text
  for (const expansion of expansions) {
    const name = /^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))$/.exec(expansion)
    const value = environment.get(name?.[1] ?? name?.[2] ?? '')
    const start = rest.indexOf(expansion)
    if (value === undefined || start === -1) return null
    filled += rest.slice(0, start) + value
    rest = rest.slice(start + expansion.length)
  }
  return filled + rest
}

/** A member made of one option. Pure. */
export function memberOfOption(option: Option, name: string, value: SourceNode): Member {
  return { name, at: option.word.at, value }
}

/** Names what stands behind a command and is not read. */
export function noteIgnored(command: ShellCommand, notes: Notes): void {
  for (const { text, at } of command.ignored) {
    notes.info(`“${text}” and what belongs to it only looks at the output; it is not read.`, at)
  }
}

/** The words of a command without a prompt and without leading `NAME=value` assignments, which are answered apart. Pure. */
export function withoutAssignments(words: readonly Word[]): {
  readonly words: readonly Word[]
  readonly assigned: ReadonlyMap<string, Word>
} {
  const assigned = new Map<string, Word>()
  let start = 0
  for (; start < words.length; start += 1) {
    const word = words[start]
    if (word === undefined) break
    const match = /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/.exec(word.text)
    if (match !== null) assigned.set(match[1] ?? '', { ...word, text: match[2] ?? '' })
    else if (word.text !== '$' && word.text !== '%' && word.text !== 'sudo' && word.text !== 'export') break
  }
  return { words: words.slice(start), assigned }
}
