import { refuse } from '../errors'
import { hexFrom, idFrom } from '../ids'
import { roleArn } from '../world'
import { isAllowed, secondsTime, STS_VERSION, type Operation, type OperationCall } from './operation'

/** AssumeRole and GetCallerIdentity. Source: Sts 2015-04-01 API reference, read 2026-11. */
export const stsOperations: readonly Operation[] = [
  {
    action: 'AssumeRole',
    version: STS_VERSION,
    permission: 'sts:AssumeRole',
    latency: 'other',
    bucket: 'otherRead',
    honoursClientToken: false,
    run: assumeRole,
  },
  {
    action: 'GetCallerIdentity',
    version: STS_VERSION,
    permission: null,
    latency: 'read',
    bucket: 'otherRead',
    honoursClientToken: false,
    run: ({ identity }) => ({
      AccountId: identity.accountId,
      Arn: identity.arn,
      IdentityType: identity.kind,
      PrincipalId: identity.principalId,
      ...(identity.kind === 'RAMUser' ? { UserId: identity.subjectId } : { RoleId: identity.subjectId }),
    }),
  },
]

function assumeRole({ world, context, identity, parameters }: OperationCall): Record<string, unknown> {
  const arn = parameters.required('RoleArn', 'MissingRoleArn')
  const sessionName = parameters.required('RoleSessionName', 'MissingRoleSessionName')
  const match = /^acs:ram::(\d{16,18}):role\/([\w.-]{1,64})$/.exec(arn)
  if (match === null) return refuse('InvalidParameter.RoleArn')
  if (!/^[\w.@-]{2,64}$/.test(sessionName)) refuse('InvalidParameter.RoleSessionName')
  const externalId = parameters.text('ExternalId') ?? ''
  if (externalId !== '' && !/^[\w=,.@:/-]{2,1224}$/.test(externalId)) refuse('InvalidParameter.ExternalId')

  const [, accountId = '', roleName = ''] = match
  const role = world.roles.get(roleArn(accountId, roleName))
  if (role === undefined) return refuse('EntityNotExist.Role')
  const durationSeconds = readDuration(parameters.text('DurationSeconds'), role.maxSessionSeconds)
  const isTrusted = role.trustedAccountIds.includes(identity.accountId) && isAllowed(identity, 'sts:AssumeRole')
  const hasExternalId = role.externalId === undefined || role.externalId === externalId
  if (!isTrusted || !hasExternalId) refuse('NoPermission', 'You may not assume this role. Check its trust policy.')

  const nowMs = context.clock.wallNow().getTime()
  for (const [key, session] of world.sessions) if (session.expiresAtMs <= nowMs) world.sessions.delete(key)
  const seed = `session|${arn}|${world.next()}`
  const session = {
    accessKeyId: idFrom('STS.', seed, 25),
    accessKeySecret: hexFrom(`secret|${seed}`, 44),
    securityToken: Buffer.from(hexFrom(`token|${seed}`, 128)).toString('base64'),
    accountId,
    roleName: role.roleName,
    sessionName,
    expiresAtMs: nowMs + durationSeconds * 1000,
  }
  world.sessions.set(session.accessKeyId, session)
  return {
    AssumedRoleUser: {
      Arn: `acs:ram::${accountId}:role/${role.roleName}/${sessionName}`,
      AssumedRoleId: `${role.roleId}:${sessionName}`,
    },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      AccessKeySecret: session.accessKeySecret,
      SecurityToken: session.securityToken,
      Expiration: secondsTime(session.expiresAtMs),
    },
  }
}

/** 900 seconds up to the role's own maximum; 3600 when not given. */
function readDuration(text: string | undefined, maxSeconds: number): number {
  if (text === undefined || text === '') return Math.min(3600, maxSeconds)
  const seconds = Number(text)
  if (!/^\d{1,6}$/.test(text) || seconds < 900 || seconds > maxSeconds) refuse('InvalidParameter.DurationSeconds')
  return seconds
}
