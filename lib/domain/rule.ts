import type { Violation } from './problem'

/** Where a request would be made, as far as that is known. Nobody is found fault with for what is not known. */
export interface RulePlace {
  readonly partition: string | null
  readonly accountId: string | null
  readonly region: string | null
  /** The values stand for any account and region: what only a real place decides cannot be judged yet. */
  readonly isTemplate: boolean
}

/** Nothing is known of the place but what the request itself says. */
export const NO_PLACE: RulePlace = { partition: null, accountId: null, region: null, isTemplate: false }

/** What a rule has to say about one parameter. */
export interface Finding {
  /** The parameter by the cloud's own path, for example `DestinationOptions.FileFormat` or `ResourceIds[3]`. */
  readonly field: string
  readonly message: string
  readonly remedy: string
}

/** One rule of a cloud as a row of a table. Pure: the request and its place in, what is wrong out. */
export interface Rule<Request> {
  /** `R1` to `R18` where the rule has a number (docs/providers), else a speaking name. */
  readonly id: string
  readonly source: string
  readonly check: (request: Request, place: RulePlace) => readonly Finding[]
}

/** Everything a request breaks, in the order of the table. Pure. */
export function applyRules<Request>(
  rules: readonly Rule<Request>[],
  request: Request,
  place: RulePlace,
): readonly Violation[] {
  return rules.flatMap((rule) =>
    rule.check(request, place).map((finding) => ({ rule: rule.id, source: rule.source, ...finding })),
  )
}

/** One finding, or none. */
export function when(holds: boolean, field: string, message: string, remedy: string): readonly Finding[] {
  return holds ? [{ field, message, remedy }] : []
}

/** How many characters people see in a text, not how many units it takes. Pure. */
export function characters(text: string): number {
  return text.length < 2 ? text.length : Array.from(text).length
}
