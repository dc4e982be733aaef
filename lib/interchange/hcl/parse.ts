import type { Place } from '../notes'
import { MAX_DEPTH, tooDeep, Unreadable } from '../source/bounds'
import { placesIn } from '../source/lines'
import type { HclAttribute, HclBlock, HclBody, HclEntry, HclExpression } from './expression'
import { hclTokens, type Token } from './tokens'

/**
 * Parses Terraform's native syntax: bodies, blocks and attributes in full; of expressions the literals, lists, maps,
 * references and calls. Nothing is computed. Throws `Unreadable` with the place of what does not fit.
 * Source: HCL native syntax specification, structural and expression language, read 2026-11
 */
export function parseHcl(document: string): HclBody {
  const placeOf = placesIn(document)
  const parser = new Parser(document, hclTokens(document, 0, document.length, placeOf), placeOf)
  return parser.body(false, 0)
}

const OPEN = new Set(['(', '[', '{'])
const CLOSE = new Set([')', ']', '}'])

class Parser {
  private position = 0

  constructor(
    private readonly document: string,
    private readonly tokens: readonly Token[],
    private readonly placeOf: (offset: number) => Place,
  ) {}

  body(isInner: boolean, depth: number): HclBody {
    if (depth > MAX_DEPTH) throw tooDeep()
    const attributes: HclAttribute[] = []
    const blocks: HclBlock[] = []
    for (;;) {
      this.skipNewlines()
      const token = this.peek()
      if (token.kind === 'end' && !isInner) return { attributes, blocks }
      if (isInner && this.isNext('}')) {
        this.position += 1
        return { attributes, blocks }
      }
      if (token.kind !== 'identifier') throw this.unexpected('an argument or a block')
      this.position += 1
      if (this.isNext('=')) {
        this.position += 1
        attributes.push({ name: token.text, at: token.at, value: this.expression(depth) })
        this.endOfLine()
      } else {
        blocks.push(this.block(token, depth))
        this.endOfLine()
      }
    }
  }

  /** A whole expression, up to where nothing of it can follow. */
  expression(depth: number): HclExpression {
    if (depth > MAX_DEPTH) throw tooDeep()
    const start = this.position
    const term = this.term(depth + 1)
    if (term !== null && this.isEndOfExpression()) return term
    return this.skipExpression(start)
  }

  isAtEnd(): boolean {
    this.skipNewlines()
    return this.peek().kind === 'end'
  }

  private block(type: Token, depth: number): HclBlock {
    const labels: string[] = []
    while (!this.isNext('{')) {
      const label = this.next()
      const [part, ...more] = label.parts
      if (label.kind === 'identifier') labels.push(label.text)
      else if (label.kind === 'template' && more.length === 0 && (part === undefined || part.kind === 'text')) {
        labels.push(part?.text ?? '')
      } else {
        this.position -= 1
        throw this.unexpected('= or {')
      }
    }
    this.position += 1
    return { type: type.text, labels, at: type.at, body: this.body(true, depth + 1) }
  }

  private term(depth: number): HclExpression | null {
    const token = this.next()
    const { at } = token
    if (token.kind === 'number') return this.literal(Number(token.text), token)
    if (token.kind === 'template') return this.template(token, depth)
    if (token.kind === 'identifier') return this.named(token, depth)
    if (token.text === '-' && this.peek().kind === 'number') return this.literal(-Number(this.next().text), token)
    if (token.text === '[') return this.tuple(token, depth)
    if (token.text === '{') return this.object(token, depth)
    if (token.text === '(') {
      const inner = this.items(')', depth)
      const [only] = inner ?? []
      return only !== undefined && inner?.length === 1 ? { ...only, at } : null
    }
    return null
  }

