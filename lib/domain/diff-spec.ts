import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import { mutabilityOf } from './mutability'
import { normaliseSpec } from './normalise'
import { specFields } from './spec-fields'
import { tagValue } from './tags'

/** What we know of a log beyond its answer, for comparing what the answer alone does not tell. */
export interface DiffContext {
  /** CEN: the format that was sent when the log was made; null for the default, or when unknown. */
  readonly sentFormat: string | null
  /** CEN: the first format the cloud reported for it; null when it reported none. */
  readonly echoedFormat: string | null
  /** Tag keys that are declared no longer and shall go. */
  readonly formerTagKeys?: readonly string[]
}

export const NO_CONTEXT: DiffContext = { sentFormat: null, echoedFormat: null }

/**
 * What must change on an observed flow log so that it is as desired. Pure; empty when nothing must. Both specs are
 * brought to canonical form first, so that group names with and without `:*`, a spelled-out default format or absent
 * S3 options are no difference, and neither is what the answer did not say. Of tags only the declared keys compare:
 * others belong to somebody else.
 */
export function diffSpecs(desired: FlowLogSpec, observed: FlowLogSpec, context: DiffContext): readonly FieldChange[] {
  if (desired === observed) return []
  const wanted = normaliseSpec(desired, null)
  const found = normaliseSpec(observed, null)
  if (wanted.family !== found.family) {
    return [{ field: 'family', before: found.family, after: wanted.family, change: 'replace' }]
  }
  const before = new Map(specFields(found))
  const changes: FieldChange[] = []
  const notSaid = new Set<string>(found.family === 'cen' ? [] : (found.unreported ?? []))
  for (const [field, after] of specFields(wanted)) {
    const was = before.get(field) ?? null
    if (was === after || notSaid.has(field.split('.')[0] ?? '')) continue
    if (field === 'logFormatString' && isSameCenFormat(after, was, context)) continue
    changes.push({ field, before: was, after, change: mutabilityOf(wanted.family, field) })
  }
  return notSaid.has('tags') ? changes : [...changes, ...tagChanges(wanted, found, context.formerTagKeys ?? [])]
}

function tagChanges(wanted: FlowLogSpec, found: FlowLogSpec, formerKeys: readonly string[]): readonly FieldChange[] {
  const declared = Object.entries(wanted.tags).flatMap(([key, after]): FieldChange[] => {
    const before = tagValue(found.tags, key)
    return before === after ? [] : [{ field: `tags.${key}`, before, after, change: 'in-place' }]
  })
  const former = [...formerKeys].sort().flatMap((key): FieldChange[] => {
    const before = tagValue(found.tags, key)
    return before === null || tagValue(wanted.tags, key) !== null
      ? []
      : [{ field: `tags.${key}`, before, after: null, change: 'in-place' }]
  })
  return [...declared, ...former]
}

/**
 * Whether a reported CEN format is what we asked for. The cloud may answer "default" with a concrete list, and nobody
 * documents which: so the first answer after sending a format counts as that format, and only a later, other one differs.
 */
function isSameCenFormat(desired: string | null, observed: string | null, context: DiffContext): boolean {
  if (context.sentFormat !== desired) return false
  return context.echoedFormat === null || context.echoedFormat === observed
}
