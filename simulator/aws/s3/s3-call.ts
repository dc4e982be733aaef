import { allows } from '../call'
import { ServiceRefusal, type ServiceCall } from '../service-call'
import type { Bucket } from '../world-types'
import type { SimResponse } from '../../core/cloud'

/** One call to S3 that found its bucket. */
export interface S3Call extends ServiceCall {
  readonly bucket: Bucket
  readonly key: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly requestId: string
}

/** An operation on a bucket or an object. */
export interface S3Operation {
  readonly name: string
  readonly action: string
  perform(call: S3Call): SimResponse
}

const POLICY_OF_OWNER = new Set([
  's3:GetBucketPolicy',
  's3:GetEncryptionConfiguration',
  's3:GetBucketOwnershipControls',
])

/**
 * Refuses unless the caller may do something with the bucket: the identity allows it, and for a bucket of another account
 * the bucket's policy does too. Source: S3 user guide, how S3 authorises a request.
 */
export function requireBucketAccess(call: S3Call, action: string): void {
  const { bucket, principal, accountId, key } = call
  const resource = `arn:aws:s3:::${bucket.name}${action === 's3:GetObject' ? `/${key}` : ''}`
  const refuse = (why: string) =>
    new ServiceRefusal(
      'AccessDenied',
      403,
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: "${resource}" because no ${why} policy allows the ${action} action`,
    )
  if (!allows(principal.allowedActions, action)) throw refuse('identity-based')
  if (bucket.accountId === accountId) return
  const readers = bucket.readers ?? null
  // The settings of a bucket are shown to its owner only; who may read the records is said by the bucket.
  if (POLICY_OF_OWNER.has(action) || (readers !== null && !readers.includes(accountId))) throw refuse('resource-based')
}
