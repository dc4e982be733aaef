import { permissionsFor, type AccessFeature, type Permission } from '../../domain/onboarding/permission'
import { AWS_PERMISSIONS, DELIVERY_ROLE_PREFIX } from '../../domain/onboarding/aws-permissions'
import type { Reading, SimulatedAction } from '../../domain/preflight/facts'
import type { CallContext, ConnectionCheck } from '../provider'
import type { AwsClients } from './client'
import { simulate, type OnBehalf } from './preflight/ask-request'

/** Services whose grants people rightly narrow to single buckets and keys: a refusal for all says little. */
const NARROWED = /^(s3|kms):/

/**
 * The permissions that no dry run tells of: AWS checks them on behalf of a request, or on things that are not known yet.
 * IAM itself is asked, in at most three calls whatever their number; nothing is done.
 */
export async function checkOtherPermissions(
  clients: AwsClients,
  context: CallContext,
  features: readonly AccessFeature[],
): Promise<readonly ConnectionCheck[]> {
  const wanted = distinct(permissionsFor(AWS_PERMISSIONS, features)).filter(({ action }) => !action.startsWith('ec2:'))
  const tagReads = permissionsFor(AWS_PERMISSIONS, features).filter(({ action }) => action === 'ec2:DescribeTags')
  const all = distinct([...wanted, ...tagReads])
  if (all.length === 0) return []
  const answer = await simulate(clients, context, questionsOf(all, context))
  return all.map((permission) => checkOf(permission, answer))
}

function distinct(permissions: readonly Permission[]): readonly Permission[] {
  return [...new Map(permissions.map((permission) => [permission.action, permission])).values()]
}

function questionsOf(permissions: readonly Permission[], { scope }: CallContext): readonly OnBehalf[] {
  const on = (target: Permission['target']) =>
    permissions.filter((permission) => permission.target === target).map(({ action }) => action)
  const iam = `arn:${scope.partition}:iam::${scope.accountId}:role`
  return [
    { actions: on('any'), resource: null, passedTo: null },
    {
      actions: on('delivery-role'),
      resource: `${iam}/${DELIVERY_ROLE_PREFIX}`,
      passedTo: 'vpc-flow-logs.amazonaws.com',
    },
    {
      actions: on('service-linked-role'),
      resource: `${iam}/aws-service-role/delivery.logs.amazonaws.com/AWSServiceRoleForLogDelivery`,
      passedTo: null,
    },
  ].filter(({ actions }) => actions.length > 0)
}

function checkOf({ action, why }: Permission, answer: Reading<readonly SimulatedAction[]>): ConnectionCheck {
  const facts = { id: `permission:${action}`, label: action, requestId: null }
  if (answer.state !== 'read') {
    const isAsking = action === 'iam:SimulatePrincipalPolicy' && answer.state === 'unreadable' && answer.action !== null
    const message = isAsking
      ? 'Weir’s role may not ask IAM what it may do; permissions that no dry run tells of stay unknown.'
      : `Not known. ${answer.state === 'unreadable' ? answer.why : ''}`.trim()
    const remedy = isAsking ? `Allow ${action}.` : null
    return { ...facts, state: isAsking ? 'failed' : 'skipped', message, remedy, vendorCode: answer.vendorCode }
  }
  const decision = answer.value.find((one) => one.action === action)?.decision
  if (decision === 'allowed') {
    return { ...facts, state: 'passed', message: 'IAM says that it is allowed.', remedy: null, vendorCode: null }
  }
  if (decision === undefined) {
    return { ...facts, state: 'skipped', message: 'IAM did not say.', remedy: null, vendorCode: null }
  }
  const remedy = `Allow ${action}. ${why}`
  return NARROWED.test(action)
    ? {
        ...facts,
        state: 'skipped',
        message: 'Not allowed for everything; it may be for single buckets or keys, which preflight tells.',
        remedy,
        vendorCode: null,
      }
    : { ...facts, state: 'failed', message: `IAM says that the role lacks it. ${why}`, remedy, vendorCode: null }
}
