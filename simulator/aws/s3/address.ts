import type { SimRequest } from '../../core/cloud'

/** What an S3 request is about. */
export interface S3Address {
  /** Empty for the service itself. */
  readonly bucket: string
  /** Empty for the bucket itself. */
  readonly key: string
}

const BUCKET_NAME = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]'
/** Hosts that carry the bucket's name in front: Amazon's own, and names under localhost. */
const BUCKET_HOST = new RegExp(`^(${BUCKET_NAME})\\.(?:s3[.-](?:[a-z0-9.-]+\\.)?amazonaws\\.com|(?:s3\\.)?localhost)$`)

/**
 * The bucket and key of a request: from the path, or from the host name where that carries the bucket. Undefined when the
 * path is not percent-encoded text. Source: S3 user guide, virtual hosting of buckets. Pure.
 */
export function s3Address(request: SimRequest): S3Address | undefined {
  const host = request.host.replace(/:\d+$/, '').toLowerCase()
  const inHost = BUCKET_HOST.exec(host)?.[1]
  const path = request.path.replace(/^\//, '')
  const slash = path.indexOf('/')
  try {
    if (inHost !== undefined && inHost !== 's3') return { bucket: inHost, key: decodeURIComponent(path) }
    if (slash < 0) return { bucket: decodeURIComponent(path), key: '' }
    return { bucket: decodeURIComponent(path.slice(0, slash)), key: decodeURIComponent(path.slice(slash + 1)) }
  } catch {
    return undefined
  }
}
