import type { Reading } from './facts'

/**
 * How one check ended. `unknown` is what could not be read, with why; it is never counted as passed. `warning` works, and
 * a person should know.
 */
export const PREFLIGHT_STATES = ['failed', 'unknown', 'warning', 'passed'] as const
export type PreflightState = (typeof PREFLIGHT_STATES)[number]

/** What to add or run, ready to copy. */
export interface PreflightFix {
  /** Where it belongs: "Bucket policy of central-logs". */
  readonly label: string
  readonly kind: 'statement' | 'command' | 'value'
  readonly text: string
}

/** One thing that must hold before a flow log can be made, or its records arrive. */
export interface PreflightCheck {
  /** Stable: `s3/policy`. */
  readonly id: string
  readonly title: string
  readonly state: PreflightState
  /** What was found, one or two sentences. */
  readonly message: string
  /** What to do in words; null where nothing is to be done. */
  readonly remedy: string | null
  readonly fixes: readonly PreflightFix[]
  /** Certain that the cloud refuses the change, or that no record can arrive: approval then asks for a person's word. */
  readonly blocks: boolean
  readonly vendorCode: string | null
  /** Where the rule is written down. */
  readonly source: string
}

/** What every check of one rule has in common. */
export type CheckFacts = Pick<PreflightCheck, 'id' | 'title' | 'source'>

const NOTHING = { remedy: null, fixes: [], blocks: false, vendorCode: null } as const

export function passed(facts: CheckFacts, message: string): PreflightCheck {
  return { ...facts, ...NOTHING, state: 'passed', message }
}

export function warned(facts: CheckFacts, message: string, more: Partial<PreflightCheck> = {}): PreflightCheck {
  return { ...facts, ...NOTHING, ...more, state: 'warning', message }
}

export function failed(facts: CheckFacts, message: string, more: Partial<PreflightCheck> = {}): PreflightCheck {
  return { ...facts, ...NOTHING, ...more, state: 'failed', message }
}

export function unknown(facts: CheckFacts, message: string, more: Partial<PreflightCheck> = {}): PreflightCheck {
  return { ...facts, ...NOTHING, ...more, state: 'unknown', message }
}

/** The check of something that could not be read: says why, and which permission would help. */
export function unreadable(
  facts: CheckFacts,
  reading: Extract<Reading<unknown>, { state: 'unreadable' }>,
  fixFor: (action: string) => PreflightFix | null,
): PreflightCheck {
  const fix = reading.action === null ? null : fixFor(reading.action)
  return unknown(facts, reading.why, {
    vendorCode: reading.vendorCode,
    remedy:
      reading.action === null
        ? 'Check it by hand, or run the check again later.'
        : `Allow ${reading.action}, or check it by hand.`,
    fixes: fix === null ? [] : [fix],
  })
}

/** The worst state, `passed` for none. Pure. */
export function worstState(states: readonly PreflightState[]): PreflightState {
  return PREFLIGHT_STATES.find((state) => states.includes(state)) ?? 'passed'
}
