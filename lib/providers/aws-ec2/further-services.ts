import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { FirehoseClient } from '@aws-sdk/client-firehose'
import type { IAMClient } from '@aws-sdk/client-iam'
import type { KMSClient } from '@aws-sdk/client-kms'
import type { OrganizationsClient } from '@aws-sdk/client-organizations'
import type { S3Client } from '@aws-sdk/client-s3'
import type { FurtherService } from './client'

/** Buckets. One that lies elsewhere is followed there. A stand-in has no host name for each bucket. */
export const S3: FurtherService<S3Client> = {
  name: 'S3',
  isGlobal: false,
  load: async (settings) => {
    const { S3Client } = await import('@aws-sdk/client-s3')
    const isElsewhere = settings.endpoint !== undefined
    return new S3Client({ ...settings, forcePathStyle: isElsewhere, followRegionRedirects: true })
  },
}

export const CLOUDWATCH_LOGS: FurtherService<CloudWatchLogsClient> = {
  name: 'CLOUDWATCH_LOGS',
  isGlobal: false,
  load: async (settings) => {
    const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs')
    return new CloudWatchLogsClient(settings)
  },
}

export const IAM: FurtherService<IAMClient> = {
  name: 'IAM',
  isGlobal: true,
  load: async (settings) => {
    const { IAMClient } = await import('@aws-sdk/client-iam')
    return new IAMClient(settings)
  },
}

export const KMS: FurtherService<KMSClient> = {
  name: 'KMS',
  isGlobal: false,
  load: async (settings) => {
    const { KMSClient } = await import('@aws-sdk/client-kms')
    return new KMSClient(settings)
  },
}

export const FIREHOSE: FurtherService<FirehoseClient> = {
  name: 'FIREHOSE',
  isGlobal: false,
  load: async (settings) => {
    const { FirehoseClient } = await import('@aws-sdk/client-firehose')
    return new FirehoseClient(settings)
  },
}

/** One endpoint for the partition. Source: Organizations API Reference, endpoints: us-east-1 (read 2026-11). */
export const ORGANIZATIONS: FurtherService<OrganizationsClient> = {
  name: 'ORGANIZATIONS',
  isGlobal: true,
  load: async (settings) => {
    const { OrganizationsClient } = await import('@aws-sdk/client-organizations')
    return new OrganizationsClient(settings)
  },
}
