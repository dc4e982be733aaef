/** When a scope has to be looked at again: the soonest of all wishes wins. */
export class DueTime {
  private soonestMs: number
  private cause = 'steady'

  constructor(steadyMs: number) {
    this.soonestMs = steadyMs
  }

  /** Asks for a pass in so many milliseconds. */
  within(delayMs: number, cause: string): void {
    const wish = Math.max(0, delayMs)
    if (wish >= this.soonestMs) return
    this.soonestMs = wish
    this.cause = cause
  }

  /** Asks for a pass at a time, by the clock that `now` comes from. */
  at(time: Date, now: Date, cause: string): void {
    this.within(time.getTime() - now.getTime(), cause)
  }

  /** Not before this, whatever is waiting: the whole scope is slowed down. */
  notBefore(delayMs: number, cause: string): void {
    if (delayMs <= this.soonestMs) return
    this.soonestMs = delayMs
    this.cause = cause
  }

  get dueInMs(): number {
    return this.soonestMs
  }

  get why(): string {
    return this.cause
  }
}
