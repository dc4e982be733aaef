/**
 * Where reading goes on, per kind of destination. Opaque to clients: they get `encodeCursor`'s text.
 * `after`: how many records of that page, object or window were already given.
 */
export type RecordCursor =
  | { readonly at: 'cloud-watch-logs'; readonly token: string | null; readonly after: number }
  | { readonly at: 's3'; readonly key: string; readonly after: number }
  | { readonly at: 'sls'; readonly offset: number }

const LONGEST_CURSOR = 4_096

/** A cursor as text that fits into a URL. Pure. */
export function encodeCursor(cursor: RecordCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads a cursor; null when the text is none of ours. Pure. */
export function decodeCursor(text: string): RecordCursor | null {
  if (text.length > LONGEST_CURSOR || !/^[A-Za-z0-9_-]+$/.test(text)) return null
  let value: unknown
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    value = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))),
    )
  } catch {
    return null // not base64, not UTF-8 or not JSON: none of ours
  }
  if (value === null || typeof value !== 'object') return null
  const { at, token, key, after, offset } = value as Readonly<Record<string, unknown>>
  if (at === 'cloud-watch-logs' && (token === null || typeof token === 'string') && isCount(after))
    return { at, token, after }
  if (at === 's3' && typeof key === 'string' && isCount(after)) return { at, key, after }
  if (at === 'sls' && isCount(offset)) return { at, offset }
  return null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
