import { type Notes, shortly, type Place } from '../notes'
import type { Member, SourceNode, UnresolvedNode } from '../source/node'
import type { HclExpression } from './expression'
import type { HclScope, Resolution } from './scope'

/**
 * The value of an expression as far as it stands in the document: literals, variables with defaults, locals, a few pure
 * functions, and what the scope knows of other blocks. Everything else stays unresolved and says what it is. Pure but for
 * the notes about defaults taken.
 */
export function evaluateHcl(expression: HclExpression, scope: HclScope, notes: Notes): SourceNode {
  return new Evaluation(scope, notes).value(expression, 0)
}

const MAX_STEPS = 60

class Evaluation {
  /** What is being followed, against references in a circle. */
  private readonly trail: string[] = []

  constructor(
    private readonly scope: HclScope,
    private readonly notes: Notes,
  ) {}

  value(expression: HclExpression, depth: number): SourceNode {
    const { at } = expression
    if (depth > MAX_STEPS) return unresolved(expression, 'leads through too many references')
    switch (expression.kind) {
      case 'literal':
        return literalNode(expression.value, expression.source, at)
      case 'template':
        return this.template(expression, depth)
      case 'tuple':
        return { kind: 'list', at, items: expression.items.map((item) => this.value(item, depth + 1)) }
      case 'object':
        return this.object(expression, depth)
      case 'reference':
        return this.reference(expression, depth)
      case 'call':
        return this.call(expression, depth)
      case 'other':
        return unresolved(expression, 'is computed by Terraform')
    }
  }

  private template(expression: Extract<HclExpression, { kind: 'template' }>, depth: number): SourceNode {
    let text = ''
    for (const part of expression.parts) {
      const node = this.value(part, depth + 1)
      if (node.kind === 'unresolved')
        return { ...node, source: shortly(expression.source), because: `holds ${node.source}, which ${node.because}` }
      const piece = scalarText(node)
      if (piece === null) return unresolved(expression, 'holds a value that is no text')
      text += piece
    }
    return { kind: 'text', value: text, at: expression.at }
  }

  private object(expression: Extract<HclExpression, { kind: 'object' }>, depth: number): SourceNode {
    const members: Member[] = []
    const unknown: UnresolvedNode[] = []
    for (const { key, value } of expression.entries) {
      const name = scalarText(this.value(key, depth + 1))
      if (name === null) unknown.push(unresolved(key, 'is a key that only Terraform knows'))
      else members.push({ name, at: key.at, value: this.value(value, depth + 1) })
    }
    return { kind: 'map', at: expression.at, members, unresolved: unknown }
  }

  private reference(expression: Extract<HclExpression, { kind: 'reference' }>, depth: number): SourceNode {
    const name = expression.steps.join('.')
    if (this.trail.includes(name)) return unresolved(expression, 'refers to itself')
    const found = this.scope.resolve(expression.steps)
    if (found.kind === 'unresolved') return unresolved(expression, found.because)
    this.trail.push(name)
    const node = this.follow(found, expression, depth)
    this.trail.pop()
    return node
  }

  private follow(
    found: Exclude<Resolution, { kind: 'unresolved' }>,
    expression: HclExpression,
    depth: number,
  ): SourceNode {
    if (found.note !== null) this.scope.noteOnce(this.notes, found.note, expression.at, shortly(expression.source))
    if (found.kind === 'template') {
      let text = ''
      for (const part of found.parts) {
        if (typeof part === 'string') {
          text += part
          continue
        }
        const node = this.value(part, depth + 1)
        const piece = scalarText(node)
        if (piece === null) {
          const because = node.kind === 'unresolved' ? `comes from ${node.source}, which ${node.because}` : 'is no text'
          return unresolved(expression, because)
        }
        text += piece
      }
      return { kind: 'text', value: text, at: expression.at }
    }
    let node = this.value(found.expression, depth + 1)
    for (const step of found.rest) {
      if (node.kind === 'unresolved') break
      const inner: SourceNode | undefined =
        node.kind === 'map'
          ? node.members.findLast(({ name }) => name === step)?.value
          : node.kind === 'list'
            ? node.items[Number(step)]
            : undefined
      if (inner === undefined) return unresolved(expression, `has no “${step.slice(0, 40)}” in this document`)
      node = inner
    }
    if (node.kind === 'unresolved') {
      return {
        ...node,
        at: expression.at,
        source: shortly(expression.source),
        because: `comes from ${node.source}, which ${node.because}`,
      }
    }
    return { ...node, at: expression.at }
  }

  private call(expression: Extract<HclExpression, { kind: 'call' }>, depth: number): SourceNode {
    const nodes = expression.arguments.map((argument) => this.value(argument, depth + 1))
    return (
      callFunction(expression.name, nodes, expression.at) ??
      unresolved(expression, `is computed by ${expression.name}()`)
    )
  }
}

/**
 * Terraform's functions that people use for tags and record formats; null for any other, and where an argument is not
 * known. `merge` keeps what is known and names the rest.
 */
function callFunction(name: string, nodes: readonly SourceNode[], at: Place): SourceNode | null {
  const [first, second] = nodes
  switch (name) {
    case 'join': {
      const separator = first === undefined ? null : scalarText(first)
      const items = nodes.slice(1).flatMap((node) => (node.kind === 'list' ? node.items : [node]))
      const texts = items.map(scalarText)
      return separator === null || texts.some((text) => text === null)
        ? null
        : { kind: 'text', value: texts.join(separator), at }
    }
    case 'merge': {
      const isMap = nodes.every((node) => node.kind === 'map' || node.kind === 'unresolved' || node.kind === 'nothing')
      if (!isMap || !nodes.some((node) => node.kind === 'map')) return null
      const members = nodes.flatMap((node) => (node.kind === 'map' ? node.members : []))
      const unknown = nodes.flatMap((node) =>
        node.kind === 'unresolved' ? [node] : node.kind === 'map' ? (node.unresolved ?? []) : [],
      )
      return {
        kind: 'map',
        at,
        members: [...new Map(members.map((one) => [one.name, one])).values()],
        unresolved: unknown,
      }
    }
    case 'concat':
      return nodes.every((node) => node.kind === 'list')
        ? { kind: 'list', at, items: nodes.flatMap((node) => node.items) }
        : null
    case 'tolist':
    case 'toset':
    case 'tomap':
      return first !== undefined && second === undefined && first.kind !== 'unresolved' ? first : null
    case 'tostring':
    case 'lower':
    case 'upper':
    case 'trimspace': {
      const text = first === undefined ? null : scalarText(first)
      if (text === null) return null
      const value =
        name === 'lower'
          ? text.toLowerCase()
          : name === 'upper'
            ? text.toUpperCase()
            : name === 'trimspace'
              ? text.trim()
              : text
      return { kind: 'text', value, at }
    }
    default:
      return null
  }
}

function literalNode(value: string | number | boolean | null, source: string, at: Place): SourceNode {
  if (value === null) return { kind: 'nothing', at }
  if (typeof value === 'string') return { kind: 'text', value, at }
  return typeof value === 'number' ? { kind: 'number', value, written: source, at } : { kind: 'flag', value, at }
}

function scalarText(node: SourceNode): string | null {
  if (node.kind === 'text') return node.value
  if (node.kind === 'number') return node.written
  return node.kind === 'flag' ? String(node.value) : null
}

function unresolved(expression: HclExpression, because: string): UnresolvedNode {
  return { kind: 'unresolved', source: shortly(expression.source), because, at: expression.at }
}
