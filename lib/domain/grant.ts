/** What one approval lets through for one Configuration. */
export interface Grant {
  readonly id: string
  readonly changeRequestId: string
  readonly configurationId: string
  /** The generation the approval made. */
  readonly generation: number
  /** Fingerprints of the approved actions. */
  readonly fingerprints: ReadonlySet<string>
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

/** How long an approval lasts. */
export const GRANT_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000

/** Whether a grant counts at this time for this generation of its Configuration. Pure. */
export function isGrantValid(grant: Grant, generation: number | null, now: Date): boolean {
  if (grant.revokedAt !== null || grant.expiresAt.getTime() <= now.getTime()) return false
  // A later approval was planned afresh and holds what is still to be done; what it left out must not slip through.
  return generation === null || grant.generation === generation
}
