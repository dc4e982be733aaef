import type { FieldChange } from './flow-log-spec'
import type { Manager } from './flow-log'
import type { UpdateStep } from './update-step'
import { managerName } from './managers'

/** How the cloud can leave the desired state although the desired state did not change. */
export const DRIFT_CAUSES = ['deleted', 'disabled', 'fields', 'tags', 'delivery-lost', 'target-gone'] as const

export type DriftCause = (typeof DRIFT_CAUSES)[number]

/** What Weir does about drift, as things stand. */
export const DRIFT_RESPONSES = [
  /** Upkeep puts it back, now or as soon as the cloud lets it. */
  'healing',
  /** A request waits for somebody's decision. */
  'awaiting-approval',
  /** An approved change puts it back. */
  'approved',
  /** Its Configuration asks to be told only. */
  'told',
  /** Nothing is applied here: paused, or only observed. */
  'paused',
  'observe-only',
  /** Somebody answers for it until a date. */
  'ignored',
  /** Healing stopped: two managers put it back in turn. */
  'flapping',
  /** A person must change something first. */
  'blocked',
  'failed',
  /** Changes are stopped, or the ceiling on deletions holds it. */
  'held',
  /** The cause lies outside the flow log; Weir cannot mend it. */
  'outside',
  /** Something must pass by itself first. */
  'waiting',
  /** The target ended; there is nothing to put back. */
  'ended',
] as const

export type DriftResponse = (typeof DRIFT_RESPONSES)[number]

/** Drift of one desired flow log, as a row keeps it. */
export interface DriftFacts {
  readonly cause: DriftCause
  /** ISO time of the first look that found it. */
  readonly since: string
  /** Observed → desired: `before` is what the cloud has, `after` what is wanted. Empty where the log itself is gone. */
  readonly changes: readonly FieldChange[]
  readonly response: DriftResponse
  /** Set while it is ignored. */
  readonly ignore: DriftIgnoreFacts | null
}

/** Who answers for drift that is left alone, why and until when. */
export interface DriftIgnoreFacts {
  readonly id: string
  /** ISO time. */
  readonly until: string
  readonly owner: string
  readonly reason: string
}

/**
 * Healing that is undone so often within this time stops: another manager wants it otherwise, and neither would ever end.
 * Counted by the wall clock, whatever the cadences of looks are.
 */
export const FLAPPING_HEALS = 3
export const FLAPPING_WINDOW_MS = 60 * 60_000

/** Two managers that put the same thing back in turn. */
export interface Flapping {
  /** ISO time at which healing stopped. */
  readonly since: string
  /** What goes back and forth: field names, or `log` when it is deleted again and again. */
  readonly fields: readonly string[]
  readonly heals: number
  readonly manager: Manager
  /** Another generation is another attempt. */
  readonly generation: number
}

/** What stands over the drift of one desired flow log, beside what its Configuration asks for. */
export type DriftStanding =
  | { readonly kind: 'ignored'; readonly covers: 'drift' | 'delivery'; readonly ignore: DriftIgnoreFacts }
  | { readonly kind: 'flapping'; readonly flapping: Flapping }

const MINUTE_MS = 60_000

/** Both sides of what goes back and forth, in one sentence. Pure. */
export function describeFlapping({ fields, heals, manager }: Flapping, windowMs: number): string {
  const what = fields.includes('log') ? 'deletes the flow log' : `changes ${fields.join(', ')}`
  return `Weir and ${managerName(manager)} manage it in turn: Weir put it back ${heals} times within ${Math.round(
    windowMs / MINUTE_MS,
  )} minutes, and ${managerName(manager)} ${what} again. Healing has stopped.`
}

/** What a person can do about two managers. Pure. */
export function flappingRemedy({ manager }: Flapping): string {
  const other = manager === 'unknown' ? 'whatever else changes it' : managerName(manager)
  return `Let one of the two manage it: take it out of ${other}, or accept its values here; then resume healing.`
}

/** A heal that was made: which operation, and of an update which step. */
export interface Heal {
  readonly kind: string
  readonly step: UpdateStep | null
}

/** What a heal put back, by the names that drift has: fields, or `log` for the whole. Pure. */
function healedFields({ kind, step }: Heal): readonly string[] {
  if (kind === 'create') return ['log']
  switch (step?.kind) {
    case undefined:
      return []
    case 'enable':
    case 'disable':
      return ['enabled']
    case 'tag':
      return Object.keys(step.tags).map((key) => `tags.${key}`)
    case 'untag':
      return step.keys.map((key) => `tags.${key}`)
    case 'modify':
      return Object.keys(step.members)
  }
}

/**
 * Whether what is about to be healed was healed too often already; answers what goes back and forth, or null. Pure.
 * `heals` are those of the window, `fields` what differs now.
 */
export function goesBackAndForth(
  fields: readonly string[],
  heals: readonly Heal[],
  limit: number,
): { readonly fields: readonly string[]; readonly heals: number } | null {
  const counts = new Map<string, number>()
  for (const heal of heals) {
    for (const field of healedFields(heal)) counts.set(field, (counts.get(field) ?? 0) + 1)
  }
  const again = fields.filter((field) => (counts.get(field) ?? 0) >= limit)
  if (again.length === 0) return null
  return { fields: again, heals: Math.max(...again.map((field) => counts.get(field) ?? 0)) }
}
