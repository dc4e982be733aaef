import type { SimContext, SimRequest, SimResponse } from '../../core/cloud'
import { authenticate } from '../authenticate'
import { AwsRefusal } from '../errors'
import { answerCall, asServiceRefusal, countUnknownCaller, ServiceRefusal } from '../service-call'
import type { AwsWorld } from '../world'
import { s3Address } from './address'
import {
  getBucketEncryption,
  getBucketLocation,
  getBucketOwnershipControls,
  getBucketPolicy,
  headBucket,
} from './bucket-settings'
import { getObject, headObject } from './get-object'
import { listObjectsV2 } from './list-objects'
import { s3Refusal } from './s3-answers'
import { requireBucketAccess, type S3Operation } from './s3-call'

/** What a failed proof of identity is called here. Source: S3 API reference, error responses. */
const IDENTITY_REFUSALS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  MissingAuthenticationToken: ['AccessDenied', 403],
  IncompleteSignature: ['AuthorizationHeaderMalformed', 400],
  SignatureDoesNotMatch: ['SignatureDoesNotMatch', 403],
  InvalidClientTokenId: ['InvalidAccessKeyId', 403],
  ExpiredToken: ['ExpiredToken', 400],
}

/** Subresources of a bucket, by the query parameter that names them. */
const SUBRESOURCES: Readonly<Record<string, S3Operation>> = {
  location: getBucketLocation,
  policy: getBucketPolicy,
  encryption: getBucketEncryption,
  ownershipControls: getBucketOwnershipControls,
}

const FAILED = new ServiceRefusal('InternalError', 500, 'We encountered an internal error. Please try again.')
const SLOW_DOWN = new ServiceRefusal('SlowDown', 503, 'Please reduce your request rate.')

/** Answers a request to S3 in its REST protocol. Never throws. */
export async function handleS3(
  context: SimContext,
  world: AwsWorld,
  request: SimRequest,
  requestId: string,
): Promise<SimResponse | { readonly lose: true }> {
  const refusal = (refused: Parameters<typeof s3Refusal>[0]) => s3Refusal(refused, request.path, requestId)
  let name = 'unknown'
  try {
    const { principal, region } = identify(context, world, request)
    const address = s3Address(request)
    if (!address) throw new ServiceRefusal('InvalidURI', 400, "Couldn't parse the specified URI.")
    const query = new URLSearchParams(request.rawQuery)
    const operation = operationOf(request.method, address.bucket, address.key, query)
    if (!operation) {
      throw new ServiceRefusal(
        'NotImplemented',
        501,
        'A header or query you provided implies functionality that is not implemented',
      )
    }
    name = operation.name
    const { accountId } = principal
    const nowMs = context.clock.now().getTime()
    const call = { context, world, operation: name, principal, accountId, region, nowMs }
    return await answerCall(call, {
      service: 's3',
      latency: 'read',
      limits: null,
      resources: [address.bucket, address.key],
      forms: { refusal, throttled: SLOW_DOWN, failed: FAILED },
      perform: () => {
        const bucket = world.buckets.get(address.bucket)
        if (!bucket) throw new ServiceRefusal('NoSuchBucket', 404, 'The specified bucket does not exist')
        // GetBucketLocation is answered everywhere; all else where the bucket is. Source: S3 user guide, redirects.
        if (region !== bucket.region && operation !== getBucketLocation) {
          throw new ServiceRefusal(
            'PermanentRedirect',
            301,
            'The bucket you are attempting to access must be addressed using the specified endpoint.',
            { 'x-amz-bucket-region': bucket.region },
          )
        }
        const { headers } = request
        const s3Call = {
          ...call,
          nowMs: context.clock.now().getTime(),
          bucket,
          key: address.key,
          query,
          headers,
          requestId,
        }
        requireBucketAccess(s3Call, operation.action)
        return operation.perform(s3Call)
      },
    })
  } catch (error) {
    const refused = asServiceRefusal(error, FAILED)
    countUnknownCaller(context, name, refused.code)
    return refusal(refused)
  }
}

function operationOf(method: string, bucket: string, key: string, query: URLSearchParams): S3Operation | undefined {
  if (bucket === '') return undefined
  if (method === 'HEAD') return key === '' ? headBucket : headObject
  if (method !== 'GET') return undefined
  if (key !== '') return getObject
  for (const [parameter, operation] of Object.entries(SUBRESOURCES)) if (query.has(parameter)) return operation
  return query.get('list-type') === '2' ? listObjectsV2 : undefined
}

function identify(context: SimContext, world: AwsWorld, request: SimRequest) {
  try {
    return authenticate(context, world, request, 's3')
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error
    const [code, status] = IDENTITY_REFUSALS[error.code] ?? [error.code, error.status]
    throw new ServiceRefusal(code, status, error.message)
  }
}
