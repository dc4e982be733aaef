import {
  all,
  any,
  certain,
  conditionsHold,
  matchesGlob,
  opposite,
  type Certainty,
  type RequestContext,
} from './policy-conditions'
import type { Principal, ReadStatement } from './policy-language'

/** Who asks for what, as far as it is known before it happens. */
export interface AccessQuestion {
  /** Null: the policy belongs to the identity itself and names no principal. */
  readonly principal: { readonly service: string } | { readonly arn: string } | null
  readonly action: string
  /** A concrete resource; null in trust policies, which name none. */
  readonly resource: string | null
  readonly context: RequestContext
}

export type Decision =
  /** A statement allows it and none refuses it. */
  | { readonly kind: 'allowed' }
  /** A statement refuses it, whatever others allow. */
  | { readonly kind: 'refused'; readonly by: string }
  /** No statement allows it. */
  | { readonly kind: 'not-allowed' }
  /** It hangs on conditions whose values are not known here. */
  | { readonly kind: 'unknown'; readonly because: string }

/**
 * What a policy says to a request. Errs towards `unknown`: a condition that is not understood neither allows nor refuses.
 * Pure. Source: IAM user guide, policy evaluation logic.
 */
export function decide(statements: readonly ReadStatement[], question: AccessQuestion): Decision {
  let mayAllow: ReadStatement | null = null
  let mayRefuse: ReadStatement | null = null
  let isAllowed = false
  for (const statement of statements) {
    const applies = statementApplies(statement, question)
    if (applies === 'no') continue
    if (statement.isDeny) {
      if (applies === 'yes') return { kind: 'refused', by: nameOf(statement) }
      mayRefuse ??= statement
    } else if (applies === 'yes') isAllowed = true
    else mayAllow ??= statement
  }
  if (isAllowed && mayRefuse === null) return { kind: 'allowed' }
  const open = isAllowed ? mayRefuse : mayAllow
  return open === null ? { kind: 'not-allowed' } : { kind: 'unknown', because: whyOpen(open, question) }
}

function statementApplies(statement: ReadStatement, question: AccessQuestion): Certainty {
  const parts = [
    actionApplies(statement, question.action),
    resourceApplies(statement, question.resource),
    principalApplies(statement, question.principal),
  ]
  // What cannot apply at all is not worth a guess about its conditions.
  const soFar = all(parts)
  if (soFar === 'no') return 'no'
  return all([soFar, conditionsHold(statement.conditions, question.context), statement.isUnclear ? 'maybe' : 'yes'])
}

function actionApplies({ actions, notActions }: ReadStatement, action: string): Certainty {
  const names = (patterns: readonly string[]) =>
    certain(patterns.some((pattern) => matchesGlob(pattern.toLowerCase(), action.toLowerCase())))
  return actions.length > 0 ? names(actions) : notActions.length > 0 ? opposite(names(notActions)) : 'no'
}

function resourceApplies({ resources, notResources }: ReadStatement, resource: string | null): Certainty {
  if (resource === null) return 'yes'
  const names = (patterns: readonly string[]) =>
    any(patterns.map((pattern) => (pattern.includes('${') ? 'maybe' : certain(matchesGlob(pattern, resource)))))
  return resources.length > 0 ? names(resources) : notResources.length > 0 ? opposite(names(notResources)) : 'no'
}

function principalApplies(
  { principals, isDeny, isUnclear }: ReadStatement,
  asked: AccessQuestion['principal'],
): Certainty {
  if (asked === null || isUnclear) return 'yes'
  if (principals === null) return 'no'
  return any(principals.map((principal) => principalMatches(principal, asked, isDeny)))
}

function principalMatches(
  { kind, value }: Principal,
  asked: NonNullable<AccessQuestion['principal']>,
  isDeny: boolean,
): Certainty {
  if (kind === 'everybody') {
    // A refusal for everybody reaches services too; whether an allowance does is not written down for delivery.
    return isDeny || 'arn' in asked ? 'yes' : 'maybe'
  }
  if ('service' in asked) return certain(kind === 'Service' && value === asked.service)
  if (kind !== 'AWS') return 'no'
  const account = asked.arn.split(':')[4] ?? ''
  return certain(value === asked.arn || value === account || new RegExp(`^arn:[^:]+:iam::${account}:root$`).test(value))
}

function nameOf({ sid, actions }: ReadStatement): string {
  return sid === null ? `the statement about ${actions[0] ?? 'other actions'}` : `the statement “${sid}”`
}

function whyOpen(statement: ReadStatement, { context }: AccessQuestion): string {
  const open = statement.conditions.filter(({ key }) => context[key.toLowerCase()] === undefined).map(({ key }) => key)
  const name = nameOf(statement)
  if (open.length > 0) return `${name} depends on ${[...new Set(open)].join(', ')}, which Weir does not know`
  return `${name} cannot be judged with certainty`
}
