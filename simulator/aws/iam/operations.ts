import { allows } from '../call'
import type { QueryParameters } from '../protocol/query'
import { renderElement } from '../protocol/xml'
import { ServiceRefusal, type ServiceCall } from '../service-call'
import { PARTITION, roleArn } from '../world'
import type { IamRole } from '../world-types'

/** An operation of IAM; its content is XML, because lists here are made of `member`. */
export interface IamOperation {
  /** What the permission is asked for. */
  resource(call: ServiceCall, parameters: QueryParameters): string
  perform(call: ServiceCall, parameters: QueryParameters): string
}

/** The one inline policy that a role's allowed actions are written out as. */
const INLINE_POLICY = 'allowed-actions'
/** Long ago. */
const CREATED = '2024-01-01T00:00:00Z'

/** Roles that AWS itself makes and that every account of the world has. */
const SERVICE_LINKED = ['AWSServiceRoleForLogDelivery'] as const

/** Roles, policies and what they add up to, written out from the switches of the world. */
export const IAM_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  GetRole: ofRole(({ accountId }, role) =>
    renderElement('Role', {
      Path: '/',
      RoleName: role.name,
      RoleId: 'AROASIMULATEDROLE0001',
      Arn: roleArn(accountId, role.name),
      CreateDate: CREATED,
      AssumeRolePolicyDocument: encoded(trustPolicyOf(role)),
      MaxSessionDuration: role.maxSessionSeconds,
    }),
  ),
  ListRolePolicies: ofRole(
    () => `<PolicyNames>${renderElement('member', INLINE_POLICY)}</PolicyNames>${NOT_TRUNCATED}`,
  ),
  ListAttachedRolePolicies: ofRole(() => `<AttachedPolicies/>${NOT_TRUNCATED}`),
  GetRolePolicy: ofRole((_call, role, parameters) => {
    const name = parameters.text('PolicyName') ?? ''
    if (name !== INLINE_POLICY) throw noSuch(`The role policy with name ${name} cannot be found.`)
    return ['RoleName', 'PolicyName', 'PolicyDocument']
      .map((member, index) => renderElement(member, [role.name, name, encoded(permissionsOf(role))][index]))
      .join('')
  }),
  GetPolicy: absentPolicy(),
  GetPolicyVersion: absentPolicy(),
  SimulatePrincipalPolicy: {
    resource: (_call, parameters) => parameters.text('PolicySourceArn') ?? '*',
    perform: (call, parameters) => {
      const source = parameters.text('PolicySourceArn') ?? ''
      const allowed = allowedActionsOf(call, source)
      const resources = parameters.list('ResourceArns.member')
      const results = parameters.list('ActionNames.member').map((action) =>
        renderElement('member', {
          EvalActionName: action,
          EvalResourceName: resources[0] ?? '*',
          EvalDecision: allows(allowed, action) ? 'allowed' : 'implicitDeny',
        }),
      )
      return `<EvaluationResults>${results.join('')}</EvaluationResults>${NOT_TRUNCATED}`
    },
  },
}

const NOT_TRUNCATED = '<IsTruncated>false</IsTruncated>'

function ofRole(perform: (call: ServiceCall, role: IamRole, parameters: QueryParameters) => string): IamOperation {
  return {
    resource: ({ accountId }, parameters) => roleArn(accountId, parameters.text('RoleName') ?? ''),
    perform: (call, parameters) => {
      const name = parameters.text('RoleName') ?? ''
      const role = call.world.roles.get(roleArn(call.accountId, name)) ?? serviceLinked(call.accountId, name)
      if (role === null) throw noSuch(`The role with name ${name} cannot be found.`)
      return perform(call, role, parameters)
    },
  }
}

/** No role of this world has a managed policy. */
function absentPolicy(): IamOperation {
  return {
    resource: (_call, parameters) => parameters.text('PolicyArn') ?? '*',
    perform: (_call, parameters) => {
      throw noSuch(`Policy ${parameters.text('PolicyArn') ?? ''} was not found.`)
    },
  }
}

function serviceLinked(accountId: string, name: string): IamRole | null {
  if (!SERVICE_LINKED.some((known) => known === name)) return null
  return {
    accountId,
    name,
    trustedServices: ['delivery.logs.amazonaws.com'],
    trustedPrincipals: [],
    externalId: null,
    maxSessionSeconds: 3600,
    allowedActions: [],
  }
}

/** Source: IAM user guide, trust policies; VPC user guide, flow-logs-iam-role: the conditions on the source. */
function trustPolicyOf({ accountId, trustedServices, trustedPrincipals, externalId }: IamRole): object {
  const services = trustedServices.map((Service) => ({
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sts:AssumeRole',
    ...(Service === 'vpc-flow-logs.amazonaws.com'
      ? {
          Condition: {
            StringEquals: { 'aws:SourceAccount': accountId },
            ArnLike: { 'aws:SourceArn': `arn:${PARTITION}:ec2:*:${accountId}:vpc-flow-log/*` },
          },
        }
      : {}),
  }))
  const people = trustedPrincipals.map((AWS) => ({
    Effect: 'Allow',
    Principal: { AWS: /^\d{12}$/.test(AWS) ? `arn:${PARTITION}:iam::${AWS}:root` : AWS },
    Action: 'sts:AssumeRole',
    ...(externalId === null ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  }))
  return { Version: '2012-10-17', Statement: [...services, ...people] }
}

function permissionsOf({ allowedActions }: IamRole): object {
  const Action = allowedActions ?? ['*']
  const Statement = Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: '*' }]
  return { Version: '2012-10-17', Statement }
}

/** What a role or user of the caller's account may do. */
function allowedActionsOf({ world, accountId }: ServiceCall, source: string): readonly string[] | null {
  const role = world.roles.get(source)
  if (role?.accountId === accountId) return role.allowedActions
  const userName = /:user\/(.+)$/.exec(source)?.[1]
  const key = [...world.accessKeys.values()].find((one) => one.accountId === accountId && one.userName === userName)
  if (key === undefined) throw noSuch(`The entity ${source} cannot be found.`)
  return key.allowedActions
}

function noSuch(message: string): ServiceRefusal {
  return new ServiceRefusal('NoSuchEntity', 404, message)
}

/** Documents are percent-encoded. Source: IAM API reference, GetRole. */
function encoded(document: object): string {
  return encodeURIComponent(JSON.stringify(document))
}
