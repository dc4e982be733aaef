import { ALIBABA_PERMISSIONS } from '@/lib/domain/onboarding/alibaba-permissions'
import { AWS_PERMISSIONS } from '@/lib/domain/onboarding/aws-permissions'
import { usualFeatures, type AccessFeature, type PermissionTable } from '@/lib/domain/onboarding/permission'
import type { ProviderId } from '@/lib/domain/provider-id'

/** The steps of adding an account, in order; the test stands on the account's own page. */
export const STEPS = ['use', 'access', 'account'] as const
export type Step = (typeof STEPS)[number]

/** The name that the generated role has; people may take another. */
export const ROLE_NAME = 'WeirControlPlane'

/** What the person wants of the account, before any document is made. */
export interface OnboardingChoice {
  readonly whom: 'account' | 'organisation'
  readonly features: readonly AccessFeature[]
}

export function permissionsOf(provider: ProviderId): PermissionTable {
  return provider === 'aws-ec2' ? AWS_PERMISSIONS : ALIBABA_PERMISSIONS
}

/** What is chosen for a cloud before anybody chooses. Pure. */
export function usualChoice(provider: ProviderId): OnboardingChoice {
  return { whom: 'account', features: usualFeatures(permissionsOf(provider)) }
}

/** An external id that nobody guesses: 192 bits. */
export function newExternalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return `weir-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** The ARN that the generated role will have. Pure. */
export function roleArnOf(provider: ProviderId, partition: string, accountId: string): string {
  return provider === 'aws-ec2'
    ? `arn:${partition}:iam::${accountId}:role/${ROLE_NAME}`
    : `acs:ram::${accountId}:role/${ROLE_NAME}`
}
