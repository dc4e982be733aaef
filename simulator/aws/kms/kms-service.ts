import { bucketKeyOf } from '../bucket-key'
import type { JsonService } from '../json-service'
import type { JsonInput } from '../protocol/json'
import { ServiceRefusal, type ServiceCall } from '../service-call'

/** KMS, as far as the keys of buckets are looked at. Source: KMS API reference, DescribeKey, GetKeyPolicy; read 2026-11. */
export const KMS_SERVICE: JsonService = {
  service: 'kms',
  target: 'TrentService',
  invalidCode: 'ValidationException',
  deniedCode: 'AccessDeniedException',
  throttledCode: 'ThrottlingException',
  operations: {
    DescribeKey: {
      latency: 'read',
      action: 'kms:DescribeKey',
      limits: null,
      resources: keyIds,
      perform: (call, input) => {
        const { arn, accountId } = requireKey(call, input)
        return {
          KeyMetadata: {
            AWSAccountId: accountId,
            Arn: arn,
            KeyId: arn.split('/').at(-1),
            KeyManager: 'CUSTOMER',
            KeyState: 'Enabled',
            Enabled: true,
          },
        }
      },
    },
    GetKeyPolicy: {
      latency: 'read',
      action: 'kms:GetKeyPolicy',
      limits: null,
      resources: keyIds,
      perform: (call, input) => {
        const { accountId, letsDeliveryIn } = requireKey(call, input)
        const own = {
          Sid: 'Account',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accountId}:root` },
          Action: 'kms:*',
          Resource: '*',
        }
        const delivery = {
          Sid: 'Delivery',
          Effect: 'Allow',
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
          Resource: '*',
        }
        const Statement = letsDeliveryIn ? [own, delivery] : [own]
        return { Policy: JSON.stringify({ Version: '2012-10-17', Statement }), PolicyName: 'default' }
      },
    },
  },
}

function keyIds(input: JsonInput): readonly string[] {
  return [input.text('KeyId') ?? '']
}

/** The keys of this world are those that its buckets name. A bare id is looked for in the caller's account and region. */
function requireKey({ world, accountId, region }: ServiceCall, input: JsonInput) {
  const named = input.required('KeyId')
  for (const bucket of world.buckets.values()) {
    const key = bucketKeyOf(bucket)
    if (key === null) continue
    const isHere = key.accountId === accountId && bucket.region === region
    if (key.arn === named || (isHere && key.arn.endsWith(`/${named}`))) return key
  }
  throw new ServiceRefusal('NotFoundException', 400, `Key '${named}' does not exist`)
}
