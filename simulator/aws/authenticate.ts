import type { SimContext, SimRequest } from '../core/cloud'
import type { Principal } from './call'
import { AwsRefusal } from './errors'
import { roleId } from './operations/sts'
import { readClaim, requestDate, signatureMatches } from './protocol/signature'
import { PARTITION, roleArn, type AwsWorld } from './world'

/** A caller who proved to be who they say, and the region they ask in. */
export interface Authenticated {
  readonly principal: Principal
  readonly region: string
}

/**
 * Checks the signature of a request against the keys of the world. EC2 words the refusals differently from STS; other
 * services translate what STS says.
 * Source: IAM user guide, Signature Version 4; EC2 API reference, client errors; STS API reference, common errors.
 */
export function authenticate(
  context: SimContext,
  world: AwsWorld,
  request: SimRequest,
  service: string,
): Authenticated {
  const isEc2 = service === 'ec2'
  const claim = readClaim(request)
  if (claim === 'missing') throw new AwsRefusal(isEc2 ? 'AuthFailure' : 'MissingAuthenticationToken')
  if (claim === 'malformed') throw new AwsRefusal('IncompleteSignature')
  if (claim.service !== service) {
    throw new AwsRefusal('SignatureDoesNotMatch', `Credential should be scoped to correct service: '${service}'.`)
  }
  const date = requestDate(request)
  if (!date || !(request.headers['x-amz-date'] ?? '').startsWith(claim.date)) {
    throw new AwsRefusal(
      'IncompleteSignature',
      "Date in Credential scope does not match YYYYMMDD of the request's date.",
    )
  }

  const wallMs = context.clock.wallNow().getTime()
  const session = world.sessions.get(claim.accessKeyId)
  const key = world.accessKeys.get(claim.accessKeyId)
  const secret = session?.secretAccessKey ?? key?.secretAccessKey
  const sentToken = request.headers['x-amz-security-token']
  if (
    secret === undefined ||
    (session && sentToken !== session.sessionToken) ||
    (!session && sentToken !== undefined)
  ) {
    throw new AwsRefusal(isEc2 ? 'AuthFailure' : 'InvalidClientTokenId')
  }
  if (!signatureMatches(request, claim, secret)) throw new AwsRefusal('SignatureDoesNotMatch')
  if (Math.abs(wallMs - date.getTime()) > context.settings.aws.maxClockSkewMs) {
    if (isEc2) throw new AwsRefusal('RequestExpired')
    throw new AwsRefusal(
      'SignatureDoesNotMatch',
      `Signature expired: ${request.headers['x-amz-date'] ?? ''} is too far off.`,
    )
  }
  if (session && session.expiresAtMs <= wallMs) throw new AwsRefusal(isEc2 ? 'RequestExpired' : 'ExpiredToken')

  const principal = session ? rolePrincipal(world, session) : userPrincipal(key)
  if (!world.isRegionEnabled(principal.accountId, claim.region)) {
    // Source: EC2 answers calls in a region that is not enabled as if it did not know the credentials.
    throw new AwsRefusal(isEc2 ? 'AuthFailure' : 'InvalidClientTokenId')
  }
  return { principal, region: claim.region }
}

function rolePrincipal(
  world: AwsWorld,
  session: { readonly accountId: string; readonly roleName: string; readonly sessionName: string },
): Principal {
  const role = world.roles.get(roleArn(session.accountId, session.roleName))
  // A role deleted meanwhile leaves its sessions without any permission.
  return {
    accountId: session.accountId,
    arn: `arn:${PARTITION}:sts::${session.accountId}:assumed-role/${session.roleName}/${session.sessionName}`,
    userId: role ? `${roleId(role)}:${session.sessionName}` : session.sessionName,
    allowedActions: role ? role.allowedActions : [],
    isAssumedRole: true,
  }
}

function userPrincipal(
  key:
    | { readonly accountId: string; readonly userName: string; readonly allowedActions: readonly string[] | null }
    | undefined,
): Principal {
  if (!key) throw new AwsRefusal('AuthFailure')
  return {
    accountId: key.accountId,
    arn: `arn:${PARTITION}:iam::${key.accountId}:user/${key.userName}`,
    userId: `AIDA${Buffer.from(key.userName).toString('hex').toUpperCase().slice(0, 17)}`,
    allowedActions: key.allowedActions,
    isAssumedRole: false,
  }
}
