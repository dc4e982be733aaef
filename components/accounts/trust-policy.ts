import type { AccountDraft } from './account-draft'

/**
 * The trust policy of a role that Weir may assume, for the account and the external id as typed.
 * Source: IAM user guide, access to accounts owned by third parties (external ids); Alibaba Cloud RAM, trust policies
 * (read 2026-11). Pure.
 */
export function trustPolicy(draft: Pick<AccountDraft, 'provider' | 'partition' | 'externalId'>): object {
  const externalId = draft.externalId.trim()
  if (draft.provider === 'alibaba-cen') {
    return {
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { RAM: ['acs:ram::<account of Weir>:root'] },
          Action: 'sts:AssumeRole',
          ...(externalId === '' ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
        },
      ],
    }
  }
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${draft.partition}:iam::<account of Weir>:root` },
        Action: 'sts:AssumeRole',
        ...(externalId === '' ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  }
}
