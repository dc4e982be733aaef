import type { PreflightGroup } from '../domain/preflight/group'
import type { AccountConnection } from './provider'

/**
 * What preflight asks a cloud about: one group of targets that share account, region, destination and roles. Reads and
 * dry runs only; nothing is changed.
 */
export interface PreflightRequest {
  readonly group: PreflightGroup
  readonly installationId: string
  /** Further identities that may know a destination the group's own account may not look at; asked in this order. */
  readonly otherReaders: readonly AccountConnection[]
  /** Shared by all groups of one run, so that a bucket that many accounts write to is read once. */
  readonly memo: PreflightMemo
}

/** Answers that several groups of one run need. Whoever asks first makes the calls, the others wait for them. */
export class PreflightMemo {
  private readonly answers = new Map<string, Promise<unknown>>()

  once<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(key) as Promise<Answer> | undefined
    if (known !== undefined) return known
    const asked = ask()
    this.answers.set(key, asked)
    // What could not be asked is asked anew by the next one.
    asked.catch(() => this.answers.delete(key))
    return asked
  }
}
