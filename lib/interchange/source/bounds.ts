/** The longest document the reader takes, in UTF-16 units; an edge may allow less. */
export const MAX_DOCUMENT_LENGTH = 16 * 1024 * 1024

/** How deep maps and lists may lie in one another. No document of a cloud or of Terraform comes near it. */
export const MAX_DEPTH = 100

/** A document that cannot be read as what it claims to be. Thrown by the readers of languages, caught in `importDocument`. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'

  constructor(
    message: string,
    readonly at: { readonly line: number; readonly column: number } | null,
    readonly remedy: string,
  ) {
    super(message)
  }
}

/**
 * Refuses brackets nested deeper than the bound before any parser sees them: parsers recurse. Pure. Brackets inside
 * quotes count too little to matter: a text of brackets is no nesting, so what is quoted is skipped.
 */
export function refuseDeepBrackets(text: string): void {
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '"') {
      index += 1
      while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
    } else if (character === '{' || character === '[') {
      depth += 1
      if (depth > MAX_DEPTH) throw tooDeep()
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1)
    }
  }
}

/** The refusal of a document that nests too deep. Pure. */
export function tooDeep(): Unreadable {
  return new Unreadable(
    `Maps and lists lie more than ${MAX_DEPTH} deep in one another.`,
    null,
    'No flow log needs that; import only the part that declares flow logs.',
  )
}
