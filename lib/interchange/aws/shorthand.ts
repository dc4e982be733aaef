import type { Place } from '../notes'
import type { Member, SourceNode } from '../source/node'

/**
 * The shorthand of the AWS command line: `Key=value,Other=[a,b],Inner={K=v}`. A value may be followed by more values until
 * the next `Key=`; a comma in a value is written `\,`; values may stand in quotes of their own.
 * Source: AWS CLI user guide, "Using shorthand syntax with the AWS CLI", read 2026-11
 */
export function readShorthand(text: string, at: Place): SourceNode | null {
  const parser = new Shorthand(text, at)
  return parser.read()
}

class Shorthand {
  private position = 0

  constructor(
    private readonly text: string,
    private readonly at: Place,
  ) {}

  /** Null when the text is no shorthand. */
  read(): SourceNode | null {
    const members = this.members(/$/, 0)
    return members === null || this.position < this.text.length ? null : { kind: 'map', at: this.at, members }
  }

  private members(end: RegExp, depth: number): Member[] | null {
    const members: Member[] = []
    if (depth > 20) return null
    for (;;) {
      const name = this.take(/^\s*[A-Za-z0-9_.#/-]+(?==)/)?.trim()
      if (name === undefined || this.take(/^=/) === undefined) return null
      const value = this.value(end, depth)
      if (value === null) return null
      members.push({ name, at: this.at, value })
      if (this.take(/^\s*,/) === undefined) return members
    }
  }

  private value(end: RegExp, depth: number): SourceNode | null {
    if (this.take(/^\[/) !== undefined) return this.explicitList(depth)
    if (this.take(/^\{/) !== undefined) return this.hash(depth)
    const first = this.scalar(true, depth)
    const items: SourceNode[] = [first]
    // More values follow until something that reads as the next key.
    while (/^\s*,\s*(?![A-Za-z0-9_.#/-]+=)/.test(this.rest()) && !end.test(this.rest())) {
      this.take(/^\s*,\s*/)
      items.push(this.scalar(false, depth))
    }
    return items.length === 1 ? first : { kind: 'list', at: this.at, items }
  }

  private explicitList(depth: number): SourceNode | null {
    const items: SourceNode[] = []
    if (this.take(/^\s*\]/) !== undefined) return { kind: 'list', at: this.at, items }
    for (;;) {
      this.take(/^\s+/)
      const item = this.take(/^\{/) === undefined ? this.scalar(false, depth + 1) : this.hash(depth)
      if (item === null) return null
      items.push(item)
      if (this.take(/^\s*,/) !== undefined) continue
      return this.take(/^\s*\]/) === undefined ? null : { kind: 'list', at: this.at, items }
    }
  }

  private hash(depth: number): SourceNode | null {
    if (this.take(/^\s*\}/) !== undefined) return { kind: 'map', at: this.at, members: [] }
    const members = this.members(/^\}/, depth + 1)
    return members === null || this.take(/^\s*\}/) === undefined ? null : { kind: 'map', at: this.at, members }
  }

  private scalar(mayHoldEquals: boolean, depth: number): SourceNode {
    const quoted = this.take(/^\s*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")/)
    if (quoted !== undefined) {
      const inner = quoted.trim()
      return this.textNode(inner.slice(1, -1).replace(/\\(['"\\])/g, '$1'))
    }
    // Inside brackets and braces their ends end a value too.
    const plain = depth === 0 ? (mayHoldEquals ? /^(?:\\,|[^,])*/ : /^(?:\\,|[^,=])*/) : /^(?:\\,|[^,\]}])*/
    return this.textNode((this.take(plain) ?? '').replaceAll('\\,', ',').trim())
  }

  private textNode(value: string): SourceNode {
    return { kind: 'text', value, at: this.at }
  }

  private rest(): string {
    return this.text.slice(this.position)
  }

  private take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest())?.[0]
    if (found !== undefined) this.position += found.length
    return found
  }
}
