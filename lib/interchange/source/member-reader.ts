import type { Notes, Place } from '../notes'
import { kindWord, type MapNode, type Member, type SourceNode } from './node'

/**
 * Reads the members of one map by name and remembers which were asked for, so that whatever nobody asked for is named in
 * the end: nothing a document says is lost silently. An empty text counts as left out, as in a skeleton that was not
 * filled in.
 */
export class MemberReader {
  private readonly asked = new Set<string>()
  private readonly members: ReadonlyMap<string, Member>

  constructor(
    readonly node: MapNode,
    /** Where the map stands in the document, for notes. */
    readonly path: string,
    readonly notes: Notes,
    /** How much a member weighs that nobody knows: in Weir's own documents it is a mistake. */
    private readonly strangerSeverity: 'warning' | 'error' = 'warning',
  ) {
    this.members = new Map(node.members.map((member) => [member.name, member]))
    for (const part of node.unresolved ?? []) {
      notes.warning(`Part of this ${part.because}: ${part.source}.`, part.at, path, 'Add what it stands for by hand.')
    }
  }

  get at(): Place {
    return this.node.at
  }

  /** How many problems were found in this map itself. */
  failures = 0

  has(name: string): boolean {
    const member = this.members.get(name)
    return member !== undefined && !isLeftOut(member.value)
  }

  /** Whether the placeholders of a text were put in by the reader of its language. */
  isFilled(name: string): boolean {
    const value = this.members.get(name)?.value
    return value?.kind === 'text' && value.isFilled === true
  }

  placeOf(name: string): Place {
    return this.members.get(name)?.at ?? this.at
  }

  fieldOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`
  }

  /** The value itself; null where it is absent or left out. Unresolved values are noted and count as absent. */
  value(name: string): SourceNode | null {
    this.asked.add(name)
    const member = this.members.get(name)
    if (member === undefined || isLeftOut(member.value)) return null
    if (member.value.kind !== 'unresolved') return member.value
    this.noteUnresolved(name, member.value)
    return null
  }

  text(name: string): string | null {
    const node = this.value(name)
    if (node === null) return null
    if (node.kind === 'text') return node.value
    if (node.kind === 'number') return node.written
    if (node.kind === 'flag') return String(node.value)
    this.wrongKind(name, node, 'a text')
    return null
  }

  /** A whole number; texts of digits count, as command lines and older state files write them. */
  whole(name: string): number | null {
    const node = this.value(name)
    if (node === null) return null
    const number = node.kind === 'number' ? node.value : node.kind === 'text' ? Number(node.value) : Number.NaN
    if (Number.isSafeInteger(number)) return number
    this.wrongKind(name, node, 'a whole number')
    return null
  }

  flag(name: string): boolean | null {
    const node = this.value(name)
    if (node === null) return null
    if (node.kind === 'flag') return node.value
    if (node.kind === 'text' && /^(true|false)$/i.test(node.value)) return node.value.toLowerCase() === 'true'
    this.wrongKind(name, node, 'true or false')
    return null
  }

  /** One of some words; another one is named and left out. */
  word<const Word extends string>(name: string, words: readonly Word[]): Word | null {
    const text = this.text(name)
    if (text === null) return null
    const found = words.find((word) => word === text)
    if (found === undefined) {
      this.fail(`“${text.slice(0, 60)}” is none of ${words.join(', ')}.`, name, `Write one of ${words.join(', ')}.`)
    }
    return found ?? null
  }

  /** A list of texts; a single text is a list of one. */
  texts(name: string): readonly string[] {
    const node = this.value(name)
    if (node === null) return []
    const items = node.kind === 'list' ? node.items : [node]
    return items.flatMap((item, index) => {
      if (isLeftOut(item)) return []
      if (item.kind === 'text') return [item.value]
      if (item.kind === 'number') return [item.written]
      if (item.kind === 'unresolved') this.noteUnresolved(`${name}[${index}]`, item)
      else this.wrongKind(`${name}[${index}]`, item, 'a text', item.at)
      return []
    })
  }

  /** A map; a list of one map counts, as Terraform writes blocks. */
  map(name: string): MemberReader | null {
    const [first, ...more] = this.maps(name)
    if (more.length > 0) this.fail('Only one of these is allowed; the first one counts.', name, 'Keep one of them.')
    return first ?? null
  }

  maps(name: string): readonly MemberReader[] {
    const node = this.value(name)
    if (node === null) return []
    const items = node.kind === 'list' ? node.items : [node]
    return items.flatMap((item, index) => {
      const path = items.length === 1 ? this.fieldOf(name) : `${this.fieldOf(name)}[${index}]`
      if (item.kind === 'map') return [new MemberReader(item, path, this.notes, this.strangerSeverity)]
      if (item.kind === 'nothing') return []
      if (item.kind === 'unresolved') this.noteUnresolved(name, item)
      else this.wrongKind(name, item, 'a map', item.at)
      return []
    })
  }

  /** Every member as name and text: tags as Terraform writes them. Unresolved values are noted and left out. */
  allTexts(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.members.keys()].flatMap((name) => {
        this.asked.add(name)
        const member = this.members.get(name)
        // An empty tag value is a value.
        if (member?.value.kind === 'text') return [[name, member.value.value] as const]
        const text = this.text(name)
        return text === null ? [] : [[name, text] as const]
      }),
    )
  }

  /** Takes note that members were seen without reading them: what is there changes nothing here. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.asked.add(name)
  }

  /** Names a member that is understood but has no place in a Configuration. */
  aside(name: string, message: string, remedy: string | null = null): void {
    this.asked.add(name)
    if (this.has(name)) this.notes.info(message, this.placeOf(name), this.fieldOf(name), remedy)
  }

  /** Names a member whose meaning is lost. */
  lose(name: string, message: string, remedy: string | null = null): void {
    this.asked.add(name)
    if (this.has(name)) this.fail(message, name, remedy)
  }

  fail(message: string, name: string, remedy: string | null = null): void {
    this.failures += 1
    this.notes[this.strangerSeverity](message, this.placeOf(name), this.fieldOf(name), remedy)
  }

  /** Names every member that nobody asked for. Call it last. */
  finish(what: string): void {
    for (const { name, at, value } of this.members.values()) {
      if (this.asked.has(name) || isLeftOut(value)) continue
      this.failures += 1
      const remedy = 'Check its spelling, or leave it out.'
      this.notes[this.strangerSeverity](
        `${what} has no “${name.slice(0, 80)}” that Weir knows.`,
        at,
        this.fieldOf(name),
        remedy,
      )
    }
  }

  private noteUnresolved(name: string, node: Extract<SourceNode, { kind: 'unresolved' }>): void {
    this.failures += 1
    this.notes.warning(
      `${node.source} ${node.because}.`,
      node.at,
      this.fieldOf(name),
      'Write the value itself, import the state instead, or fill it in afterwards.',
    )
  }

  private wrongKind(name: string, node: SourceNode, wanted: string, at: Place = node.at): void {
    this.failures += 1
    this.notes[this.strangerSeverity](
      `This is ${kindWord(node)}, not ${wanted}.`,
      at,
      this.fieldOf(name),
      `Write ${wanted}.`,
    )
  }
}

/** Absent in all but name: null, an empty text, an empty list or one of empty texts. */
function isLeftOut(node: SourceNode): boolean {
  switch (node.kind) {
    case 'nothing':
      return true
    case 'text':
      return node.value === ''
    case 'list':
      return node.items.every(isLeftOut)
    default:
      return false
  }
}
