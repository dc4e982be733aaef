/** Any value that JSON can hold; what the database keeps in its JSON columns. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue }

/**
 * Canonical JSON text: object keys sorted, no white space, so that equal values give equal text. Pure.
 * Members that are `undefined` are left out, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? 'null'
}

/** Built as text at once: copying every object first takes three times as long, and whole listings come through here. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item) ?? 'null').join(',')}]`
  const object = value as Readonly<Record<string, unknown>>
  let members = ''
  for (const key of Object.keys(object).sort()) {
    const text = textOf(object[key])
    if (text !== undefined) members += `${members === '' ? '' : ','}${quoted(key)}:${text}`
  }
  return `{${members}}`
}

/** Printable ASCII without quote and backslash: what needs no escape in JSON, and nearly all there is. */
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return NEEDS_NO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text)
}
