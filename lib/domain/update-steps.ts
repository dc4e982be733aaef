import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { UpdateStep } from './update-step'

/**
 * The calls that make in-place changes, in order: untag, tag, modify, enable or disable. Pure. Values of members come
 * from the desired spec, since a change holds them as text only; changes that need a replacement are left out.
 */
export function updateSteps(changes: readonly FieldChange[], desired: FlowLogSpec): readonly UpdateStep[] {
  const inPlace = changes.filter((change) => change.change === 'in-place')
  const steps: UpdateStep[] = []

  const tags = inPlace.filter((change) => change.field.startsWith('tags.'))
  const untagged = tags.filter((change) => change.after === null).map((change) => tagKey(change.field))
  if (untagged.length > 0) steps.push({ kind: 'untag', keys: untagged })
  const tagged = tags.flatMap(({ field, after }) => (after === null ? [] : [[tagKey(field), after] as const]))
  if (tagged.length > 0) steps.push({ kind: 'tag', tags: Object.fromEntries(tagged) })

  if (desired.family !== 'cen') return steps
  const has = (field: string) => inPlace.some((change) => change.field === field)
  const members = {
    ...(has('flowLogName') && { flowLogName: desired.flowLogName }),
    ...(has('description') && { description: desired.description }),
    ...(has('intervalSeconds') && { intervalSeconds: desired.intervalSeconds }),
  }
  if (Object.keys(members).length > 0) steps.push({ kind: 'modify', members })
  if (has('enabled')) steps.push({ kind: desired.enabled ? 'enable' : 'disable' })
  return steps
}

const tagKey = (field: string) => field.slice('tags.'.length)
