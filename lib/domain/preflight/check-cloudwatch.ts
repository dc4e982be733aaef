import { parseArn } from '../aws/arn'
import type { AwsFlowLogSpec } from '../flow-log-spec'
import {
  deliveryPermissions,
  deliveryTrust,
  FLOW_LOGS_SERVICE,
  logGroupKeyStatement,
} from '../onboarding/destination-access'
import { policyText } from '../onboarding/policy-document'
import { failed, passed, unknown, unreadable, type CheckFacts, type PreflightCheck, type PreflightFix } from './check'
import type { CheckContext } from './check-context'
import { keyCheck } from './check-key'
import type { AwsPreflightFacts, RoleFacts } from './facts'
import type { AccessQuestion } from './policy-decision'
import { fix, nameOf, NOT_ASKED, permissionOf, trustCheck } from './role-policy'

const ROLE_SOURCE = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html'

const ROLE: CheckFacts = { id: 'cloudwatch/role', title: 'The delivery role is there', source: ROLE_SOURCE }
const TRUST: CheckFacts = {
  id: 'cloudwatch/trust',
  title: 'The delivery role trusts the flow logs service',
  source: ROLE_SOURCE,
}
const WRITES: CheckFacts = {
  id: 'cloudwatch/permissions',
  title: 'The delivery role may write to the log group',
  source: ROLE_SOURCE,
}
const GROUP: CheckFacts = {
  id: 'cloudwatch/group',
  title: 'The log group is there, or can be made',
  source: ROLE_SOURCE,
}
const GROUP_KEY: CheckFacts = {
  id: 'cloudwatch/encryption',
  title: 'The log group’s key lets CloudWatch Logs use it',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
}
/** The delivery role, the group and its key. Pure. */
export function checkCloudWatch(
  spec: AwsFlowLogSpec,
  facts: AwsPreflightFacts,
  context: CheckContext,
): readonly PreflightCheck[] {
  const { scope } = context
  const arn = spec.deliverLogsPermissionArn ?? ''
  const owner = parseArn(arn)?.accountId ?? ''
  if (owner !== scope.accountId) {
    return [
      failed(ROLE, `The role belongs to account ${owner}; it must belong to ${scope.accountId}, like the flow log.`, {
        blocks: true,
        remedy: 'Write {accountId} in the role’s ARN, so that each account uses its own.',
      }),
    ]
  }
  const role = facts.deliveryRole ?? NOT_ASKED
  const group = groupNameOf(spec)
  const trustFix = fix(`Trust policy of ${nameOf(arn)}`, deliveryTrust(scope.partition, scope.accountId))
  const writeFix = fix(`Permissions of ${nameOf(arn)}`, deliveryPermissions(scope.partition, scope.accountId, group))
  if (role.state === 'absent') {
    return [
      failed(ROLE, `There is no role ${nameOf(arn)} in account ${scope.accountId}.`, {
        blocks: true,
        vendorCode: role.vendorCode,
        remedy: 'Create it with this trust policy and these permissions.',
        fixes: [trustFix, writeFix],
      }),
    ]
  }
  if (role.state === 'unreadable') {
    const check = unreadable(ROLE, role, context.fixFor)
    return [{ ...check, fixes: [...check.fixes, trustFix, writeFix] }, ...groupChecks(spec, facts, null, context)]
  }
  return [
    passed(ROLE, `${nameOf(arn)} is there.`),
    trustCheck(TRUST, role.value, FLOW_LOGS_SERVICE, flowLogContext(context), trustFix),
    writesCheck(role.value, spec, context, writeFix),
    ...groupChecks(spec, facts, role.value, context),
  ]
}

