import type { SimResponse } from '../../core/cloud'
import { bucketKeyOf } from '../bucket-key'
import { renderDocument } from '../protocol/xml'
import { ServiceRefusal } from '../service-call'
import type { Bucket } from '../world-types'
import { xmlAnswer } from './s3-answers'
import type { S3Call, S3Operation } from './s3-call'

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

export const headBucket: S3Operation = {
  name: 'HeadBucket',
  action: 's3:ListBucket',
  perform: ({ bucket, requestId }) => ({
    status: 200,
    headers: { 'x-amz-bucket-region': bucket.region, 'x-amz-request-id': requestId },
    body: '',
  }),
}

export const getBucketLocation: S3Operation = {
  name: 'GetBucketLocation',
  action: 's3:GetBucketLocation',
  // A bucket in us-east-1 has an empty location. Source: S3 API reference, GetBucketLocation.
  perform: ({ bucket, requestId }) => {
    const place = bucket.region === 'us-east-1' ? '' : bucket.region
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${NAMESPACE}">${place}</LocationConstraint>`
    return xmlAnswer(200, body, requestId)
  },
}

export const getBucketPolicy: S3Operation = {
  name: 'GetBucketPolicy',
  action: 's3:GetBucketPolicy',
  perform: (call: S3Call): SimResponse => {
    const policy = policyOf(call)
    if (policy === null) throw new ServiceRefusal('NoSuchBucketPolicy', 404, 'The bucket policy does not exist')
    return {
      status: 200,
      headers: { 'content-type': 'application/json', 'x-amz-request-id': call.requestId },
      body: policy,
    }
  },
}

export const getBucketEncryption: S3Operation = {
  name: 'GetBucketEncryption',
  action: 's3:GetEncryptionConfiguration',
  perform: ({ bucket, requestId }) => {
    const key = bucketKeyOf(bucket)
    const rule = key === null ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key.named }
    const content = { Rule: { ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled: false } }
    return xmlAnswer(200, renderDocument('ServerSideEncryptionConfiguration', NAMESPACE, content), requestId)
  },
}

export const getBucketOwnershipControls: S3Operation = {
  name: 'GetBucketOwnershipControls',
  action: 's3:GetBucketOwnershipControls',
  perform: ({ requestId }) => {
    const content = { Rule: { ObjectOwnership: 'BucketOwnerPreferred' } }
    return xmlAnswer(200, renderDocument('OwnershipControls', NAMESPACE, content), requestId)
  },
}

/** What the bucket's policy says, written out from what the world knows of it; null when there is none. */
function policyOf({ bucket, world }: S3Call): string | null {
  if (bucket.delivery === 'denied') return null
  const writers = bucket.allowedAccounts ?? [...world.accounts.keys()]
  const readers = bucket.readers ?? [...world.accounts.keys()]
  const statements = [...deliveryStatements(bucket, writers), ...readStatements(bucket, readers)]
  if (bucket.delivery !== 'policy-full') return JSON.stringify({ Version: '2012-10-17', Statement: statements })
  // As full as a policy of 20 KB gets: prefixes of long ago that nobody has tidied up.
  const ballast = Array.from({ length: 400 }, (_, index) => `${arnOf(bucket)}/team-${index}/AWSLogs/*`)
  const full = { Sid: 'Ballast', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: [] as string[] }
  for (const resource of ballast) {
    full.Resource.push(resource)
    if (JSON.stringify({ Version: '2012-10-17', Statement: [full] }).length > 20_000) break
  }
  return JSON.stringify({ Version: '2012-10-17', Statement: [full] })
}

/** Source: VPC user guide, permissions of an S3 bucket for flow logs. */
function deliveryStatements(bucket: Bucket, writers: readonly string[]): readonly object[] {
  const Condition = {
    StringEquals: { 'aws:SourceAccount': writers },
    ArnLike: { 'aws:SourceArn': writers.map((account) => `arn:aws:logs:*:${account}:*`) },
  }
  const common = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' } }
  return [
    {
      Sid: 'AWSLogDeliveryWrite',
      ...common,
      Action: 's3:PutObject',
      Resource: `${arnOf(bucket)}/*`,
      Condition: {
        ...Condition,
        StringEquals: { ...Condition.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
    },
    { Sid: 'AWSLogDeliveryAclCheck', ...common, Action: 's3:GetBucketAcl', Resource: arnOf(bucket), Condition },
  ]
}

function readStatements(bucket: Bucket, readers: readonly string[]): readonly object[] {
  const others = readers.filter((account) => account !== bucket.accountId)
  if (others.length === 0) return []
  return [
    {
      Sid: 'ReadFlowLogs',
      Effect: 'Allow',
      Principal: { AWS: others.map((account) => `arn:aws:iam::${account}:root`) },
      Action: ['s3:ListBucket', 's3:GetObject', 's3:GetBucketLocation'],
      Resource: [arnOf(bucket), `${arnOf(bucket)}/*`],
    },
  ]
}

function arnOf(bucket: Bucket): string {
  return `arn:aws:s3:::${bucket.name}`
}
