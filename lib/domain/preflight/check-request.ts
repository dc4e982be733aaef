import type { AwsFlowLogSpec } from '../flow-log-spec'
import { countOf } from './count-of'
import { failed, passed, unknown, unreadable, warned, type CheckFacts, type PreflightCheck } from './check'
import type { CheckContext } from './check-context'
import type { AwsPreflightFacts, DryRunFacts } from './facts'
import type { PreflightGroup } from './group'

const DRY_RUN: CheckFacts = {
  id: 'request/dry-run',
  title: 'AWS would take the request',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html',
}
const ON_BEHALF: CheckFacts = {
  id: 'request/on-behalf',
  title: 'What AWS checks on behalf of the request',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam.html',
}
const QUOTA: CheckFacts = {
  id: 'request/quota',
  title: 'Room for another flow log',
  source: 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html',
}

/** Flow logs on one resource. Confirmed for transit gateways; others report the same figure, so it warns there. */
const MAX_PER_RESOURCE = 250

/** What AWS said to the request itself, one line for each kind of target. Pure. */
export function checkDryRuns(facts: AwsPreflightFacts, context: CheckContext): readonly PreflightCheck[] {
  return facts.dryRuns.map((run) => dryRunCheck(run, context, facts.dryRuns.length > 1))
}

function dryRunCheck(
  { outcome, targetType }: DryRunFacts,
  context: CheckContext,
  isOneOfMany: boolean,
): PreflightCheck {
  const facts = isOneOfMany
    ? { ...DRY_RUN, id: `${DRY_RUN.id}/${targetType}`, title: `${DRY_RUN.title} (${targetType})` }
    : DRY_RUN
  switch (outcome.kind) {
    case 'would-succeed':
      return passed(facts, 'A dry run was answered with DryRunOperation.')
    case 'unknown':
      return unknown(facts, outcome.why, { vendorCode: outcome.vendorCode })
    case 'refused':
      return failed(facts, outcome.message, { remedy: outcome.remedy, vendorCode: outcome.vendorCode, blocks: true })
    case 'denied': {
      const { action, vendorCode } = outcome
      const named = action === null ? null : context.fixFor(action)
      if (action === null && outcome.isEncoded) {
        const decode = context.fixFor('sts:DecodeAuthorizationMessage')
        return failed(facts, 'AWS refuses the request; which permission is missing stands in an encoded message.', {
          blocks: true,
          vendorCode,
          remedy: 'Decode it, or allow Weir to.',
          fixes: [
            {
              label: 'Decode the message',
              kind: 'command',
              text: `aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message ${encodedPart(outcome.message)}`,
            },
            ...(decode === null ? [] : [decode]),
          ],
        })
      }
      return failed(facts, action === null ? outcome.message : `Weir’s role lacks ${action}.`, {
        blocks: true,
        vendorCode,
        remedy: 'Add this to the policy of the role. A service control policy of the organisation can refuse it too.',
        fixes: named === null ? [] : [named],
      })
    }
  }
}

/** The long word at the end of AWS's message. */
function encodedPart(message: string): string {
  return /[\w+/=-]{60,}/.exec(message)?.[0] ?? '<message>'
}

/** The actions that AWS checks for other services while it makes the flow log. Pure. */
export function checkOnBehalf(facts: AwsPreflightFacts, context: CheckContext): readonly PreflightCheck[] {
  const { simulated } = facts
  if (simulated.state === 'unreadable') return [unreadable(ON_BEHALF, simulated, context.fixFor)]
  if (simulated.state === 'absent' || simulated.value.length === 0) return []
  const denied = simulated.value.filter(({ decision }) => decision === 'denied').map(({ action }) => action)
  if (denied.length === 0) {
    return [
      passed(ON_BEHALF, `IAM says that Weir’s role may do ${simulated.value.map(({ action }) => action).join(', ')}.`),
    ]
  }
  return [
    failed(ON_BEHALF, `Weir’s role lacks ${denied.join(', ')}.`, {
      remedy: 'Add this to the policy of the role.',
      fixes: denied.flatMap((action) => context.fixFor(action) ?? []),
    }),
  ]
}

/** Whether each target has room, from the flow logs that were seen on it. Pure. */
export function checkQuota({ targets }: PreflightGroup, spec: AwsFlowLogSpec): PreflightCheck {
  const full = targets.filter(({ logsOnTarget }) => logsOnTarget >= MAX_PER_RESOURCE)
  if (full.length === 0) {
    const most = targets.reduce((left, { logsOnTarget }) => Math.max(left, logsOnTarget), 0)
    return passed(QUOTA, `At most ${countOf(most, 'flow log')} on a target now, of ${MAX_PER_RESOURCE}.`)
  }
  const names = full.slice(0, 5).map(({ externalId }) => externalId)
  const message = `${countOf(full.length, 'target')} with ${MAX_PER_RESOURCE} flow logs or more: ${names.join(', ')}.`
  const more = { remedy: 'Delete flow logs that nobody needs there, or ask AWS for a higher quota.' }
  // The figure is published for transit gateways only.
  return spec.family === 'aws-transit-gateway' ? failed(QUOTA, message, more) : warned(QUOTA, message, more)
}
