import type { ProviderId } from './provider-id'

/** The region word of the scope that holds what an account has once: CENs, router lists, region opt-in. */
export const GLOBAL_REGION = 'global'

/** The reason by which a scope says that its last look at resources was not whole: what it shows is fresh all the same. */
export const PARTLY_LISTED = 'PartlyListed'

/** Where Weir looks and acts: one account in one region of one cloud, or `global`. */
export interface ScopeRef {
  readonly provider: ProviderId
  /** `aws`, `aws-cn`, `aws-us-gov`; `alibaba` has one partition per site: `alibaba`, `alibaba-intl`. */
  readonly partition: string
  /** The cloud's own account id: 12 digits on AWS, 16 on Alibaba Cloud; always text, never a number. */
  readonly accountId: string
  readonly region: string
}

/** The scope as one sortable text, unique over all clouds. Pure. */
export function scopeKey(scope: ScopeRef): string {
  return `${scope.provider}:${scope.partition}:${scope.accountId}:${scope.region}`
}
