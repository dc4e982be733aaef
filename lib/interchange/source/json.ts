import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Notes, Place } from '../notes'
import { refuseDeepBrackets, Unreadable } from './bounds'
import { placesIn } from './lines'
import type { Member, SourceNode } from './node'

/** Reads JSON with the place of every value. Throws `Unreadable`. A name that stands twice in an object is noted. */
export function readJson(text: string, notes: Notes): SourceNode {
  refuseDeepBrackets(text)
  const placeOf = placesIn(text)
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first !== undefined || tree === undefined) {
    const what = first === undefined ? 'it is empty' : asWords(printParseErrorCode(first.error))
    throw new Unreadable(
      `This is not JSON: ${what}.`,
      placeOf(first?.offset ?? 0),
      'Check commas, quotes and brackets around this place.',
    )
  }
  return convert(tree, { text, placeOf, notes })
}

interface Reading {
  readonly text: string
  readonly placeOf: (offset: number) => Place
  readonly notes: Notes
}

function convert(node: Node, reading: Reading): SourceNode {
  const { text, placeOf, notes } = reading
  const at = placeOf(node.offset)
  switch (node.type) {
    case 'string':
      return { kind: 'text', value: String(node.value), at }
    case 'number':
      return {
        kind: 'number',
        value: Number(node.value),
        written: text.slice(node.offset, node.offset + node.length),
        at,
      }
    case 'boolean':
      return { kind: 'flag', value: node.value === true, at }
    case 'array':
      return { kind: 'list', items: (node.children ?? []).map((item) => convert(item, reading)), at }
    case 'object': {
      const members: Member[] = []
      const seen = new Set<string>()
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? []
        if (key === undefined || value === undefined) continue
        const name = String(key.value)
        const keyAt = placeOf(key.offset)
        if (seen.has(name)) notes.warning(`“${name}” stands twice here; the last one counts.`, keyAt, name)
        seen.add(name)
        members.push({ name, at: keyAt, value: convert(value, reading) })
      }
      return { kind: 'map', members: lastOfEach(members), at }
    }
    default:
      return { kind: 'nothing', at }
  }
}

function lastOfEach(members: readonly Member[]): readonly Member[] {
  const last = new Map(members.map((member) => [member.name, member]))
  return last.size === members.length ? members : [...last.values()]
}

/** `CommaExpected` as "comma expected". */
const asWords = (code: string) => code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
