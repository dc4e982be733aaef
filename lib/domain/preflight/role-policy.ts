import { policyText, type PolicyDocument } from '../onboarding/policy-document'
import { failed, passed, unknown, type CheckFacts, type PreflightCheck, type PreflightFix } from './check'
import type { RoleFacts } from './facts'
import { decide, type AccessQuestion, type Decision } from './policy-decision'
import { parsePolicy } from './policy-language'

/** A fact that belongs to another kind of destination. */
export const NOT_ASKED = { state: 'unreadable', why: 'It was not asked for.', action: null, vendorCode: null } as const

/** What the policies of a role allow. Where some could not be read, a lack is not certain. Pure. */
export function permissionOf(
  role: RoleFacts,
  action: string,
  resource: string,
  context: AccessQuestion['context'],
): Decision {
  const statements = role.policies.flatMap((text) => parsePolicy(text) ?? [])
  const decision = decide(statements, { principal: null, action, resource, context })
  if (decision.kind === 'not-allowed' && role.unreadPolicies > 0) {
    return { kind: 'unknown', because: `${role.unreadPolicies} of its policies could not be read` }
  }
  return decision
}

/** Whether a service may assume a role. Pure. */
export function trustCheck(
  facts: CheckFacts,
  role: RoleFacts,
  service: string,
  context: AccessQuestion['context'],
  repair: PreflightFix,
): PreflightCheck {
  const statements = parsePolicy(role.trustPolicy)
  if (statements === null) return unknown(facts, 'Its trust policy could not be read.', { fixes: [repair] })
  const decision = decide(statements, { principal: { service }, action: 'sts:AssumeRole', resource: null, context })
  switch (decision.kind) {
    case 'allowed':
      return passed(facts, `${service} may assume it for this account.`)
    case 'unknown':
      return unknown(facts, `Not certain: ${decision.because}.`, { fixes: [repair] })
    case 'refused':
      return failed(facts, `In its trust policy, ${decision.by} refuses ${service}.`, { blocks: true, fixes: [repair] })
    case 'not-allowed':
      return failed(facts, `Its trust policy does not let ${service} assume it for this account.`, {
        blocks: true,
        remedy: 'Set this trust policy. AWS answers “Unable to assume given IAM role” without it.',
        fixes: [repair],
      })
  }
}

/** A whole policy to copy. Pure. */
export function fix(label: string, policy: PolicyDocument): PreflightFix {
  return { label, kind: 'statement', text: policyText(policy) }
}

/** The last part of an ARN: the name people know. Pure. */
export function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn
}
