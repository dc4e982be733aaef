import { parse } from 'lossless-json'
import type { JsonObject, JsonValue } from '../../domain/json'

/**
 * Reads an answer without losing digits: whole numbers beyond 2^53 (owner ids have up to 18 digits) become text, all
 * others numbers. Throws a SyntaxError when it is not a JSON object. Pure.
 */
export function parseAnswer(text: string): JsonObject {
  const value = parse(text, null, readNumber) as JsonValue
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new SyntaxError('the answer is not a JSON object')
  }
  return value as JsonObject
}

function readNumber(text: string): number | string {
  const number = Number(text)
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number
}

/** Names as the generated client has them (`flowLogId`) to names on the wire (`FlowLogId`), all the way down. Pure. */
export function toWire(value: unknown): unknown {
  return renameKeys(value, (key) => key.charAt(0).toUpperCase() + key.slice(1))
}

/** Names on the wire to names as the generated client has them, all the way down. Pure. */
export function fromWire(value: JsonObject): JsonObject {
  return renameKeys(value, (key) => key.charAt(0).toLowerCase() + key.slice(1)) as JsonObject
}

function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [rename(key), renameKeys(member, rename)]))
}
