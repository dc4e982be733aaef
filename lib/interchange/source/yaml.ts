import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml'
import type { Notes, Place } from '../notes'
import { MAX_DEPTH, refuseDeepBrackets, tooDeep, Unreadable } from './bounds'
import type { Member, SourceNode } from './node'

/** Aliases let a small text stand for a huge value; so many nodes are read of one document stream. */
const MAX_NODES = 100_000

interface Reading {
  readonly document: Document
  readonly placeOf: (node: unknown) => Place
  readonly notes: Notes
  readonly budget: { nodes: number }
}

/**
 * Reads a stream of YAML documents with the place of every value. Throws `Unreadable`. Tags of CloudFormation's short
 * form become what they stand for: `!Ref x` is `{Ref: x}`, `!Sub …` is `{Fn::Sub: …}`.
 */
export function readYaml(text: string, notes: Notes): readonly SourceNode[] {
  refuseDeepBrackets(text)
  const lineCounter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter, logLevel: 'silent', stringKeys: false })
  const list = Array.isArray(documents) ? documents : []
  const budget = { nodes: 0 }
  return list.flatMap((document) => {
    const [error] = document.errors
    if (error !== undefined) {
      const { line, col } = lineCounter.linePos(error.pos[0])
      throw new Unreadable(
        `This is not YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''}.`,
        { line, column: col },
        'Check indentation, colons and quotes around this place.',
      )
    }
    const placeOf = (node: unknown): Place => {
      const offset = (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? 0
      const { line, col } = lineCounter.linePos(offset)
      return { line, column: col }
    }
    if (document.contents === null) return []
    return [convert(document.contents, { document, placeOf, notes, budget }, 0)]
  })
}

function convert(node: unknown, reading: Reading, depth: number): SourceNode {
  const { placeOf, budget } = reading
  const at = placeOf(node)
  budget.nodes += 1
  if (depth > MAX_DEPTH) throw tooDeep()
  if (budget.nodes > MAX_NODES) {
    throw new Unreadable(
      'The document stands for too many values.',
      at,
      'Write repeated parts out, or import it in parts.',
    )
  }
  const tag = (node as { tag?: string } | null)?.tag
  const plain = convertUntagged(node, reading, depth, at)
  if (tag === undefined || !tag.startsWith('!') || tag.startsWith('!!')) return plain
  const name = tag.slice(1)
  const intrinsic = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
  return { kind: 'map', at, members: [{ name: intrinsic, at, value: plain }] }
}

function convertUntagged(node: unknown, reading: Reading, depth: number, at: Place): SourceNode {
  if (isAlias(node)) {
    const target = node.resolve(reading.document)
    if (target === undefined) throw new Unreadable(`*${node.source} points to nothing.`, at, 'Define the anchor first.')
    return convert(target, reading, depth + 1)
  }
  if (isScalar(node)) return scalar(node.value, (node as { source?: string }).source ?? '', at)
  if (isSeq(node)) {
    return { kind: 'list', at, items: node.items.map((item) => convert(item, reading, depth + 1)) }
  }
  if (isMap(node)) {
    const members: Member[] = []
    for (const pair of node.items) {
      if (!isPair(pair)) continue
      const key = pair.key as { value?: unknown; source?: string } | null
      const name = isScalar(key) ? String(key.source ?? key.value) : ''
      if (name === '<<')
        reading.notes.warning('Merged maps (<<) are not read.', reading.placeOf(key), '<<', 'Write the members out.')
      members.push({
        name,
        at: reading.placeOf(key),
        value: pair.value === null ? { kind: 'nothing', at } : convert(pair.value, reading, depth + 1),
      })
    }
    return { kind: 'map', at, members }
  }
  return { kind: 'nothing', at }
}

function scalar(value: unknown, written: string, at: Place): SourceNode {
  if (typeof value === 'string') return { kind: 'text', value, at }
  if (typeof value === 'boolean') return { kind: 'flag', value, at }
  if (typeof value === 'number' || typeof value === 'bigint')
    return { kind: 'number', value: Number(value), written, at }
  return { kind: 'nothing', at }
}
