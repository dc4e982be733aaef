import type { FlowLogSpec } from './flow-log-spec'
import type { Violation } from './problem'
import type { ProviderId } from './provider-id'
import type { ResourceType } from './resource'
import type { ScopeRef } from './scope'
import { AWS_RULES } from './aws/rules'
import { SAMPLE_ACCOUNT_ID } from './aws/sample-account'
import { awsSpecField, requestOfAwsSpec } from './aws/spec-request'
import { CEN_RULES } from './cen/rules'
import { cenSpecField, requestOfCenSpec } from './cen/spec-request'
import { FORM_RULE_IDS } from './request-form'
import { fillSpec, templateViolations } from './resolve-spec'
import { applyRules, type RulePlace } from './rule'
import { targetTypeViolations, WEIR_SPEC_RULES } from './spec-rules'
import { placeholderValues } from './template'

// While a spec is a template its placeholders are judged by values of the right shape.
const SAMPLE_SCOPES: Readonly<Record<ProviderId, ScopeRef>> = {
  'aws-ec2': { provider: 'aws-ec2', accountId: SAMPLE_ACCOUNT_ID, region: 'us-east-1', partition: 'aws' },
  'alibaba-cen': {
    provider: 'alibaba-cen',
    accountId: '0000000000000000',
    region: 'cn-hangzhou',
    partition: 'alibaba',
  },
}

const TEMPLATE: RulePlace = { partition: null, accountId: null, region: null, isTemplate: true }

/** The ids of every rule a request or spec can break, by cloud; those of Weir itself begin with `weir/`. */
export const RULE_IDS: Readonly<Record<ProviderId | 'weir', readonly string[]>> = {
  'aws-ec2': [...FORM_RULE_IDS, ...AWS_RULES.map(({ id }) => id)],
  'alibaba-cen': [...new Set([...FORM_RULE_IDS, ...CEN_RULES.map(({ id }) => id), 'target-type'])],
  weir: ['weir/placeholder', ...WEIR_SPEC_RULES.map(({ id }) => id)],
}

/**
 * Every rule a spec breaks, by the member of the spec it is about. Pure: form, API, importers and planner call the same
 * function, and the rules are those that judge a request (see validate-request). With `scope` null the spec is a template
 * and only what holds in every account and region is judged; with a scope its placeholders are filled first.
 */
export function validateSpec(
  spec: FlowLogSpec,
  targetType: ResourceType | null,
  scope: ScopeRef | null,
): readonly Violation[] {
  const sample = SAMPLE_SCOPES[spec.family === 'cen' ? 'alibaba-cen' : 'aws-ec2']
  const values = placeholderValues(scope ?? sample)
  const place: RulePlace = scope === null ? TEMPLATE : { ...values, isTemplate: false }
  return [
    ...templateViolations(spec),
    ...targetTypeViolations(spec, targetType),
    ...cloudViolations(fillSpec(spec, values), scope ?? sample, place),
    ...WEIR_SPEC_RULES.flatMap(({ id, source, check }) =>
      check(spec).map((finding) => ({ rule: id, source, ...finding })),
    ),
  ]
}

/** What the cloud's own rules say of the request that a spec becomes, in the words of the spec. */
function cloudViolations(spec: FlowLogSpec, scope: ScopeRef, place: RulePlace): readonly Violation[] {
  if (spec.family === 'cen') {
    const found = applyRules(CEN_RULES, requestOfCenSpec(spec), place)
    return found.map((violation) => ({ ...violation, field: cenSpecField(violation.field, spec) }))
  }
  const found = applyRules(AWS_RULES, requestOfAwsSpec(spec, scope), place)
  return found.map((violation) => ({ ...violation, field: awsSpecField(violation.field, spec) }))
}