function groupChecks(
  spec: AwsFlowLogSpec,
  facts: AwsPreflightFacts,
  role: RoleFacts | null,
  context: CheckContext,
): readonly PreflightCheck[] {
  const { scope } = context
  const name = groupNameOf(spec)
  const arn = parseArn(spec.logDestination)
  if (arn !== null && (arn.region !== scope.region || arn.accountId !== scope.accountId)) {
    return [
      failed(GROUP, `The group is in ${arn.accountId}, ${arn.region}; it must be where the flow log is.`, {
        blocks: true,
        remedy: 'Write {accountId} and {region} in its ARN, or only its name.',
      }),
    ]
  }
  const group = facts.logGroup ?? NOT_ASKED
  if (group.state === 'unreadable') return [unreadable(GROUP, group, context.fixFor)]
  if (group.state === 'absent') return [absentGroupCheck(name, role, context)]
  const present = passed(GROUP, `${name} is there.`)
  if (group.value.key === null) return [present]
  const statement = logGroupKeyStatement(scope.region, scope.accountId, scope.partition)
  return [
    present,
    keyCheck(GROUP_KEY, group.value.key, {
      service: `logs.${scope.region}.amazonaws.com`,
      context: {
        'kms:encryptioncontext:aws:logs:arn': `arn:${scope.partition}:logs:${scope.region}:${scope.accountId}:log-group:${name}`,
      },
      fix: { label: 'Add to the key policy', kind: 'statement', text: policyText(statement) },
      fixFor: context.fixFor,
    }),
  ]
}

/** A group that is not there comes into being with the first record, where the role may make it. */
function absentGroupCheck(name: string, role: RoleFacts | null, context: CheckContext): PreflightCheck {
  const { scope } = context
  const command: PreflightFix = {
    label: 'Create the group',
    kind: 'command',
    text: `aws logs create-log-group --log-group-name ${name} --region ${scope.region}`,
  }
  if (role === null)
    return unknown(GROUP, `${name} is not there; whether the role may make it is not known.`, { fixes: [command] })
  const may = permissionOf(role, 'logs:CreateLogGroup', groupArn(context, name), {})
  if (may.kind === 'allowed') {
    return passed(GROUP, `${name} is not there yet; the role may make it, without retention and encryption.`)
  }
  if (may.kind === 'unknown') return unknown(GROUP, `${name} is not there; ${may.because}.`, { fixes: [command] })
  return failed(GROUP, `${name} is not there, and the role may not make it: delivery would end with “Access error”.`, {
    remedy: 'Create the group with the retention and encryption you want.',
    fixes: [command],
  })
}

function writesCheck(
  role: RoleFacts,
  spec: AwsFlowLogSpec,
  context: CheckContext,
  repair: PreflightFix,
): PreflightCheck {
  const arn = groupArn(context, groupNameOf(spec))
  const asked = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const
  const decisions = asked.map(
    (action) => [action, permissionOf(role, action, `${arn}:log-stream:eni-all`, {})] as const,
  )
  const lacking = decisions.filter(([, decision]) => decision.kind === 'not-allowed' || decision.kind === 'refused')
  if (lacking.length > 0) {
    return failed(WRITES, `The role lacks ${lacking.map(([action]) => action).join(' and ')} on the group.`, {
      remedy: 'Add this. On stream-level actions the ARN of a group ends in “:*”.',
      fixes: [repair],
    })
  }
  const open = decisions.find(([, decision]) => decision.kind === 'unknown')
  if (open !== undefined) {
    const [, decision] = open
    return unknown(WRITES, `Not certain: ${decision.kind === 'unknown' ? decision.because : ''}.`, { fixes: [repair] })
  }
  return passed(WRITES, 'It may make streams and write records.')
}

/** A flow log that does not exist yet: its id is any. */
function flowLogContext({ scope }: CheckContext): AccessQuestion['context'] {
  return {
    'aws:sourceaccount': scope.accountId,
    'aws:sourcearn': `arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:vpc-flow-log/fl-00000000000000000`,
  }
}

function groupNameOf({ logDestination }: AwsFlowLogSpec): string {
  return (parseArn(logDestination)?.resource ?? logDestination).replace(/^log-group:/, '')
}

function groupArn({ scope }: CheckContext, name: string): string {
  return `arn:${scope.partition}:logs:${scope.region}:${scope.accountId}:log-group:${name}`
}
