import type { RulePlace } from '../../rule'

/** One request that breaks one rule and nothing else, and where. */
export interface RuleCase {
  readonly rule: string
  readonly name: string
  readonly request: unknown
  readonly field: string
  readonly place?: RulePlace
}
