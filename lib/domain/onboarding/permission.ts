import type { ProviderId } from '../provider-id'

/**
 * What Weir can be allowed to do in an account, as people choose it. `look` is what everything else rests on; the
 * others are chosen by what the account shall be used for.
 */
export const ACCESS_FEATURES = [
  'look',
  'change',
  'to-cloudwatch',
  'to-s3',
  'to-firehose',
  'to-sls',
  'preflight',
  'read-records',
  'ecs-fields',
  'tag-fields',
  'organisation',
] as const

export type AccessFeature = (typeof ACCESS_FEATURES)[number]

/** One feature of one cloud, as a form offers it. */
export interface FeatureOffer {
  readonly feature: AccessFeature
  readonly label: string
  readonly help: string
  /** Cannot be left out. */
  readonly isRequired: boolean
  /** Chosen unless somebody says otherwise. */
  readonly isUsual: boolean
}

/**
 * What an action is allowed on. The generator turns it into ARNs and conditions; the reasons stand beside the rows.
 * - `any`: the action has no resource of its own.
 * - `new-flow-log`: a flow log as it is made; it must carry the ownership tag of this installation.
 * - `logged-resource`: what shall be logged.
 * - `tag-new-flow-log`: the tags of a flow log, while it is made and at no other time.
 * - `own-flow-log`: a flow log that carries the ownership tag of this installation.
 * - `delivery-role`: the role that AWS writes with, passed on and never used by Weir.
 * - `service-linked-role`: made once in an account, by the cloud itself.
 * - `flow-log`: CEN flow logs; `log-store`: destinations in Simple Log Service.
 */
export type PermissionTarget =
  | 'any'
  | 'new-flow-log'
  | 'logged-resource'
  | 'tag-new-flow-log'
  | 'own-flow-log'
  | 'delivery-role'
  | 'service-linked-role'
  | 'flow-log'
  | 'log-store'

/**
 * One action that Weir needs, and what for. The same rows make the policies, drive the connection test and stand in the
 * documentation, so that they cannot say different things.
 */
export interface Permission {
  /** As policies spell it. */
  readonly action: string
  /** API operations that Weir calls for it; empty where a cloud checks it on behalf of another call. */
  readonly operations: readonly string[]
  readonly features: readonly AccessFeature[]
  readonly target: PermissionTarget
  /** One sentence for people. */
  readonly why: string
}

/** Everything known of the permissions of one cloud. */
export interface PermissionTable {
  readonly provider: ProviderId
  readonly features: readonly FeatureOffer[]
  readonly permissions: readonly Permission[]
  /** Operations that need no permission at all. */
  readonly freeOperations: readonly string[]
  /** Operations that only the base identity makes, and the action it needs. */
  readonly baseOperations: Readonly<Record<string, string>>
}

/** The rows that the chosen features need, in the order of the table. `look` is always among them. Pure. */
export function permissionsFor(table: PermissionTable, features: readonly AccessFeature[]): readonly Permission[] {
  const chosen = new Set<AccessFeature>(['look', ...features])
  return table.permissions.filter((permission) => permission.features.some((feature) => chosen.has(feature)))
}

/** The features that are chosen unless somebody says otherwise. Pure. */
export function usualFeatures(table: PermissionTable): readonly AccessFeature[] {
  return table.features.filter(({ isUsual }) => isUsual).map(({ feature }) => feature)
}
