import type { ProviderId } from '../provider-id'
import type { PolicyDocument } from './policy-document'

/** Whom a role trusts, and under which condition. */
export interface TrustInput {
  readonly provider: ProviderId
  readonly partition: string
  /** ARN of the identity that Weir runs as, or its account id; null while nobody has said. */
  readonly trusted: string | null
  /** Empty: no condition, which the documents warn of. */
  readonly externalId: string
}

/** Stands where only a person can know the value. */
const UNKNOWN_ACCOUNT = '<account of Weir>'

/**
 * The trust policy of a role that Weir may assume. The external id keeps somebody else who uses the same Weir, or who can
 * make it call with a role of their choice, from reaching this account through it (the confused deputy).
 * Source: IAM user guide, access to accounts owned by third parties; Alibaba Cloud RAM, trust policies (read 2026-11).
 * Pure.
 */
export function trustPolicy(input: TrustInput): PolicyDocument {
  const externalId = input.externalId.trim()
  const isAws = input.provider === 'aws-ec2'
  const trusted = principalOf(input)
  const condition = externalId === '' ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }
  return {
    Version: isAws ? '2012-10-17' : '1',
    Statement: [
      {
        ...(isAws ? { Sid: 'WeirAssumes' } : {}),
        Effect: 'Allow',
        Principal: isAws ? { AWS: trusted } : { RAM: [trusted] },
        Action: 'sts:AssumeRole',
        ...condition,
      },
    ],
  }
}

function principalOf({ provider, partition, trusted }: TrustInput): string {
  if (trusted?.includes(':') === true) return trusted
  const account = trusted ?? UNKNOWN_ACCOUNT
  return provider === 'aws-ec2' ? `arn:${partition}:iam::${account}:root` : `acs:ram::${account}:root`
}
