import type { ResourceType } from '../domain/resource'
import { ProviderError } from './errors'
import type { DiscoveryFailure } from './provider'

/** Operations without which nothing at all can be asked: a failure of theirs is one of the whole look. */
const BEFORE_ALL: ReadonlySet<string> = new Set(['AssumeRole', 'GetCallerIdentity'])

/** So many listings in a row without an answer mean that the cloud is down, not that one listing is broken. */
const SILENT_IN_A_ROW = 2

/**
 * Collects the listings of one look that failed while others did not. When the cloud wants to be asked less, or does not
 * answer at all, the remaining listings count as failed by the same error, without a call.
 */
export class FailedListings {
  private readonly failures: DiscoveryFailure[] = []
  /** Why nothing more is asked in this look. */
  private ending: ProviderError | null = null
  private silentInARow = 0

  constructor(private readonly signal: AbortSignal) {}

  /** What the listing answers, or null when it failed. Throws what is about the whole look, and what is no answer of a cloud. */
  async unless<Found>(types: readonly ResourceType[], listing: () => Promise<Found>): Promise<Found | null> {
    if (this.ending !== null) {
      this.failures.push({ types, error: this.ending })
      return null
    }
    try {
      const found = await listing()
      this.silentInARow = 0
      return found
    } catch (error) {
      if (!(error instanceof ProviderError) || this.signal.aborted || BEFORE_ALL.has(error.operation)) throw error
      this.silentInARow = error.kind === 'unavailable' ? this.silentInARow + 1 : 0
      if (error.kind === 'throttled' || this.silentInARow >= SILENT_IN_A_ROW) this.ending = error
      this.failures.push({ types, error })
      return null
    }
  }

  /** The failures, when something else succeeded; throws the first one when nothing did. */
  orThrow(nothingSucceeded: boolean): readonly DiscoveryFailure[] {
    const [first] = this.failures
    if (nothingSucceeded && first !== undefined) throw first.error
    return this.failures
  }
}
