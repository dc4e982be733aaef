/** Who called what, and how it ended: `ok`, a vendor error code, or the kind of fault that swallowed the answer. */
export interface MeteredCall {
  readonly cloud: 'aws' | 'alibaba'
  readonly operation: string
  readonly account: string
  readonly region: string
  readonly outcome: string
}

/** A line of the count. */
export interface MeterLine extends MeteredCall {
  readonly count: number
}

/** The count of calls since the start or the last reset. */
export interface MeterSnapshot {
  readonly total: number
  readonly since: string
  /** The most calls that were being answered at the same time. */
  readonly mostAtOnce: number
  readonly byOperation: Readonly<Record<string, number>>
  readonly lines: readonly MeterLine[]
}

/** Counts calls by cloud, operation, account, region and outcome. */
export class CallMeter {
  private readonly lines = new Map<string, { call: MeteredCall; count: number }>()
  private since = new Date()
  private inFlight = 0
  private mostAtOnce = 0

  /** To be called when work on a request begins; pairs with `record`. */
  begin(): void {
    this.inFlight += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.inFlight)
  }

  record(call: MeteredCall): void {
    this.inFlight = Math.max(0, this.inFlight - 1)
    const key = [call.cloud, call.operation, call.account, call.region, call.outcome].join('\n')
    const line = this.lines.get(key)
    if (line) line.count += 1
    else this.lines.set(key, { call, count: 1 })
  }

  /** How many calls match, whatever is left out. */
  count(match: Partial<MeteredCall> = {}): number {
    let sum = 0
    for (const { call, count } of this.lines.values()) {
      const fits =
        (match.cloud === undefined || match.cloud === call.cloud) &&
        (match.operation === undefined || match.operation === call.operation) &&
        (match.account === undefined || match.account === call.account) &&
        (match.region === undefined || match.region === call.region) &&
        (match.outcome === undefined || match.outcome === call.outcome)
      if (fits) sum += count
    }
    return sum
  }

  snapshot(): MeterSnapshot {
    const byOperation: Record<string, number> = {}
    let total = 0
    for (const { call, count } of this.lines.values()) {
      const name = `${call.cloud}:${call.operation}`
      byOperation[name] = (byOperation[name] ?? 0) + count
      total += count
    }
    const lines = [...this.lines.values()].map(({ call, count }) => ({ ...call, count }))
    return { total, since: this.since.toISOString(), mostAtOnce: this.mostAtOnce, byOperation, lines }
  }

  reset(): void {
    this.lines.clear()
    this.since = new Date()
    this.mostAtOnce = this.inFlight
  }
}
