/** Time as the fake cloud sees it; it never waits, it only looks. */
export interface FakeClock {
  now(): Date
}

/** A clock that a test moves by hand. */
export interface ManualClock extends FakeClock {
  advance(durationMs: number): void
}

/** A manual clock that starts at the given moment. */
export function createManualClock(start: Date = new Date('2026-11-01T10:00:00.000Z')): ManualClock {
  let nowMs = start.getTime()
  return {
    now: () => new Date(nowMs),
    advance: (durationMs) => {
      nowMs += durationMs
    },
  }
}
