import { parseArn } from '../aws/arn'
import type { AwsFlowLogSpec } from '../flow-log-spec'
import { FIREHOSE_ROLE_PREFIX, firehoseRoles, LOG_DELIVERY_SERVICE } from '../onboarding/destination-access'
import { failed, passed, unknown, unreadable, type CheckFacts, type PreflightCheck, type PreflightFix } from './check'
import type { CheckContext } from './check-context'
import type { AwsPreflightFacts, Reading, RoleFacts, StreamFacts } from './facts'
import { decide } from './policy-decision'
import { parsePolicy } from './policy-language'
import { fix, nameOf, NOT_ASKED, permissionOf, trustCheck } from './role-policy'

const FIREHOSE_SOURCE = 'https://docs.aws.amazon.com/vpc/latest/userguide/firehose-cross-account-delivery.html'
const STREAM: CheckFacts = {
  id: 'firehose/stream',
  title: 'The stream is there and takes records',
  source: FIREHOSE_SOURCE,
}
const SOURCE_ROLE: CheckFacts = {
  id: 'firehose/source-role',
  title: 'The role in this account',
  source: FIREHOSE_SOURCE,
}
const FAR_ROLE: CheckFacts = {
  id: 'firehose/destination-role',
  title: 'The role in the stream’s account',
  source: FIREHOSE_SOURCE,
}

/** The stream, and the two roles where it belongs to another account. Pure. */
export function checkFirehose(
  spec: AwsFlowLogSpec,
  facts: AwsPreflightFacts,
  context: CheckContext,
): readonly PreflightCheck[] {
  const { scope } = context
  const arn = parseArn(spec.logDestination)
  const checks: PreflightCheck[] = []
  if (arn !== null && arn.region !== scope.region) {
    checks.push(
      failed(
        STREAM,
        `The stream is in ${arn.region}; a stream must be in the region of its flow log, ${scope.region}.`,
        {
          blocks: true,
          remedy: 'Write {region} in its ARN.',
        },
      ),
    )
  } else checks.push(streamCheck(spec, facts.stream ?? NOT_ASKED, context))
  if (arn !== null && arn.accountId !== scope.accountId) checks.push(...crossAccountChecks(spec, facts, context))
  return checks
}

function streamCheck(spec: AwsFlowLogSpec, stream: Reading<StreamFacts>, context: CheckContext): PreflightCheck {
  if (stream.state === 'unreadable') return unreadable(STREAM, stream, context.fixFor)
  if (stream.state === 'absent') {
    return failed(STREAM, `There is no stream ${spec.logDestination}.`, {
      blocks: true,
      vendorCode: stream.vendorCode,
      remedy: 'Create it with the source Direct PUT, or correct its ARN.',
    })
  }
  const { status, source } = stream.value
  // Source: Firehose developer guide: vended logs write directly.
  if (source !== 'DirectPut') {
    return failed(STREAM, `The stream reads from ${source}; flow logs need one with the source Direct PUT.`, {
      blocks: true,
      remedy: 'Name a stream with the source Direct PUT: the source of a stream cannot be changed.',
    })
  }
  if (status !== 'ACTIVE') return unknown(STREAM, `The stream is ${status}, not ACTIVE yet.`)
  return passed(STREAM, 'It is ACTIVE and takes direct writes.')
}

function crossAccountChecks(
  spec: AwsFlowLogSpec,
  facts: AwsPreflightFacts,
  context: CheckContext,
): readonly PreflightCheck[] {
  const source = spec.deliverLogsPermissionArn ?? ''
  const far = spec.deliverCrossAccountRole ?? ''
  const roles = firehoseRoles(source, far)
  const sourceFixes = [
    fix(`Trust policy of ${nameOf(source)}`, roles.sourceTrust),
    fix(`Permissions of ${nameOf(source)}`, roles.sourcePermissions),
  ]
  const farFixes = [
    fix(`Trust policy of ${nameOf(far)}`, roles.destinationTrust),
    fix(`Permissions of ${nameOf(far)}`, roles.destinationPermissions),
  ]
  return [
    sourceRoleCheck(facts.deliveryRole ?? NOT_ASKED, far, source, sourceFixes, context),
    farRoleCheck(facts.crossAccountRole ?? NOT_ASKED, far, source, farFixes, context),
  ]
}

function sourceRoleCheck(
  role: Reading<RoleFacts>,
  far: string,
  own: string,
  fixes: readonly PreflightFix[],
  context: CheckContext,
): PreflightCheck {
  if (role.state === 'unreadable') return { ...unreadable(SOURCE_ROLE, role, context.fixFor), fixes }
  if (role.state === 'absent') {
    return failed(SOURCE_ROLE, `There is no role ${nameOf(own)}.`, { blocks: true, vendorCode: role.vendorCode, fixes })
  }
  const [trustFix = NO_FIX] = fixes
  const trust = trustCheck(SOURCE_ROLE, role.value, LOG_DELIVERY_SERVICE, {}, trustFix)
  if (trust.state !== 'passed') return trust
  const lacking = (
    [
      ['sts:AssumeRole', far],
      ['iam:PassRole', own],
    ] as const
  ).filter(
    ([action, resource]) =>
      permissionOf(role.value, action, resource, { 'iam:passedtoservice': LOG_DELIVERY_SERVICE }).kind ===
      'not-allowed',
  )
  if (lacking.length > 0) {
    return failed(SOURCE_ROLE, `It lacks ${lacking.map(([action]) => action).join(' and ')}.`, {
      remedy: 'Give it these permissions.',
      fixes: fixes.slice(1),
    })
  }
  return passed(SOURCE_ROLE, `${LOG_DELIVERY_SERVICE} may assume it, and it may assume the far role.`)
}

function farRoleCheck(
  role: Reading<RoleFacts>,
  far: string,
  source: string,
  fixes: readonly PreflightFix[],
  context: CheckContext,
): PreflightCheck {
  if (!nameOf(far).startsWith(FIREHOSE_ROLE_PREFIX)) {
    return failed(FAR_ROLE, `Its name is ${nameOf(far)}; AWS asks for one that begins with ${FIREHOSE_ROLE_PREFIX}.`, {
      blocks: true,
      remedy: 'Make a role with such a name.',
      fixes,
    })
  }
  if (role.state === 'unreadable') return { ...unreadable(FAR_ROLE, role, context.fixFor), fixes }
  if (role.state === 'absent') {
    return failed(FAR_ROLE, `There is no role ${far}.`, { blocks: true, vendorCode: role.vendorCode, fixes })
  }
  const statements = parsePolicy(role.value.trustPolicy) ?? []
  const trust = decide(statements, {
    principal: { arn: source },
    action: 'sts:AssumeRole',
    resource: null,
    context: {},
  })
  if (trust.kind === 'allowed') return passed(FAR_ROLE, 'It trusts the role in this account.')
  if (trust.kind === 'unknown') return unknown(FAR_ROLE, `Not certain: ${trust.because}.`, { fixes })
  return failed(FAR_ROLE, `It does not trust ${source}.`, { remedy: 'Set this trust policy.', fixes })
}

const NO_FIX: PreflightFix = { label: '', kind: 'value', text: '' }
