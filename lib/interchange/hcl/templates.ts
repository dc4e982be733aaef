import type { Place } from '../notes'
import { MAX_DEPTH, tooDeep, Unreadable } from '../source/bounds'
import type { TemplatePart } from './tokens'

interface Template {
  readonly parts: readonly TemplatePart[]
  /** Behind its last character. */
  readonly end: number
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

/** Collects the pieces of a template, with neighbouring texts joined. */
class Parts {
  readonly list: TemplatePart[] = []
  private text = ''

  add(text: string): void {
    this.text += text
  }

  close(part?: TemplatePart): readonly TemplatePart[] {
    if (this.text !== '') this.list.push({ kind: 'text', text: this.text })
    this.text = ''
    if (part !== undefined) this.list.push(part)
    return this.list
  }
}

/**
 * Reads a quoted template; `start` is its opening quote. `$${` and `%%{` stand for the characters themselves.
 * Source: HCL native syntax specification, quoted templates, read 2026-11
 */
export function readQuoted(document: string, start: number, placeOf: (offset: number) => Place): Template {
  const parts = new Parts()
  let position = start + 1
  for (;;) {
    const character = document[position]
    if (character === undefined || character === '\n') {
      throw new Unreadable(
        'This quote is never closed.',
        placeOf(start),
        'Close it on the same line, or use a heredoc.',
      )
    }
    if (character === '"') return { parts: parts.close(), end: position + 1 }
    if (character === '\\') {
      const [text, length] = escapeAt(document, position, placeOf)
      parts.add(text)
      position += length
    } else {
      position = plainOrIntroducer(document, position, parts, placeOf)
    }
  }
}

function escapeAt(document: string, position: number, placeOf: (offset: number) => Place): [string, number] {
  const next = document[position + 1] ?? ''
  const known = ESCAPES[next]
  if (known !== undefined) return [known, 2]
  const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(document.slice(position + 1, position + 10))
  const code = unicode === null ? Number.NaN : Number.parseInt(unicode[1] ?? unicode[2] ?? '', 16)
  if (unicode === null || code > 0x10ffff) {
    throw new Unreadable('This escape is unknown.', placeOf(position), 'Write \\\\ for a backslash.')
  }
  return [String.fromCodePoint(code), unicode[0].length + 1]
}

/** Takes one character, or what `$` and `%` introduce; answers the position behind it. */
function plainOrIntroducer(
  document: string,
  position: number,
  parts: Parts,
  placeOf: (offset: number) => Place,
): number {
  const character = document[position] ?? ''
  if (character !== '$' && character !== '%') {
    parts.add(character)
    return position + 1
  }
  if (document.startsWith(`${character}${character}{`, position)) {
    parts.add(`${character}{`)
    return position + 3
  }
  if (document[position + 1] !== '{') {
    parts.add(character)
    return position + 1
  }
  const end = endOfBraces(document, position + 1, placeOf)
  const inner = document.slice(position + 2, end)
  // `~` trims white space around an interpolation; the value is the same.
  const lead = inner.startsWith('~') ? 1 : 0
  parts.close(
    character === '$'
      ? {
          kind: 'interpolation',
          source: inner.slice(lead, inner.endsWith('~') ? -1 : undefined),
          offset: position + 2 + lead,
        }
      : { kind: 'directive', source: inner },
  )
  return end + 1
}

/** The offset of the brace that closes the one at `open`; texts in between may hold braces of their own. */
function endOfBraces(document: string, open: number, placeOf: (offset: number) => Place, depth = 0): number {
  if (depth > MAX_DEPTH) throw tooDeep()
  let braces = 0
  for (let position = open; position < document.length; position += 1) {
    const character = document[position]
    if (character === '{') braces += 1
    else if (character === '}') {
      braces -= 1
      if (braces === 0) return position
    } else if (character === '"') {
      position = endOfQuoted(document, position, placeOf, depth + 1)
    }
  }
  throw new Unreadable('This ${ is never closed.', placeOf(open), 'Close it with }; a literal ${ is written $${.')
}

function endOfQuoted(document: string, open: number, placeOf: (offset: number) => Place, depth: number): number {
  for (let position = open + 1; position < document.length; position += 1) {
    const character = document[position]
    if (character === '\\') position += 1
    else if (character === '"') return position
    else if ((character === '$' || character === '%') && document[position + 1] === '{') {
      if (document[position - 1] === character) continue
      position = endOfBraces(document, position + 1, placeOf, depth)
    }
  }
  throw new Unreadable('This quote is never closed.', placeOf(open), 'Close it with a quote.')
}

/**
 * Reads a heredoc; `start` is its `<<`. With `<<-` the common indentation goes. Backslashes are plain characters here.
 * Source: HCL native syntax specification, heredoc templates, read 2026-11
 */
export function readHeredoc(document: string, start: number, placeOf: (offset: number) => Place): Template {
  const head = /^<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/u.exec(document.slice(start, start + 300))
  if (head === null)
    throw new Unreadable('This heredoc has no name of its own on its line.', placeOf(start), 'Write <<EOT.')
  const [whole, dash, name = ''] = head
  const bodyStart = start + whole.length
  const closing = new RegExp(`^[ \\t]*${name}[ \\t]*\\r?$`, 'mu')
  const rest = document.slice(bodyStart)
  const found = closing.exec(rest)
  if (found === null) throw new Unreadable(`This heredoc is never closed.`, placeOf(start), `Close it with ${name}.`)
  const body = rest.slice(0, found.index)
  const indent = dash === '-' ? commonIndent(body) : 0
  const parts = new Parts()
  let position = bodyStart
  const end = bodyStart + found.index
  let isLineStart = true
  while (position < end) {
    if (isLineStart) position += Math.min(indent, (/^[ \t]*/.exec(document.slice(position, end))?.[0] ?? '').length)
    if (position >= end) break
    isLineStart = document[position] === '\n'
    if (document[position] === '\r' && document[position + 1] === '\n') position += 1
    else position = plainOrIntroducer(document, position, parts, placeOf)
  }
  return { parts: parts.close(), end: end + found[0].length }
}

function commonIndent(body: string): number {
  const indents = body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0)
  return indents.length === 0 ? 0 : Math.min(...indents.slice(0, 10_000))
}
