import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SimClock } from '../../core/clock'
import type { SimRequest } from '../../core/cloud'
import type { SimIdentity } from '../operations/operation'
import { decodePairs } from '../protocol/parameters'
import { roleArn, type AlibabaWorld } from '../world'
import { SlsRefusal } from './refusal'

/** Whether a request speaks to the log service: its own headers, or a signature that begins with LOG. Pure. */
export function isSlsRequest(request: SimRequest): boolean {
  return (
    request.headers['x-log-apiversion'] !== undefined || (request.headers['authorization'] ?? '').startsWith('LOG ')
  )
}

/**
 * Finds out who signed a request, or refuses it. Source: Simple Log Service API reference, request signatures (LOG
 * <key>:<signature>, hmac-sha256 or hmac-sha1), read 2026-11. The newer form (SLS4) is not simulated.
 */
export function authenticateSls(
  world: AlibabaWorld,
  request: SimRequest,
  clock: SimClock,
  maxClockSkewMs: number,
): SimIdentity {
  const match = /^LOG ([^:]+):([A-Za-z0-9+/=]+)$/.exec(request.headers['authorization'] ?? '')
  if (!match) throw new SlsRefusal('SignatureNotMatch', 'The authorization header is not of the LOG form.')
  const [, accessKeyId = '', signature = ''] = match
  const user = world.users.get(accessKeyId)
  const session = world.sessions.get(accessKeyId)
  const secret = user?.accessKeySecret ?? session?.accessKeySecret
  if (secret === undefined) throw new SlsRefusal('InvalidAccessKeyId')
  if (!isSignedWith(request, secret, signature)) throw new SlsRefusal('SignatureNotMatch')
  const wallMs = clock.wallNow().getTime()
  const sentMs = Date.parse(request.headers['date'] ?? '')
  if (!(Math.abs(sentMs - wallMs) <= maxClockSkewMs)) throw new SlsRefusal('RequestTimeTooSkewed')
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
  if (session === undefined) throw new SlsRefusal('InvalidAccessKeyId')
  if (request.headers['x-acs-security-token'] !== session.securityToken) throw new SlsRefusal('SecurityTokenInvalid')
  if (session.expiresAtMs <= wallMs) throw new SlsRefusal('SecurityTokenExpired')
  const role = world.roles.get(roleArn(session.accountId, session.roleName))
  return {
    accountId: session.accountId,
    kind: 'AssumedRoleUser',
    arn: `acs:ram::${session.accountId}:role/${session.roleName}/${session.sessionName}`,
    principalId: `${role?.roleId ?? '0'}:${session.sessionName}`,
    subjectId: role?.roleId ?? '0',
    deniedActions: role?.deniedActions ?? ['*'],
  }
}

function isSignedWith(request: SimRequest, secret: string, signature: string): boolean {
  const { headers } = request
  const md5 = headers['content-md5'] ?? ''
  if (md5 !== '' && md5 !== createHash('md5').update(request.body, 'utf8').digest('hex').toUpperCase()) return false
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-log-') || name.startsWith('x-acs-'))
    .sort()
    .map((name) => `${name}:${headers[name] ?? ''}\n`)
    .join('')
  const pairs = decodePairs(request.rawQuery, { plusIsBlank: false })
  const query = [...pairs]
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const path = decodeURIComponent(request.path)
  const toSign = [
    request.method,
    md5,
    headers['content-type'] ?? '',
    headers['date'] ?? '',
    own + path + (query === '' ? '' : `?${query}`),
  ].join('\n')
  const algorithm = headers['x-log-signaturemethod'] === 'hmac-sha1' ? 'sha1' : 'sha256'
  const expected = createHmac(algorithm, secret).update(toSign, 'utf8').digest()
  const given = Buffer.from(signature, 'base64')
  return expected.length === given.length && timingSafeEqual(expected, given)
}
