import type { AccessFeature } from './permission'

/** The ways an account can be prepared, as tabs show them. */
export type OnboardingWay = 'policy' | 'cloudformation' | 'terraform' | 'commands' | 'destination'

/** One text to copy: a policy, a template, a few commands. */
export interface OnboardingDocument {
  readonly id: string
  readonly way: OnboardingWay
  readonly title: string
  /** What to do with it, one or two sentences. */
  readonly purpose: string
  readonly language: 'json' | 'hcl' | 'shell'
  readonly fileName: string
  readonly text: string
}

/** What the documents of one account, or of all accounts of an organisation, depend on. */
export interface OnboardingInput {
  readonly partition: string
  /** Null: for every account of an organisation. */
  readonly accountId: string | null
  readonly features: readonly AccessFeature[]
  readonly installationId: string
  readonly roleName: string
  readonly externalId: string
  /** ARN or account id of the identity that Weir runs as; null while nobody has said. */
  readonly trusted: string | null
  /** `o-…` or `rd-…`; null for single accounts. */
  readonly organisationId: string | null
  /** A bucket for records; null offers none. */
  readonly bucket: string | null
}

/** Everything a person needs to let Weir into an account. */
export interface OnboardingPack {
  readonly roleArn: string | null
  readonly documents: readonly OnboardingDocument[]
  /** What the person should know before using them. */
  readonly remarks: readonly string[]
}
