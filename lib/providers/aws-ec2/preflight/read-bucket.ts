import type { BucketFacts, KeyFacts, Reading } from '../../../domain/preflight/facts'
import type { CallContext } from '../../provider'
import type { AwsClients } from '../client'
import { KMS, S3 } from '../further-services'
import { firstToKnow, readingOf } from './reading'

/**
 * A bucket as a destination. `readers`: the account that will write, then others that may know more. Whether it is there
 * is asked with GetBucketLocation: a HEAD has no body, so its refusals have no code.
 */
export async function readBucket(
  clients: AwsClients,
  readers: readonly CallContext[],
  bucket: string,
): Promise<Reading<BucketFacts>> {
  const sdk = await import('@aws-sdk/client-s3')
  const input = { Bucket: bucket }
  const location = await firstToKnow(readers, (reader) =>
    readingOf({ action: 's3:GetBucketLocation', absent: ['NoSuchBucket'] }, async () => {
      const { output } = await clients.further(reader, S3, {
        operation: 'GetBucketLocation',
        send: (client, options) => client.send(new sdk.GetBucketLocationCommand(input), options),
      })
      // Source: S3 API reference, GetBucketLocation: nothing is us-east-1, EU an old name of eu-west-1.
      const place: string = output.LocationConstraint ?? 'us-east-1'
      return place === 'EU' ? 'eu-west-1' : place
    }),
  )
  if (location.state === 'absent') return location
  const policy = await firstToKnow(readers, (reader) =>
    readingOf({ action: 's3:GetBucketPolicy', absent: ['NoSuchBucketPolicy'] }, async () => {
      const { output } = await clients.further(reader, S3, {
        operation: 'GetBucketPolicy',
        send: (client, options) => client.send(new sdk.GetBucketPolicyCommand(input), options),
      })
      return output.Policy ?? ''
    }),
  )
  // Who may not even see where it lies is told nothing else.
  if (location.state === 'unreadable' && policy.state === 'unreadable') return location
  const encryption = await firstToKnow(readers, (reader) => readEncryption(clients, reader, bucket))
  const ownership = await firstToKnow(readers, (reader) => readOwnership(clients, reader, bucket))
  return {
    state: 'read',
    value: {
      region: location.state === 'read' ? location.value : null,
      policy,
      encryption,
      ownership,
      key: encryption.state === 'read' ? await readBucketKey(clients, readers, encryption.value.named) : null,
    },
  }
}

async function readEncryption(
  clients: AwsClients,
  reader: CallContext,
  Bucket: string,
): Promise<BucketFacts['encryption']> {
  const { GetBucketEncryptionCommand } = await import('@aws-sdk/client-s3')
  const what = { action: 's3:GetEncryptionConfiguration', absent: ['ServerSideEncryptionConfigurationNotFoundError'] }
  return readingOf(what, async () => {
    const { output } = await clients.further(reader, S3, {
      operation: 'GetBucketEncryption',
      send: (client, options) => client.send(new GetBucketEncryptionCommand({ Bucket }), options),
    })
    const rule = output.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault
    return { named: rule?.KMSMasterKeyID ?? null, usesKms: rule?.SSEAlgorithm?.startsWith('aws:kms') === true }
  })
}

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const

async function readOwnership(
  clients: AwsClients,
  reader: CallContext,
  Bucket: string,
): Promise<BucketFacts['ownership']> {
  const { GetBucketOwnershipControlsCommand } = await import('@aws-sdk/client-s3')
  const what = { action: 's3:GetBucketOwnershipControls', absent: ['OwnershipControlsNotFoundError'] }
  return readingOf(what, async () => {
    const { output } = await clients.further(reader, S3, {
      operation: 'GetBucketOwnershipControls',
      send: (client, options) => client.send(new GetBucketOwnershipControlsCommand({ Bucket }), options),
    })
    const said = output.OwnershipControls?.Rules?.[0]?.ObjectOwnership
    return OWNERSHIPS.find((known) => known === said) ?? 'other'
  })
}

/** The key that a bucket names; null when it names none. A bare id is looked for where the bucket's readers are. */
async function readBucketKey(
  clients: AwsClients,
  readers: readonly CallContext[],
  named: string | null,
): Promise<Reading<KeyFacts> | null> {
  return named === null ? null : firstToKnow(readers, (reader) => readKey(clients, reader, named))
}

/** A key by its ARN, id or alias, in the region that its ARN names. */
export async function readKey(clients: AwsClients, context: CallContext, named: string): Promise<Reading<KeyFacts>> {
  const { DescribeKeyCommand, GetKeyPolicyCommand } = await import('@aws-sdk/client-kms')
  const region = /^arn:[^:]+:kms:([^:]+):/.exec(named)?.[1] ?? context.scope.region
  const there = { ...context, scope: { ...context.scope, region } }
  const described = await readingOf({ action: 'kms:DescribeKey', absent: ['NotFoundException'] }, async () => {
    const { output } = await clients.further(there, KMS, {
      operation: 'DescribeKey',
      send: (client, options) => client.send(new DescribeKeyCommand({ KeyId: named }), options),
    })
    return output.KeyMetadata
  })
  if (described.state !== 'read') return described
  const key = described.value
  const policy = await readingOf({ action: 'kms:GetKeyPolicy', absent: ['NotFoundException'] }, async () => {
    const { output } = await clients.further(there, KMS, {
      operation: 'GetKeyPolicy',
      // A key has one policy, of this name. Source: KMS API reference, GetKeyPolicy.
      send: (client, options) =>
        client.send(new GetKeyPolicyCommand({ KeyId: key?.Arn ?? named, PolicyName: 'default' }), options),
    })
    return output.Policy ?? ''
  })
  return {
    state: 'read',
    value: {
      arn: key?.Arn ?? named,
      isAwsManaged: key?.KeyManager === 'AWS',
      isEnabled: key?.Enabled !== false,
      policy,
    },
  }
}
