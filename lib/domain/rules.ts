import type { FlowLogSpec } from './flow-log-spec'
import type { Violation } from './problem'
import type { ResourceType } from './resource'
import type { ScopeRef } from './scope'
import type { PlaceholderValues } from './template'
import { AWS_RULES } from './aws/rules'
import { SAMPLE_ACCOUNT_ID } from './aws/destination-rules'
import { CEN_RULES } from './cen/rules'
import { fillSpec, templateViolations } from './resolve-spec'
import { applyRules } from './rule'
import { placeholderValues } from './template'

// While a spec is a template its placeholders are judged by values of the right shape.
const AWS_SAMPLE: PlaceholderValues = { accountId: SAMPLE_ACCOUNT_ID, region: 'us-east-1', partition: 'aws' }
const CEN_SAMPLE: PlaceholderValues = { accountId: '0000000000000000', region: 'cn-hangzhou', partition: 'alibaba' }

/**
 * Every rule a spec breaks. Pure: form, API and planner call the same function. With `scope` null the spec is a
 * template and only what holds in every account and region is judged; with a scope its placeholders are filled first.
 */
export function validateSpec(
  spec: FlowLogSpec,
  targetType: ResourceType | null,
  scope: ScopeRef | null,
): readonly Violation[] {
  const context = { targetType, scope }
  const unknownPlaceholders = templateViolations(spec)
  if (spec.family === 'cen') {
    const filled = fillSpec(spec, scope === null ? CEN_SAMPLE : placeholderValues(scope))
    return [...unknownPlaceholders, ...applyRules(CEN_RULES, filled, context)]
  }
  const filled = fillSpec(spec, scope === null ? AWS_SAMPLE : placeholderValues(scope))
  return [...unknownPlaceholders, ...applyRules(AWS_RULES, filled, context)]
}
