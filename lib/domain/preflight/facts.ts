/**
 * Something that was read from a cloud. `absent` is the cloud's own answer that it does not exist; `unreadable` says why
 * nothing is known, which is never the same as being in order.
 */
export type Reading<Value> =
  | { readonly state: 'read'; readonly value: Value }
  | { readonly state: 'absent'; readonly vendorCode: string | null }
  | {
      readonly state: 'unreadable'
      readonly why: string
      /** The permission that would have let it be read; null when it was no question of permission. */
      readonly action: string | null
      readonly vendorCode: string | null
    }

/** What a dry run of CreateFlowLogs said for one kind of target. */
export interface DryRunFacts {
  readonly targetType: string
  readonly targetExternalId: string
  readonly outcome:
    | { readonly kind: 'would-succeed' }
    | {
        readonly kind: 'denied'
        /** The action AWS named, decoded where its message was not readable; null when it named none. */
        readonly action: string | null
        readonly message: string
        readonly vendorCode: string | null
        readonly isEncoded: boolean
      }
    | {
        readonly kind: 'refused'
        readonly message: string
        readonly vendorCode: string | null
        readonly remedy: string
      }
    | { readonly kind: 'unknown'; readonly why: string; readonly vendorCode: string | null }
}

/** What IAM itself says Weir's role may do, for actions that no call of Weir's tries: they are checked on its behalf. */
export interface SimulatedAction {
  readonly action: string
  readonly decision: 'allowed' | 'denied'
}

export interface RoleFacts {
  /** JSON text. */
  readonly trustPolicy: string
  /** JSON texts of all inline and attached policies. */
  readonly policies: readonly string[]
  /** Policies that could not be read: what the role may do is then known only in part. */
  readonly unreadPolicies: number
}

export interface KeyFacts {
  readonly arn: string
  readonly isAwsManaged: boolean
  readonly isEnabled: boolean
  readonly policy: Reading<string>
}

export interface BucketFacts {
  /** Where it lies. */
  readonly region: string | null
  readonly policy: Reading<string>
  /** Null: no default encryption with a key. `named` is what the bucket itself says: an ARN, an id or an alias. */
  readonly encryption: Reading<{ readonly named: string | null; readonly usesKms: boolean }>
  readonly ownership: Reading<'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' | 'other'>
  /** Of the key the bucket names; null when it names none. */
  readonly key: Reading<KeyFacts> | null
}

export interface LogGroupFacts {
  readonly arn: string
  readonly key: Reading<KeyFacts> | null
}

export interface StreamFacts {
  /** The cloud's own word: `ACTIVE`, `CREATING`, … */
  readonly status: string
  /** `DirectPut` is the only one that delivery can write to. */
  readonly source: string
}

export interface AwsPreflightFacts {
  readonly provider: 'aws-ec2'
  readonly dryRuns: readonly DryRunFacts[]
  readonly simulated: Reading<readonly SimulatedAction[]>
  readonly bucket: Reading<BucketFacts> | null
  readonly deliveryRole: Reading<RoleFacts> | null
  readonly logGroup: Reading<LogGroupFacts> | null
  readonly stream: Reading<StreamFacts> | null
  readonly crossAccountRole: Reading<RoleFacts> | null
}

export interface CenPreflightFacts {
  readonly provider: 'alibaba-cen'
  /** Whether the transit router service is activated. */
  readonly routerService: Reading<boolean>
  readonly serviceRole: Reading<true>
  readonly project: Reading<{ readonly region: string; readonly status: string }>
  readonly logStore: Reading<true>
  readonly index: Reading<true>
}

export type PreflightFacts = AwsPreflightFacts | CenPreflightFacts
