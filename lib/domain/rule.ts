import type { Violation } from './problem'
import type { ResourceType } from './resource'
import type { ScopeRef } from './scope'

/** What a rule may look at beside the spec itself. */
export interface RuleContext {
  readonly targetType: ResourceType | null
  /** Null while the spec is still a template: then whatever the scope decides cannot be judged yet. */
  readonly scope: ScopeRef | null
}

/** What a rule has to say about one member of a spec. */
export interface Finding {
  readonly field: string
  readonly message: string
  readonly remedy: string
}

/** One rule of a cloud as a row of a table. The spec it sees has its placeholders filled (with samples in a template). */
export interface Rule<Spec> {
  readonly id: string
  readonly source: string
  readonly check: (spec: Spec, context: RuleContext) => readonly Finding[]
}

/** Everything a spec breaks, in the order of the table. Pure. */
export function applyRules<Spec>(rules: readonly Rule<Spec>[], spec: Spec, context: RuleContext): readonly Violation[] {
  return rules.flatMap((rule) =>
    rule.check(spec, context).map((finding) => ({ rule: rule.id, source: rule.source, ...finding })),
  )
}

/** One finding, or none. */
export function when(holds: boolean, field: string, message: string, remedy: string): readonly Finding[] {
  return holds ? [{ field, message, remedy }] : []
}
