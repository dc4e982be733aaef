import { type AwsCall, type Operation } from '../call'
import { AwsRefusal } from '../errors'
import { PARTITION, roleArn } from '../world'
import type { IamRole } from '../world-types'

/** GetCallerIdentity: needs no permission. Source: STS API reference, read 2026-11. */
export const getCallerIdentity: Operation = {
  service: 'sts',
  latency: 'read',
  bucket: () => null,
  action: null,
  known: new Set(),
  resources: () => [],
  perform: ({ principal }) => ({ Arn: principal.arn, UserId: principal.userId, Account: principal.accountId }),
}

/**
 * DecodeAuthorizationMessage: what an encoded refusal says. Refusals of this world are plain; a posted fault can carry an
 * encoded one, which is base64url of the JSON that comes back. Source: STS API reference, read 2026-11.
 */
export const decodeAuthorizationMessage: Operation = {
  service: 'sts',
  latency: 'read',
  bucket: () => null,
  action: 'sts:DecodeAuthorizationMessage',
  known: new Set(['EncodedMessage']),
  resources: () => [],
  perform: ({ parameters }) => {
    const decoded = Buffer.from(parameters.required('EncodedMessage'), 'base64url').toString('utf8')
    if (!isJsonObject(decoded)) throw new AwsRefusal('ValidationError', 'The encoded message is not valid.')
    return { DecodedMessage: decoded }
  },
}

/** Sessions beyond this many are thrown out, the expired first; a client that lost one asks again. */
const MOST_SESSIONS = 5_000

/** AssumeRole. Source: STS API reference, AssumeRole; IAM user guide, role chaining and external ids; read 2026-11. */
export const assumeRole: Operation = {
  service: 'sts',
  latency: 'other',
  bucket: () => null,
  action: null,
  known: new Set([
    'RoleArn',
    'RoleSessionName',
    'DurationSeconds',
    'ExternalId',
    'Policy',
    'PolicyArns.member.N.arn',
    'Tags.member.N.Key',
    'Tags.member.N.Value',
    'TransitiveTagKeys.member.N',
    'SourceIdentity',
    'SerialNumber',
    'TokenCode',
  ]),
  resources: (parameters) => {
    const arn = parameters.text('RoleArn')
    return arn === undefined ? [] : [arn]
  },
  perform: (call) => {
    const { parameters, world, context } = call
    const arn = parameters.required('RoleArn')
    const sessionName = parameters.required('RoleSessionName')
    const externalId = parameters.text('ExternalId')
    const durationSeconds = parameters.integer('DurationSeconds') ?? 3600
    checkShapes(arn, sessionName, externalId, durationSeconds)
    const policy = parameters.text('Policy')
    if (policy !== undefined && !isJsonObject(policy)) throw new AwsRefusal('MalformedPolicyDocument')

    const role = world.roles.get(arn)
    // A role that does not exist, one that does not trust the caller and a wrong external id look the same from outside.
    if (!role || !trusts(role, call) || (role.externalId !== null && role.externalId !== externalId)) {
      throw new AwsRefusal(
        'AccessDenied',
        `User: ${call.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      )
    }
    if (!world.isRegionEnabled(role.accountId, call.region)) throw new AwsRefusal('RegionDisabledException')
    const longest = call.principal.isAssumedRole ? Math.min(3600, role.maxSessionSeconds) : role.maxSessionSeconds
    if (durationSeconds > longest) {
      throw new AwsRefusal(
        'ValidationError',
        call.principal.isAssumedRole
          ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
          : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      )
    }

    const expiresAtMs = context.clock.wallNow().getTime() + durationSeconds * 1000
    const session = {
      accessKeyId: `ASIA${world.random.base32(16)}`,
      secretAccessKey: world.random.hex(40),
      sessionToken: world.random.hex(120),
      expiresAtMs,
      accountId: role.accountId,
      roleName: role.name,
      sessionName,
    }
    forgetOldSessions(call)
    world.sessions.set(session.accessKeyId, session)
    context.markChanged()
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(expiresAtMs),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${roleId(role)}:${sessionName}`,
        Arn: `arn:${PARTITION}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
      },
      PackedPolicySize: policy === undefined ? undefined : 1,
      SourceIdentity: parameters.text('SourceIdentity'),
    }
  },
}

/** The unique id of a role, as it stands before the colon of an assumed-role id. Pure. */
export function roleId(role: IamRole): string {
  const digits = Buffer.from(roleArn(role.accountId, role.name)).toString('hex').toUpperCase()
  return `AROA${digits.replace(/[^A-Z2-7]/g, 'X').slice(-17)}`
}

function checkShapes(arn: string, sessionName: string, externalId: string | undefined, durationSeconds: number): void {
  const problems: string[] = []
  if (!/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(arn)) problems.push(`${arn} is invalid`)
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) problems.push("Value at 'roleSessionName' failed to satisfy constraint")
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    problems.push("Value at 'externalId' failed to satisfy constraint")
  }
  if (durationSeconds < 900 || durationSeconds > 43_200) {
    problems.push("Value at 'durationSeconds' failed to satisfy constraint: between 900 and 43200")
  }
  if (problems.length > 0) {
    throw new AwsRefusal(
      'ValidationError',
      `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
    )
  }
}

function trusts(role: IamRole, call: AwsCall): boolean {
  const { accountId, arn } = call.principal
  return role.trustedPrincipals.includes(accountId) || role.trustedPrincipals.includes(arn)
}

function forgetOldSessions(call: AwsCall): void {
  const { sessions } = call.world
  if (sessions.size < MOST_SESSIONS) return
  const nowMs = call.context.clock.wallNow().getTime()
  for (const [id, session] of sessions) if (session.expiresAtMs < nowMs) sessions.delete(id)
  for (const id of sessions.keys()) {
    if (sessions.size < MOST_SESSIONS) break
    sessions.delete(id)
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    // Not JSON: the answer is no, and the caller says why.
    return false
  }
}
