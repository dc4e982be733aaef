import type { Tone } from '@/components/ui/tone'

/**
 * The words and tones of every state the console shows: one table each, so that a pill, a ladder, a timeline and a
 * filter can never disagree.
 */
interface Word {
  readonly word: string
  readonly tone: Tone
}

const RUNGS: Readonly<Record<string, Word>> = {
  delivering: { word: 'Delivering', tone: 'good' },
  active: { word: 'Active', tone: 'partial' },
  configured: { word: 'Configured', tone: 'waiting' },
  unlogged: { word: 'Unlogged', tone: 'empty' },
  'could-not-look': { word: 'Could not look', tone: 'warning' },
  'not-coverable': { word: 'Not coverable', tone: 'off' },
  'not-ours': { word: 'Not ours', tone: 'off' },
}

const PHASE_WORDS: Readonly<Record<string, Word>> = {
  Pending: { word: 'Pending', tone: 'waiting' },
  Creating: { word: 'Creating…', tone: 'busy' },
  Active: { word: 'Active', tone: 'partial' },
  Updating: { word: 'Updating…', tone: 'busy' },
  Replacing: { word: 'Replacing…', tone: 'busy' },
  Deleting: { word: 'Deleting…', tone: 'busy' },
  Deleted: { word: 'Deleted', tone: 'off' },
  Blocked: { word: 'Blocked', tone: 'bad' },
  Failed: { word: 'Failed', tone: 'bad' },
}

const REQUESTS: Readonly<Record<string, Word>> = {
  planning: { word: 'Planning…', tone: 'busy' },
  open: { word: 'Waits for a decision', tone: 'waiting' },
  applying: { word: 'Applying…', tone: 'busy' },
  applied: { word: 'Applied', tone: 'good' },
  'partly-applied': { word: 'Partly applied', tone: 'warning' },
  failed: { word: 'Failed', tone: 'bad' },
  rejected: { word: 'Rejected', tone: 'off' },
  withdrawn: { word: 'Withdrawn', tone: 'off' },
  cancelled: { word: 'Cancelled', tone: 'off' },
  stale: { word: 'Stale', tone: 'warning' },
  expired: { word: 'Expired', tone: 'off' },
}

const ACTIONS: Readonly<Record<string, Word>> = {
  planned: { word: 'Planned', tone: 'waiting' },
  excluded: { word: 'Excluded', tone: 'off' },
  waiting: { word: 'Waiting', tone: 'waiting' },
  applying: { word: 'Applying…', tone: 'busy' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  'held-back': { word: 'Held back', tone: 'warning' },
}

const STATUSES: Readonly<Record<string, Word>> = {
  creating: { word: 'Creating…', tone: 'busy' },
  active: { word: 'Active', tone: 'partial' },
  modifying: { word: 'Modifying…', tone: 'busy' },
  inactive: { word: 'Inactive', tone: 'off' },
  deleting: { word: 'Deleting…', tone: 'busy' },
  unknown: { word: 'Unknown', tone: 'warning' },
}

const wordsOf = (table: Readonly<Record<string, Word>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(table).map(([key, { word }]) => [key, word]))

export const RUNG_WORD = wordsOf(RUNGS)
export const PHASE_WORD = wordsOf(PHASE_WORDS)
export const REQUEST_WORD = wordsOf(REQUESTS)
export const ACTION_WORD = wordsOf(ACTIONS)
export const STATUS_WORD = wordsOf(STATUSES)

export const rungTone = (rung: string): Tone | null => RUNGS[rung]?.tone ?? null
export const phaseTone = (phase: string): Tone | null => PHASE_WORDS[phase]?.tone ?? null
export const requestTone = (state: string): Tone => REQUESTS[state]?.tone ?? 'off'
export const actionTone = (state: string): Tone => ACTIONS[state]?.tone ?? 'off'
export const statusTone = (status: string): Tone => STATUSES[status]?.tone ?? 'warning'

/** What of a flow log decides its one state in a list. */
export interface FlowLogFacts {
  readonly phase: string | null
  readonly status: string | null
  readonly delivery: { readonly state: string }
  readonly conditions: readonly string[]
}

/**
 * The one state of a flow log that matters most: what failed, then what is under way, then drift, then delivery. An
 * existing log whose records do not arrive is failing, whatever its cloud calls it. Pure.
 */
export function flowLogState(log: FlowLogFacts): Word {
  const fallback: Word = { word: 'Not seen yet', tone: 'waiting' }
  if (log.phase !== null && ['Blocked', 'Failed', 'Deleted'].includes(log.phase))
    return PHASE_WORDS[log.phase] ?? fallback
  if (log.conditions.includes('Stalled')) return { word: 'Stalled', tone: 'bad' }
  if (log.delivery.state === 'failed') return { word: 'Delivery failing', tone: 'bad' }
  const isWaiting = log.phase === null || log.phase === 'Active' || log.phase === 'Pending'
  // What drifted and waits, for a person or because nothing is wished, is drifted before it is pending.
  if (isWaiting && log.conditions.includes('Drifted')) return { word: 'Drifted', tone: 'warning' }
  if (isWaiting && log.conditions.includes('DriftIgnored')) return { word: 'Drift ignored', tone: 'off' }
  if (log.phase !== null && log.phase !== 'Active') return PHASE_WORDS[log.phase] ?? fallback
  if (log.status !== null && log.status !== 'active') return STATUSES[log.status] ?? fallback
  if (log.delivery.state === 'success') return { word: 'Delivering', tone: 'good' }
  if (log.phase === 'Active' || log.status === 'active') return { word: 'Active', tone: 'partial' }
  return fallback
}
