import { sha256Hex } from '../domain/digest'

/**
 * What an approval binds: the plan's digest, and which of its actions are left out. Somebody else's exclusion between
 * reading and approving is then another digest. Pure.
 */
export function approvalDigest(planDigest: string, excludedOrdinals: readonly number[]): string {
  if (excludedOrdinals.length === 0) return planDigest
  const sorted = [...excludedOrdinals].sort((left, right) => left - right)
  return sha256Hex(`${planDigest} without ${sorted.join(',')}`)
}
