/** One test, or one check that is like a test, that did not hold. */
export interface Failure {
  readonly title: string
  readonly message: string
}

/** What a lane found. `skipped` is a sentence when the lane could not run here at all; then nothing counts. */
export interface Outcome {
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skipped?: string
  /** Sentences with a number that are worth a line of their own. */
  readonly counts?: readonly string[]
}

/** A named part of the checks, runnable on its own. */
export interface Lane {
  readonly name: string
  run(): Promise<Outcome>
}

/** A lane that ran no test proves nothing, whatever its exit code: that is a failure of its own. Pure. */
export function judge(lane: string, outcome: Outcome): Outcome {
  if (outcome.skipped !== undefined || outcome.passed + outcome.failures.length > 0) return outcome
  return { passed: 0, failures: [{ title: `${lane} ran no tests`, message: 'A lane without tests proves nothing.' }] }
}

/** The sums over all lanes. Pure. */
export function total(outcomes: readonly Outcome[]): { passed: number; failed: number } {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failures }) => sum + failures.length, 0),
  }
}
