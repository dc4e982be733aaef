/** A failure as a person reads it: what happened, why, what to do, and the cloud's own code. */
export interface Problem {
  /** Machine code of ours, PascalCase, for example `DestinationMissing`. */
  readonly reason: string
  /** What happened, one sentence. */
  readonly message: string
  readonly cause: string | null
  readonly remedy: string | null
  /** The vendor's code as it came, for example `FlowLogsLimitExceeded` or `400`. */
  readonly vendorCode: string | null
  readonly vendorMessage: string | null
  readonly requestId: string | null
}

/** A rule of a cloud that a spec breaks. */
export interface Violation {
  /** `R1` to `R18` where the rule has a number, else a speaking name: `tag-key`; Weir's own begin with `weir/`. */
  readonly rule: string
  /** The spec member it is about, as in the spec type. */
  readonly field: string
  readonly message: string
  readonly remedy: string
  /** Where the rule is written down. */
  readonly source: string
}
