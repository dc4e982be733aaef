import { fillTemplate } from './template'
import type { ProviderId } from './provider-id'

/** How the accounts of an organisation are added: what differs between them comes from their own id and folder. */
export interface OnboardingPattern {
  /** The name that the role has in every account. */
  readonly roleName: string
  /** May hold `{accountId}`; null where the roles ask for none. */
  readonly externalId: string | null
  readonly regions: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** The label that gets the folder of an account; null for none. */
  readonly pathLabel: string | null
}

/** What is known of an account that the organisation listed. */
export interface FoundAccount {
  readonly accountId: string
  readonly name: string
  readonly path: string
}

/** An account as it is added by a pattern. */
interface PatternedAccount {
  readonly provider: ProviderId
  readonly partition: string
  readonly accountId: string
  readonly name: string
  readonly roleArn: string
  readonly externalId: string | null
  readonly regions: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}

const MAX_NAME = 120
const MAX_LABEL = 256

/** What adding this account by the pattern means. Pure. */
export function accountByPattern(
  cloud: { readonly provider: ProviderId; readonly partition: string },
  pattern: OnboardingPattern,
  found: FoundAccount,
): PatternedAccount {
  const { provider, partition } = cloud
  const { accountId, path } = found
  const values = { accountId, region: '', partition }
  const folder = pattern.pathLabel === null || path === '' ? {} : { [pattern.pathLabel]: path.slice(0, MAX_LABEL) }
  return {
    provider,
    partition,
    accountId,
    name: (found.name === '' ? accountId : found.name).slice(0, MAX_NAME),
    roleArn: roleArn(cloud, accountId, pattern.roleName),
    externalId: pattern.externalId === null ? null : fillTemplate(pattern.externalId, values),
    regions: pattern.regions,
    labels: { ...pattern.labels, ...folder },
  }
}

// Source: AWS IAM user guide, "IAM ARNs"; Alibaba Cloud RAM help, "RAM role ARN" (acs:ram::<account>:role/<name>)
function roleArn(
  { provider, partition }: { readonly provider: ProviderId; readonly partition: string },
  accountId: string,
  roleName: string,
): string {
  return provider === 'aws-ec2'
    ? `arn:${partition}:iam::${accountId}:role/${roleName}`
    : `acs:ram::${accountId}:role/${roleName}`
}

/** How an account of an organisation stands with Weir. */
export const FOUND_STANDINGS = ['new', 'known', 'not-reachable', 'suspended', 'left'] as const

export type FoundStanding = (typeof FOUND_STANDINGS)[number]
