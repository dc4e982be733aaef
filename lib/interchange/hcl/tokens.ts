import type { Place } from '../notes'
import { Unreadable } from '../source/bounds'
import { placesIn } from '../source/lines'
import { readHeredoc, readQuoted } from './templates'

/** A piece of a template: literal text, or what stands between `${` and `}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'interpolation'; readonly source: string; readonly offset: number }
  /** `%{ if … }`: decides over text, which only Terraform does. */
  | { readonly kind: 'directive'; readonly source: string }

export interface Token {
  readonly kind: 'identifier' | 'number' | 'template' | 'punctuation' | 'newline' | 'end'
  readonly text: string
  readonly at: Place
  /** Offsets into the document. */
  readonly start: number
  readonly end: number
  /** Of templates: quoted texts and heredocs. */
  readonly parts: readonly TemplatePart[]
}

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy
const PUNCTUATION = /==|!=|<=|>=|&&|\|\||=>|\.\.\.|[{}[\]()=,.:?*/+\-%<>!&|]/y
const MAX_TOKENS = 1_000_000

/**
 * Splits HCL into tokens, comments left out. Throws `Unreadable` where a character, a quote or a heredoc does not fit.
 * `from` and `to` bound the part that is read: interpolations are read again by themselves.
 * Source: HCL native syntax specification, lexical elements, read 2026-11
 */
export function hclTokens(document: string, from = 0, to = document.length, placeOf = placesIn(document)): Token[] {
  const tokens: Token[] = []
  let position = from
  const push = (kind: Token['kind'], end: number, parts: readonly TemplatePart[] = []) => {
    if (tokens.length >= MAX_TOKENS)
      throw new Unreadable('The document is too long.', placeOf(position), 'Import it in parts.')
    tokens.push({ kind, text: document.slice(position, end), at: placeOf(position), start: position, end, parts })
    position = end
  }
  const match = (pattern: RegExp): number | null => {
    pattern.lastIndex = position
    return pattern.test(document) && pattern.lastIndex <= to ? pattern.lastIndex : null
  }
  while (position < to) {
    const character = document[position] ?? ''
    if (character === '\n') push('newline', position + 1)
    else if (/\s|\uFEFF/.test(character)) position += 1
    else if (character === '#' || document.startsWith('//', position)) position = endOfLine(document, position, to)
    else if (document.startsWith('/*', position)) {
      const end = document.indexOf('*/', position + 2)
      if (end === -1) throw new Unreadable('This comment is never closed.', placeOf(position), 'Close it with */.')
      position = end + 2
    } else if (character === '"') {
      const { parts, end } = readQuoted(document, position, placeOf)
      push('template', end, parts)
    } else if (document.startsWith('<<', position) && /[-\p{ID_Start}_]/u.test(document[position + 2] ?? '')) {
      const { parts, end } = readHeredoc(document, position, placeOf)
      push('template', end, parts)
    } else {
      const number = match(NUMBER)
      const identifier = number === null ? match(IDENTIFIER) : null
      const punctuation = number === null && identifier === null ? match(PUNCTUATION) : null
      if (number !== null) push('number', number)
      else if (identifier !== null) push('identifier', identifier)
      else if (punctuation !== null) push('punctuation', punctuation)
      else throw new Unreadable('This is not Terraform’s language.', placeOf(position), 'Check what stands here.')
    }
  }
  tokens.push({ kind: 'end', text: '', at: placeOf(to), start: to, end: to, parts: [] })
  return tokens
}

function endOfLine(document: string, position: number, to: number): number {
  const end = document.indexOf('\n', position)
  return end === -1 ? to : Math.min(end, to)
}
