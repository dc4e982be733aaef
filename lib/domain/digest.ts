import { createHash } from 'node:crypto'

/**
 * SHA-256 of a text as 64 hex digits. Pure. The only file of the domain that needs Node: code for the browser must not
 * import it, nor what hashes (plans and fingerprints).
 */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
