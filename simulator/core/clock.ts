/** Time as the simulated clouds see it. Delays are scaled, time itself is not: signatures must agree with real clocks. */
export interface SimClock {
  /** The moment that lifecycles, delivery verdicts and token buckets go by. */
  now(): Date
  /** The moment that signatures and session expiries are checked against: real time in every ordinary run. */
  wallNow(): Date
  /** A vendor's delay in milliseconds, multiplied by the delay scale of the settings. */
  scaled(delayMs: number): number
  /** Waits without blocking anybody else. A manual clock does not wait at all. */
  sleep(durationMs: number): Promise<void>
}

/** A clock that a test moves by hand. */
export interface ManualClock extends SimClock {
  advance(durationMs: number): void
  /** Moves only the wall clock, to make signatures look old or sessions look expired. */
  advanceWall(durationMs: number): void
}

/** The delay scale, read at each use so that a change of the settings acts at once. */
export interface DelayScale {
  readonly delayScale: number
}

/** The real clock. */
export function createWallClock(scale: DelayScale): SimClock {
  return {
    now: () => new Date(),
    wallNow: () => new Date(),
    scaled: (delayMs) => Math.round(delayMs * scale.delayScale),
    sleep: (durationMs) =>
      durationMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, durationMs)),
  }
}

/** A clock for tests: starts at the given moment (now by default, so that real clients' signatures pass). */
export function createManualClock(scale: DelayScale = { delayScale: 1 }, start: Date = new Date()): ManualClock {
  let nowMs = start.getTime()
  let wallShiftMs = 0
  return {
    now: () => new Date(nowMs),
    wallNow: () => new Date(Date.now() + wallShiftMs),
    scaled: (delayMs) => Math.round(delayMs * scale.delayScale),
    sleep: () => Promise.resolve(),
    advance: (durationMs) => {
      nowMs += durationMs
    },
    advanceWall: (durationMs) => {
      wallShiftMs += durationMs
    },
  }
}
