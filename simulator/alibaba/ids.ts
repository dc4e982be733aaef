import { createHash } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A stable id of the vendor's shape: the prefix and `length` base-36 signs derived from the seed text. Pure. */
export function idFrom(prefix: string, seed: string, length = 18): string {
  const digest = createHash('sha256').update(`${prefix}|${seed}`).digest()
  return prefix + Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** A stable number in [0, 1) from a seed text. Pure. */
export function fractionFrom(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32
}

/** A stable hexadecimal string from a seed text. Pure. */
export function hexFrom(seed: string, length: number): string {
  return createHash('sha512').update(seed).digest('hex').slice(0, length)
}

/** An upper-case UUID, as request ids are, from a seed text. Pure. */
export function requestIdFrom(seed: string): string {
  const hex = hexFrom(`request|${seed}`, 32).toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
