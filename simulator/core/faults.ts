/** Where a fault strikes. What is left out matches everything; `resource` matches when the call concerns that id. */
export interface FaultMatch {
  readonly cloud?: 'aws' | 'alibaba' | undefined
  readonly operation?: string | undefined
  readonly account?: string | undefined
  readonly region?: string | undefined
  readonly resource?: string | undefined
}

/** What a fault does. The clouds decide which of the later ones have a meaning for an operation. */
export type FaultEffect =
  /** The call is refused with this vendor error, nothing happens. */
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string }
  /** The call is refused as one too many, in the words of that cloud. */
  | { readonly kind: 'throttle' }
  /** The effect happens, then the connection is cut without an answer. */
  | { readonly kind: 'loseReply' }
  /** The connection is cut before anything happens. */
  | { readonly kind: 'loseRequest' }
  /** The answer takes this much longer. Scaled like every delay. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** A proxy's HTML page instead of the cloud's answer, nothing happens. */
  | { readonly kind: 'htmlError'; readonly status: number }
  /** The effect happens, and half of the answer arrives. */
  | { readonly kind: 'truncatedBody' }
  /** A flow log made by this call is missing from listings for a while. Scaled. */
  | { readonly kind: 'hideFresh'; readonly ms: number }
  /** A flow log made by this call never gets a delivery verdict. */
  | { readonly kind: 'noDelivery' }
  /** A flow log made by this call fails to deliver with this message. */
  | { readonly kind: 'failDelivery'; readonly message: string }
  /** A flow log made by this call never leaves its transient state (clouds that have one). */
  | { readonly kind: 'stuckCreating' }
  /** A flow log made by this call disappears instead of becoming active (clouds that make them in the background). */
  | { readonly kind: 'vanish' }
  /** The file of records that this call reads ends in its middle, as if its writer had died. */
  | { readonly kind: 'tornFile' }
  /** The file of records that this call reads has other columns than the flow log's format, and a header that says so. */
  | { readonly kind: 'otherHeader' }
  /** This query is answered before everything was looked through, and says so (log service). */
  | { readonly kind: 'incompleteQuery' }
  /** The call is answered with status 200 and a body that says it did not succeed; nothing happens (Alibaba Cloud). */
  | { readonly kind: 'successFalse' }
  /** One resource of a batch fails with this error, the others go through; fires once for each resource. */
  | { readonly kind: 'partial'; readonly code: string; readonly message: string }

export type FaultKind = FaultEffect['kind']

/** A fault as it is posted. */
export interface FaultRule {
  readonly match?: FaultMatch | undefined
  readonly effect: FaultEffect
  /** How often it fires: 1 by default, null until removed. */
  readonly times?: number | null | undefined
  /** How many matching occasions it lets pass first: 0 by default. */
  readonly after?: number | undefined
}

/** A fault as the book keeps it. */
export interface Fault {
  readonly id: string
  readonly match: FaultMatch
  readonly effect: FaultEffect
  readonly times: number | null
  readonly after: number
  /** Matching occasions so far, including those let pass. */
  readonly seen: number
  readonly fired: number
}

/** One occasion on which a fault may strike. */
export interface FaultProbe {
  readonly cloud: 'aws' | 'alibaba'
  readonly operation: string
  readonly account: string
  readonly region: string
  readonly resources: readonly string[]
}

type EffectOf<Kind extends FaultKind> = Extract<FaultEffect, { kind: Kind }>

/** The faults in force, oldest first. */
export class FaultBook {
  private faults: Fault[] = []
  private lastNumber = 0

  post(rule: FaultRule): Fault {
    this.lastNumber += 1
    const fault: Fault = {
      id: `fault-${this.lastNumber}`,
      match: rule.match ?? {},
      effect: rule.effect,
      times: rule.times === undefined ? 1 : rule.times,
      after: rule.after ?? 0,
      seen: 0,
      fired: 0,
    }
    this.faults.push(fault)
    return fault
  }

  list(): readonly Fault[] {
    return this.faults
  }

  remove(id: string): boolean {
    const before = this.faults.length
    this.faults = this.faults.filter((fault) => fault.id !== id)
    return this.faults.length < before
  }

  clear(): void {
    this.faults = []
  }

  /** The effect of the first fault of this kind that strikes now, used up by one; undefined when none does. */
  take<Kind extends FaultKind>(kind: Kind, probe: FaultProbe): EffectOf<Kind> | undefined {
    for (const [index, fault] of this.faults.entries()) {
      if (fault.effect.kind !== kind || !matches(fault.match, probe)) continue
      if (fault.times !== null && fault.fired >= fault.times) continue
      const seen = fault.seen + 1
      const strikes = seen > fault.after
      this.faults[index] = { ...fault, seen, fired: strikes ? fault.fired + 1 : fault.fired }
      if (strikes) return fault.effect as EffectOf<Kind>
    }
    return undefined
  }
}

function matches(match: FaultMatch, probe: FaultProbe): boolean {
  return (
    (match.cloud === undefined || match.cloud === probe.cloud) &&
    (match.operation === undefined || match.operation === probe.operation) &&
    (match.account === undefined || match.account === probe.account) &&
    (match.region === undefined || match.region === probe.region) &&
    (match.resource === undefined || probe.resources.includes(match.resource))
  )
}
