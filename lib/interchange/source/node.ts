import type { Place } from '../notes'

/**
 * A value of a document with its place, whatever language it was written in: JSON, YAML, HCL and command lines all become
 * this, so that each cloud's parameters are read once.
 */
export type SourceNode = TextNode | NumberNode | FlagNode | NothingNode | ListNode | MapNode | UnresolvedNode

export interface TextNode {
  readonly kind: 'text'
  readonly value: string
  /** Its placeholders were put in by the reader, so nobody needs to be told of them. */
  readonly isFilled?: boolean
  readonly at: Place
}

export interface NumberNode {
  readonly kind: 'number'
  readonly value: number
  /** As it was written: an account id without quotes keeps its zeros. */
  readonly written: string
  readonly at: Place
}

export interface FlagNode {
  readonly kind: 'flag'
  readonly value: boolean
  readonly at: Place
}

export interface NothingNode {
  readonly kind: 'nothing'
  readonly at: Place
}

export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly SourceNode[]
  readonly at: Place
}

export interface MapNode {
  readonly kind: 'map'
  readonly members: readonly Member[]
  /** Parts that could not be resolved, beside the members that are known (Terraform's `merge`). */
  readonly unresolved?: readonly UnresolvedNode[]
  readonly at: Place
}

/** A value that only the tool that owns the document can know: a reference, a function, a variable. */
export interface UnresolvedNode {
  readonly kind: 'unresolved'
  /** As it was written, shortened. */
  readonly source: string
  /** Why it cannot be known, and what it is, as the end of a sentence: "is a reference to …". */
  readonly because: string
  readonly at: Place
}

export interface Member {
  readonly name: string
  readonly at: Place
  readonly value: SourceNode
}

/** The member of a map with this name; null when it has none. Pure. A later one of the same name wins, as in JSON. */
export function memberOf(node: SourceNode | null, name: string): SourceNode | null {
  if (node?.kind !== 'map') return null
  return node.members.findLast((member) => member.name === name)?.value ?? null
}

/** The text of a node; null for everything else. Pure. */
export function plainText(node: SourceNode | null): string | null {
  return node?.kind === 'text' ? node.value : null
}

/** A map from its members. Pure. */
export function mapNode(at: Place, members: readonly (readonly [string, SourceNode])[]): MapNode {
  return { kind: 'map', at, members: members.map(([name, value]) => ({ name, at: value.at, value })) }
}

const WORDS: Readonly<Record<SourceNode['kind'], string>> = {
  text: 'a text',
  number: 'a number',
  flag: 'true or false',
  nothing: 'nothing',
  list: 'a list',
  map: 'a map',
  unresolved: 'an expression',
}

/** What kind of value it is, for sentences. Pure. */
export function kindWord(node: SourceNode): string {
  return WORDS[node.kind]
}