  private named(token: Token, depth: number): HclExpression | null {
    const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }
    const follows = this.peek()
    const isAlone = follows.text !== '.' && follows.text !== '[' && follows.text !== '('
    if (isAlone && Object.hasOwn(words, token.text)) return this.literal(words[token.text] ?? null, token)
    if (follows.text === '(') {
      this.position += 1
      const list = this.items(')', depth)
      return list === null
        ? null
        : { kind: 'call', name: token.text, arguments: list, at: token.at, source: this.sourceFrom(token) }
    }
    const steps = [token.text]
    for (;;) {
      if (this.isNext('.')) {
        this.position += 1
        const step = this.next()
        if (step.kind !== 'identifier' && step.kind !== 'number') return null
        steps.push(step.text)
      } else if (this.isNext('[')) {
        this.position += 1
        const index = this.expression(depth + 1)
        if (index.kind !== 'literal' || !this.isNext(']')) return null
        this.position += 1
        steps.push(String(index.value))
      } else {
        return { kind: 'reference', steps, at: token.at, source: this.sourceFrom(token) }
      }
    }
  }

  private template(token: Token, depth: number): HclExpression {
    const source = this.document.slice(token.start, token.end)
    const [first, ...more] = token.parts
    if (first === undefined) return { kind: 'literal', value: '', at: token.at, source }
    if (first.kind === 'text' && more.length === 0) return { kind: 'literal', value: first.text, at: token.at, source }
    const parts = token.parts.map((part): HclExpression => {
      if (part.kind === 'text') return { kind: 'literal', value: part.text, at: token.at, source }
      if (part.kind === 'directive') return { kind: 'other', at: token.at, source: `%{${part.source}}` }
      return this.interpolation(part.source, part.offset, depth)
    })
    const [only] = parts
    // `"${var.name}"` is the value itself.
    return parts.length === 1 && only !== undefined ? only : { kind: 'template', parts, at: token.at, source }
  }

  private interpolation(source: string, offset: number, depth: number): HclExpression {
    const tokens = hclTokens(this.document, offset, offset + source.length, this.placeOf)
    const inner = new Parser(this.document, tokens, this.placeOf)
    inner.skipNewlines()
    const expression = inner.expression(depth + 1)
    return inner.isAtEnd() ? expression : { kind: 'other', at: this.placeOf(offset), source }
  }

  private tuple(open: Token, depth: number): HclExpression | null {
    const items = this.items(']', depth)
    return items === null ? null : { kind: 'tuple', items, at: open.at, source: this.sourceFrom(open) }
  }

  /** Expressions up to a closing bracket; null for what is no plain list (`for`, `...`). */
  private items(close: string, depth: number): readonly HclExpression[] | null {
    const items: HclExpression[] = []
    for (;;) {
      this.skipNewlines()
      if (this.isNext(close)) break
      if (this.peek().text === 'for' && this.peek().kind === 'identifier') return null
      items.push(this.expression(depth + 1))
      this.skipNewlines()
      if (this.isNext(',')) this.position += 1
      else if (!this.isNext(close)) return null
    }
    this.position += 1
    return items
  }

  private object(open: Token, depth: number): HclExpression | null {
    const entries: HclEntry[] = []
    for (;;) {
      this.skipNewlines()
      if (this.isNext('}')) break
      if (this.peek().text === 'for' && this.peek().kind === 'identifier') return null
      const key = this.term(depth + 1)
      this.skipNewlines()
      if (key === null || (!this.isNext('=') && !this.isNext(':'))) return null
      this.position += 1
      this.skipNewlines()
      entries.push({ key: asKey(key), value: this.expression(depth + 1) })
      const isSeparated = this.isNext(',') || this.peek().kind === 'newline'
      if (isSeparated) this.position += 1
      else if (!this.isNext('}')) return null
    }
    this.position += 1
    return { kind: 'object', entries, at: open.at, source: this.sourceFrom(open) }
  }

  /** Passes over an expression that is not read, with its brackets, and keeps its source. */
  private skipExpression(start: number): HclExpression {
    this.position = start
    const first = this.peek()
    let depth = 0
    for (;;) {
      const token = this.peek()
      if (token.kind === 'end') break
      if (
        depth === 0 &&
        (token.kind === 'newline' || token.text === ',' || CLOSE.has(token.text)) &&
        token.kind !== 'template'
      )
        break
      if (token.kind === 'punctuation' && OPEN.has(token.text)) depth += 1
      if (token.kind === 'punctuation' && CLOSE.has(token.text)) depth -= 1
      this.position += 1
    }
    if (this.position === start) throw this.unexpected('a value')
    return { kind: 'other', at: first.at, source: this.sourceFrom(first) }
  }

  private isEndOfExpression(): boolean {
    const { kind, text } = this.peek()
    return kind === 'newline' || kind === 'end' || (kind === 'punctuation' && (text === ',' || CLOSE.has(text)))
  }

  private literal(value: string | number | boolean | null, token: Token): HclExpression {
    return { kind: 'literal', value, at: token.at, source: this.sourceFrom(token) }
  }

  private sourceFrom(token: Token): string {
    const last = this.tokens[this.position - 1] ?? token
    return this.document.slice(token.start, Math.max(token.end, last.end))
  }

  private endOfLine(): void {
    const token = this.peek()
    if (token.kind !== 'newline' && token.kind !== 'end' && token.text !== '}')
      throw this.unexpected('the end of the line')
  }

  private skipNewlines(): void {
    while (this.peek().kind === 'newline') this.position += 1
  }

  private isNext(text: string): boolean {
    const token = this.peek()
    return token.kind === 'punctuation' && token.text === text
  }

  private peek(): Token {
    const token = this.tokens[this.position] ?? this.tokens.at(-1)
    if (token === undefined) throw new Unreadable('The document is empty.', null, 'Paste a document.')
    return token
  }

  private next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.position += 1
    return token
  }

  private unexpected(wanted: string): Unreadable {
    const { text, kind, at } = this.peek()
    const found =
      kind === 'newline' ? 'the end of the line' : kind === 'end' ? 'the end of the document' : text.slice(0, 40)
    return new Unreadable(`Here stands ${found}, not ${wanted}.`, at, 'Check brackets, quotes and = around this place.')
  }
}

/** A bare word before `=` is the key itself, not a reference. */
function asKey(key: HclExpression): HclExpression {
  if (key.kind !== 'reference' || key.steps.length !== 1) return key
  return { kind: 'literal', value: key.steps[0] ?? '', at: key.at, source: key.source }
}
