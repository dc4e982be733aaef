import type { FlowLogSpec } from './flow-log-spec'
import type { ScopeRef } from './scope'
import { normaliseAwsSpec } from './aws/normalise'
import { normaliseCenSpec } from './cen/normalise'

/**
 * A spec in its canonical form: equal meaning, equal value. Pure and idempotent. With `scope` null it stays a template,
 * and what the scope would supply becomes a placeholder.
 */
export function normaliseSpec(spec: FlowLogSpec, scope: ScopeRef | null): FlowLogSpec {
  return spec.family === 'cen' ? normaliseCenSpec(spec) : normaliseAwsSpec(spec, scope)
}

/** The parameters of an observed spec alone, as they could be wished for: what its answer lacked is no parameter. Pure. */
export function parametersOf(spec: FlowLogSpec): FlowLogSpec {
  if (spec.family === 'cen' || spec.unreported === undefined) return spec
  const { unreported: _unreported, ...parameters } = spec
  return parameters
}
