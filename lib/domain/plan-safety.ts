import type { Action } from './plan'

/** When a plan deletes too much to go through unnoticed. */
export interface SafetyLimits {
  /** More deletions than this in one pass are held back, whatever was approved. */
  readonly maxDeletes: number
  /** More than this share of the managed logs, 0 to 1, is held back too… */
  readonly maxDeleteShare: number
  /** …but only from this many deletions on, so that small fleets are not in their own way. */
  readonly shareAppliesFrom: number
}

export const DEFAULT_SAFETY_LIMITS: SafetyLimits = { maxDeletes: 500, maxDeleteShare: 0.3, shareAppliesFrom: 10 }

export interface SafetyReason {
  readonly reason: 'TooManyDeletes' | 'TooLargeShareDeleted'
  readonly deletes: number
  readonly managed: number
  /** The limit that was passed: a number of logs, or a share. */
  readonly threshold: number
  readonly message: string
  /** What a person can do. */
  readonly wayOut: string
}

export type PlanSafety =
  { readonly kind: 'safe' } | { readonly kind: 'unsafe'; readonly reasons: readonly SafetyReason[] }

/** Whether an action takes a log away without another having been confirmed in its place. Pure. */
export function removesLog(action: Action): boolean {
  return action.kind === 'delete' || (action.kind === 'replace' && action.order === 'delete-first')
}

/** Whether a plan may go through as far as deletions are concerned. Pure. `managed` counts the logs that are ours now. */
export function judgeSafety(actions: readonly Action[], managed: number, limits: SafetyLimits): PlanSafety {
  const deletes = actions.filter((action) => action.kind === 'delete').length
  const reasons: SafetyReason[] = []
  if (deletes > limits.maxDeletes) {
    reasons.push({
      reason: 'TooManyDeletes',
      deletes,
      managed,
      threshold: limits.maxDeletes,
      message: `${deletes} flow logs would be deleted; at most ${limits.maxDeletes} may go at once.`,
      wayOut: 'Remove fewer at a time, or raise the ceiling on deletions in the settings first.',
    })
  }
  const share = managed === 0 ? 0 : deletes / managed
  if (deletes >= limits.shareAppliesFrom && share > limits.maxDeleteShare) {
    reasons.push({
      reason: 'TooLargeShareDeleted',
      deletes,
      managed,
      threshold: limits.maxDeleteShare,
      message: `${deletes} of ${managed} managed flow logs (${percent(share)}) would be deleted; at most ${percent(limits.maxDeleteShare)} may go at once.`,
      wayOut:
        'Check that no account or region is missing from what was discovered; else raise the share in the settings first.',
    })
  }
  return reasons.length === 0 ? { kind: 'safe' } : { kind: 'unsafe', reasons }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
