import type { ConfigurationDocument } from './configuration'
import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { ScopeRef } from './scope'
import { templateOf, textUses } from './adoption/templates'
import { OWNERSHIP_TAG_PREFIX } from './flow-log'
import { canonicalJson } from './json'
import { withoutTargets } from './overlay'

/** Drift of one flow log that somebody wants to keep. */
export interface DriftToAccept {
  readonly targetKeyText: string
  readonly scope: ScopeRef
  /** The log is gone: keeping that means that its target leaves. */
  readonly isDeleted: boolean
  readonly changes: readonly FieldChange[]
  /** What the cloud has; null where the log is gone. */
  readonly observed: FlowLogSpec | null
}

/** What the Configuration becomes, or the field that stands in the way. */
export type AcceptedDrift =
  | { readonly kind: 'document'; readonly document: ConfigurationDocument; readonly excluded: readonly string[] }
  /** Two of the flow logs have different values there: one Configuration cannot hold both. */
  | { readonly kind: 'differs'; readonly field: string }
  /** Nothing of it can become part of a Configuration (Weir's own marks). */
  | { readonly kind: 'nothing' }

/**
 * A Configuration with what its drifted flow logs have instead of what it asked for. Pure. Names that hold the account or
 * region of their log become placeholders again. It holds for all targets of the Configuration: the plan shows what that means.
 */
export function acceptDrift(document: ConfigurationDocument, drifts: readonly DriftToAccept[]): AcceptedDrift {
  const uses = textUses(drifts.flatMap(({ scope, observed }) => (observed === null ? [] : [{ scope, spec: observed }])))
  const taken = new Map<string, { readonly text: string; readonly from: FlowLogSpec }>()
  for (const { scope, observed, changes } of drifts) {
    if (observed === null) continue
    const template = templateOf({ scope, spec: observed }, uses) ?? observed
    const from: FlowLogSpec = { ...template, tags: observed.tags }
    for (const { field } of changes) {
      if (field.startsWith(`tags.${OWNERSHIP_TAG_PREFIX}`)) continue
      const text = canonicalJson(valueOf(from, field) ?? null)
      const known = taken.get(field)
      if (known !== undefined && known.text !== text) return { kind: 'differs', field }
      taken.set(field, { text, from })
    }
  }
  const excluded = drifts.flatMap(({ isDeleted, targetKeyText }) => (isDeleted ? [targetKeyText] : []))
  if (taken.size === 0 && excluded.length === 0) return { kind: 'nothing' }
  const spec = [...taken].reduce((sofar, [field, { from }]) => withField(sofar, from, field), document.spec)
  const accepted = { ...document, spec }
  return { kind: 'document', document: excluded.length === 0 ? accepted : withoutTargets(accepted, excluded), excluded }
}

type Members = Readonly<Record<string, unknown>>

function valueOf(spec: FlowLogSpec, field: string): string | number | boolean | object | null | undefined {
  if (field.startsWith('tags.')) return spec.tags[field.slice('tags.'.length)]
  const [member = '', part] = field.split('.')
  const value = (spec as unknown as Members)[member]
  const inner = part === undefined ? value : (value as Members | null)?.[part]
  return inner as ReturnType<typeof valueOf>
}

function withField(spec: FlowLogSpec, from: FlowLogSpec, field: string): FlowLogSpec {
  if (field.startsWith('tags.')) {
    const key = field.slice('tags.'.length)
    const { [key]: _before, ...others } = spec.tags
    const value = from.tags[key]
    return { ...spec, tags: value === undefined ? others : { ...others, [key]: value } }
  }
  // Parts of an object go with it: options of one destination are no options of another.
  const [member = ''] = field.split('.')
  return { ...spec, [member]: (from as unknown as Members)[member] }
}
