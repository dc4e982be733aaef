import type { SimClock } from '../core/clock'
import { refuse } from './errors'
import type { SimIdentity } from './operations/operation'
import { type SignedRequest } from './protocol/signature'
import { roleArn, type AlibabaWorld } from './world'

/** The nonces of the last while: a request sent twice is refused, as the gateway does. */
export class NonceMemory {
  private readonly seen = new Map<string, number>()

  /** Refuses a nonce that was used within the skew; forgets older ones as it goes. */
  use(nonce: string, nowMs: number, keptMs: number): void {
    for (const [old, atMs] of this.seen) {
      if (nowMs - atMs <= keptMs * 2) break
      this.seen.delete(old)
    }
    if (nonce === '' || this.seen.has(nonce)) refuse('SignatureNonceUsed')
    this.seen.set(nonce, nowMs)
  }
}

/** Finds out who signed a request, or refuses it as the gateway would. */
export function authenticate(
  world: AlibabaWorld,
  signed: SignedRequest,
  nonces: NonceMemory,
  clock: SimClock,
  maxClockSkewMs: number,
): SimIdentity {
  const nowMs = clock.wallNow().getTime()
  const user = world.users.get(signed.accessKeyId)
  const session = world.sessions.get(signed.accessKeyId)
  const secret = user?.accessKeySecret ?? session?.accessKeySecret
  if (secret === undefined) return refuse('InvalidAccessKeyId.NotFound')
  if (!signed.isSignedWith(secret)) refuse('SignatureDoesNotMatch')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(signed.date)) refuse('InvalidTimeStamp.Format')
  if (Math.abs(Date.parse(signed.date) - nowMs) > maxClockSkewMs) refuse('InvalidTimeStamp.Expired')
  nonces.use(signed.nonce, nowMs, maxClockSkewMs)

  if (user !== undefined) {
    return {
      accountId: user.accountId,
      kind: 'RAMUser',
      arn: `acs:ram::${user.accountId}:user/${user.userName}`,
      principalId: user.userId,
      subjectId: user.userId,
      deniedActions: user.deniedActions,
    }
  }
  if (session === undefined) return refuse('InvalidAccessKeyId.NotFound')
  if (signed.securityToken !== session.securityToken) refuse('InvalidSecurityToken.MismatchWithAccessKey')
  if (session.expiresAtMs <= nowMs) refuse('InvalidSecurityToken.Expired')
  const role = world.roles.get(roleArn(session.accountId, session.roleName))
  return {
    accountId: session.accountId,
    kind: 'AssumedRoleUser',
    arn: `acs:ram::${session.accountId}:role/${session.roleName}/${session.sessionName}`,
    principalId: `${role?.roleId ?? '0'}:${session.sessionName}`,
    subjectId: role?.roleId ?? '0',
    // A role that was removed leaves sessions that may do nothing.
    deniedActions: role?.deniedActions ?? ['*'],
  }
}
