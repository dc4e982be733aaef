import { createRandom } from '../core/random'
import type { Bucket } from './world-types'

/** The key of a bucket's default encryption. */
export interface BucketKey {
  readonly arn: string
  readonly accountId: string
  readonly letsDeliveryIn: boolean
  /** As the bucket's settings name it: by ARN, or by the bare id that delivery cannot use. */
  readonly named: string
}

/**
 * The key a bucket is encrypted with; null without one. An undeliverable bucket names its key by id. Pure.
 * Source: VPC user guide, flow-logs-s3-cmk-policy.
 */
export function bucketKeyOf(bucket: Bucket): BucketKey | null {
  const isById = bucket.delivery === 'undeliverable'
  const encryption = bucket.encryption ?? 'none'
  if (!isById && encryption === 'none') return null
  const id = createRandom(`bucket-key/${bucket.name}`).uuid()
  const arn = `arn:aws:kms:${bucket.region}:${bucket.accountId}:key/${id}`
  const letsDeliveryIn = encryption !== 'key-closed'
  return { arn, accountId: bucket.accountId, letsDeliveryIn, named: isById ? id : arn }
}
