import { OWNERSHIP_TAGS } from '../flow-log'
import { AWS_PERMISSIONS, DELIVERY_ROLE_PREFIX } from './aws-permissions'
import { permissionsFor, type AccessFeature, type Permission, type PermissionTarget } from './permission'
import type { PolicyDocument, PolicyStatement } from './policy-document'

/** What the policy of a role in an AWS account depends on. */
export interface AwsAccess {
  readonly partition: string
  /** Null: one policy for every account of an organisation. */
  readonly accountId: string | null
  readonly features: readonly AccessFeature[]
  /** The value of the ownership tag that Weir's flow logs carry. */
  readonly installationId: string
  /** Delivery roles beside those that the generators offer. */
  readonly deliveryRoleArns: readonly string[]
}

/** The services that delivery roles are handed to. Source: VPC user guide, flow-logs-iam-role, firehose-cross-account-delivery. */
const DELIVERY_SERVICES = ['vpc-flow-logs.amazonaws.com', 'delivery.logs.amazonaws.com'] as const

/** Kinds of resource a flow log can be made on, as ARNs call them. Source: Service Authorization Reference, Amazon EC2. */
const LOGGED_KINDS = [
  'vpc',
  'subnet',
  'network-interface',
  'transit-gateway',
  'transit-gateway-attachment',
  'natgateway',
] as const

/**
 * The least that the chosen features need. Deleting and retagging ask for the ownership tag, and that tag can be set only
 * while a flow log is made: nobody with this policy can make somebody else's flow log look like Weir's and delete it.
 * Source: EC2 user guide, tagging during creation (ec2:CreateAction) and controlling access by tags. Pure.
 */
export function awsPolicy(access: AwsAccess): PolicyDocument {
  const rows = permissionsFor(AWS_PERMISSIONS, access.features)
  const chosen = new Set<AccessFeature>(['look', ...access.features])
  const groups = new Map<string, Permission[]>()
  for (const row of rows) {
    // Actions without a resource stand together by what they are for; the others by what they are on.
    const feature = row.features.find((one) => chosen.has(one)) ?? 'look'
    const key = row.target === 'any' ? `any ${feature}` : row.target
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return {
    Version: '2012-10-17',
    Statement: [...groups].map(([key, members]) => statementOf(key, members, access)),
  }
}

/** Every statement that an action needs: creating needs one for the flow log and one for what is logged. Pure. */
export function awsStatementsFor(action: string, access: AwsAccess): readonly PolicyStatement[] {
  const rows = AWS_PERMISSIONS.permissions.filter((row) => row.action === action)
  const targets = new Map(rows.map((row) => [row.target, row]))
  return [...targets.values()].map((row) =>
    statementOf(row.target === 'any' ? `any ${row.features[0] ?? 'look'}` : row.target, [row], access),
  )
}

function statementOf(key: string, rows: readonly Permission[], access: AwsAccess): PolicyStatement {
  const target = rows[0]?.target ?? 'any'
  const actions = [...new Set(rows.map(({ action }) => action))]
  return {
    Sid: sidOf(key),
    Effect: 'Allow',
    Action: actions.length === 1 ? (actions[0] ?? '') : actions,
    Resource: resourceOf(target, access),
    ...conditionOf(target, access),
  }
}

function resourceOf(target: PermissionTarget, access: AwsAccess): string | readonly string[] {
  const account = access.accountId ?? '*'
  const ec2 = `arn:${access.partition}:ec2:*:${account}`
  const iam = `arn:${access.partition}:iam::${account}:role`
  switch (target) {
    case 'new-flow-log':
    case 'tag-new-flow-log':
    case 'own-flow-log':
      return `${ec2}:vpc-flow-log/*`
    case 'logged-resource':
      return LOGGED_KINDS.map((kind) => `${ec2}:${kind}/*`)
    case 'delivery-role':
      return [`${iam}/${DELIVERY_ROLE_PREFIX}*`, ...access.deliveryRoleArns]
    case 'service-linked-role':
      return [
        `${iam}/aws-service-role/*/AWSServiceRoleForLogDelivery`,
        `${iam}/aws-service-role/*/AWSServiceRoleForVPCFlowLogs`,
      ]
    case 'any':
    case 'flow-log':
    case 'log-store':
      return '*'
  }
}

function conditionOf(target: PermissionTarget, { installationId }: AwsAccess): Pick<PolicyStatement, 'Condition'> {
  switch (target) {
    case 'new-flow-log':
      return { Condition: { StringEquals: { [`aws:RequestTag/${OWNERSHIP_TAGS.installation}`]: installationId } } }
    case 'tag-new-flow-log':
      return { Condition: { StringEquals: { 'ec2:CreateAction': 'CreateFlowLogs' } } }
    case 'own-flow-log':
      return { Condition: { StringEquals: { [`aws:ResourceTag/${OWNERSHIP_TAGS.installation}`]: installationId } } }
    case 'delivery-role':
      return { Condition: { StringEquals: { 'iam:PassedToService': [...DELIVERY_SERVICES] } } }
    default:
      return {}
  }
}

/** `any to-s3` becomes `WeirToS3`. Letters and digits only, as IAM asks. */
function sidOf(key: string): string {
  const words = key.replace(/^any /, '').split('-')
  return `Weir${words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('')}`
}
