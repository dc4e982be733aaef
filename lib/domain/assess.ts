import type { FieldChange } from './flow-log-spec'
import type { Action, Obstacle } from './plan'
import type { Assessment, DesiredFacts } from './scope-plan'

export interface Drift {
  readonly kind: Assessment['driftKind']
  readonly changes: readonly FieldChange[]
}

export const NO_DRIFT: Drift = { kind: 'none', changes: [] }

interface Extra {
  readonly bound?: string | null
  readonly rebind?: string | null
  readonly drift?: Drift
  readonly warnings?: readonly Obstacle[]
}

function assessment(desired: DesiredFacts, verdict: Assessment['verdict'], extra: Extra): Assessment {
  const { bound = null, rebind = null, drift = NO_DRIFT, warnings = [] } = extra
  return {
    desiredId: desired.id,
    boundExternalId: bound,
    rebindExternalId: rebind,
    verdict,
    action: null,
    obstacle: null,
    warnings,
    drift: drift.changes,
    driftKind: drift.kind,
  }
}

/** Nothing to do. Pure. */
export function inSync(desired: DesiredFacts, extra: Extra): Assessment {
  return assessment(desired, 'in-sync', extra)
}

/** It has ended: no log is wanted and none is there, or its target is gone. Pure. */
export function done(desired: DesiredFacts, reason: Obstacle | null = null): Assessment {
  return { ...assessment(desired, 'done', {}), obstacle: reason }
}

/** Something must pass first, by itself. Pure. */
export function waiting(desired: DesiredFacts, obstacle: Obstacle, extra: Extra = {}): Assessment {
  return { ...assessment(desired, 'waiting', extra), obstacle }
}

/** A person must change something first. Pure. */
export function blocked(desired: DesiredFacts, obstacle: Obstacle, extra: Extra = {}): Assessment {
  return { ...assessment(desired, 'blocked', extra), obstacle }
}

/** There is something to do. Pure. */
export function act(desired: DesiredFacts, action: Action, extra: Extra): Assessment {
  return { ...assessment(desired, 'action', extra), action }
}
