import type { ProviderErrorKind } from '../errors'

/** Where a fault strikes; what is left out matches everything. */
export interface FakeFaultMatch {
  /** The cloud's own operation name, for example `CreateFlowLogs` or `CreateFlowlog`. */
  readonly operation?: string
  readonly accountId?: string
  readonly region?: string
  /** An id the call concerns: a target's or a flow log's. */
  readonly resource?: string
}

/** What a fault does. */
export type FakeFaultEffect =
  | { readonly kind: 'throttle'; readonly retryAfterMs?: number }
  /** Refused with this answer, nothing happens. */
  | { readonly kind: 'refuse'; readonly errorKind: ProviderErrorKind; readonly code: string; readonly message: string }
  /** Nothing happens and nobody answers: the connection breaks. */
  | { readonly kind: 'loseRequest' }
  /** The effect happens, then the connection breaks. */
  | { readonly kind: 'loseReply' }
  /** The effect happens, and no answer comes until the caller gives up (real time). */
  | { readonly kind: 'hang' }
  /** A log made by this call is missing from listings for a while. */
  | { readonly kind: 'hideFresh'; readonly ms: number }
  /** A log made by this call never leaves Creating (clouds that have it). */
  | { readonly kind: 'stuckCreating' }
  /** A log made by this call never gets a delivery verdict. */
  | { readonly kind: 'noDelivery' }
  /** A log made by this call fails to deliver with this message. */
  | { readonly kind: 'failDelivery'; readonly message: string }
  /** One target of a batch fails with this answer, the others go through; used up once per target. */
  | { readonly kind: 'partial'; readonly errorKind: ProviderErrorKind; readonly code: string; readonly message: string }

export interface FakeFaultRule {
  readonly match?: FakeFaultMatch
  readonly effect: FakeFaultEffect
  /** How often it fires: 1 by default, null until cleared. */
  readonly times?: number | null
  /** How many matching occasions it lets pass first. */
  readonly after?: number
}

/** One occasion on which a fault may strike. */
export interface FakeFaultProbe {
  readonly operation: string
  readonly accountId: string
  readonly region: string
  readonly resources: readonly string[]
}

type EffectOf<Kind extends FakeFaultEffect['kind']> = Extract<FakeFaultEffect, { kind: Kind }>

interface Armed {
  readonly rule: FakeFaultRule
  seen: number
  fired: number
}

/** The faults in force, oldest first. */
export class FakeFaultBook {
  private armed: Armed[] = []

  post(rule: FakeFaultRule): void {
    this.armed.push({ rule, seen: 0, fired: 0 })
  }

  clear(): void {
    this.armed = []
  }

  /** The first fault of this kind that strikes now, used up by one; null when none does. */
  take<Kind extends FakeFaultEffect['kind']>(kind: Kind, probe: FakeFaultProbe): EffectOf<Kind> | null {
    for (const fault of this.armed) {
      const { rule } = fault
      if (rule.effect.kind !== kind || !matches(rule.match ?? {}, probe)) continue
      const times = rule.times === undefined ? 1 : rule.times
      if (times !== null && fault.fired >= times) continue
      fault.seen += 1
      if (fault.seen <= (rule.after ?? 0)) continue
      fault.fired += 1
      return rule.effect as EffectOf<Kind>
    }
    return null
  }
}

function matches(match: FakeFaultMatch, probe: FakeFaultProbe): boolean {
  return (
    (match.operation === undefined || match.operation === probe.operation) &&
    (match.accountId === undefined || match.accountId === probe.accountId) &&
    (match.region === undefined || match.region === probe.region) &&
    (match.resource === undefined || probe.resources.includes(match.resource))
  )
}
