import type { ScopeRef } from '../scope'
import type { PreflightFix } from './check'

/** What every check of a destination needs beside what was read. */
export interface CheckContext {
  readonly scope: ScopeRef
  /** The statement that would let Weir read something. */
  readonly fixFor: (action: string) => PreflightFix | null
}
