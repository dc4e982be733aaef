import type { ConfigurationDocument, Selector, SelectorClause } from '@/lib/domain/configuration'
import type { FlowLogSpec } from '@/lib/domain/flow-log-spec'
import type { ProviderId } from '@/lib/domain/provider-id'
import type { TargetFamily } from '@/lib/domain/resource'
import type { SelectionInput } from '@/lib/http/schemas/configurations'
import type { CapabilitiesView } from '@/lib/http/schemas/providers'
import type { ResourceFilterInput } from '@/lib/http/schemas/resources'

/** What a form says of its targets, before it becomes a selector. */
export type Targets =
  /** Rows picked in a list. */
  | { readonly kind: 'picked'; readonly resourceIds: readonly string[] }
  /** Everything some filters match at this moment. */
  | { readonly kind: 'filter'; readonly filter: ResourceFilterInput }
  /** Everything the clauses match, now and later. */
  | { readonly kind: 'clauses'; readonly clauses: readonly SelectorClause[]; readonly excludes: readonly string[] }
  /** The explicit targets of an existing Configuration. */
  | { readonly kind: 'keys'; readonly keys: readonly string[] }

/** A Configuration as it stands in the form. */
export interface Draft {
  readonly name: string
  readonly provider: ProviderId
  readonly family: TargetFamily
  readonly targets: Targets
  readonly spec: FlowLogSpec
  readonly onDrift: ConfigurationDocument['onDrift']
  readonly onRemoval: ConfigurationDocument['onRemoval']
  readonly upkeep: ConfigurationDocument['upkeep']
  readonly maxNewTargets: number
  readonly paused: boolean
  readonly observeOnly: boolean
  readonly requiredTraffic: ConfigurationDocument['requiredTraffic']
  readonly reason: string
}

export type FamilyView = CapabilitiesView['families'][number]
export type FieldView = FamilyView['fields'][number]

/** The member of a spec that a field names, by its dotted path; null where it is not set. Pure. */
export function fieldValue(spec: object, field: string): unknown {
  let value: unknown = spec
  for (const step of field.split('.')) {
    if (typeof value !== 'object' || value === null) return null
    value = (value as Record<string, unknown>)[step]
  }
  return value ?? null
}

/** The spec with one field set; what lies on the way is made. Pure. */
export function withField(spec: FlowLogSpec, field: string, value: unknown): FlowLogSpec {
  return settle(setAt(spec, field.split('.'), value) as unknown as FlowLogSpec)
}

function setAt(object: object, path: readonly string[], value: unknown): Record<string, unknown> {
  const [step = '', ...rest] = path
  const members = object as Record<string, unknown>
  const inner = members[step]
  const next = rest.length === 0 ? value : setAt(typeof inner === 'object' && inner !== null ? inner : {}, rest, value)
  return { ...members, [step]: next }
}

/** S3's file options, as AWS takes them when nothing is said. */
const S3_OPTIONS = { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false } as const

/** Members that belong to another destination leave the spec when the destination changes. Pure. */
function settle(spec: FlowLogSpec): FlowLogSpec {
  if (spec.family === 'cen') return spec
  const isS3 = spec.logDestinationType === 's3'
  const isFirehose = spec.logDestinationType === 'kinesis-data-firehose'
  return {
    ...spec,
    destinationOptions: isS3 ? { ...S3_OPTIONS, ...spec.destinationOptions } : null,
    deliverLogsPermissionArn: isS3 ? null : spec.deliverLogsPermissionArn,
    deliverCrossAccountRole: isFirehose ? spec.deliverCrossAccountRole : null,
  }
}

/** A spec as the form begins: every field at the initial value its cloud's capabilities give. Pure. */
export function initialSpec(family: FamilyView): FlowLogSpec {
  const empty: FlowLogSpec =
    family.family === 'cen'
      ? {
          family: 'cen',
          projectName: '',
          logStoreName: '',
          flowLogName: '',
          description: '',
          intervalSeconds: 600,
          logFormatString: null,
          enabled: true,
          tags: {},
        }
      : {
          family: family.family,
          trafficType: null,
          logDestinationType: 's3',
          logDestination: '',
          deliverLogsPermissionArn: null,
          deliverCrossAccountRole: null,
          destinationOptions: S3_OPTIONS,
          logFormat: null,
          maxAggregationIntervalSeconds: 60,
          tagFieldSpecifications: [],
          tags: {},
        }
  return settle(
    family.fields.reduce<FlowLogSpec>(
      (spec, field) =>
        field.initial === null ? spec : (setAt(spec, field.field.split('.'), field.initial) as unknown as FlowLogSpec),
      empty,
    ),
  )
}

/** A new draft for a family. Pure. */
export function newDraft(capabilities: CapabilitiesView, family: FamilyView, targets: Targets): Draft {
  return {
    name: '',
    provider: capabilities.provider,
    family: family.family,
    targets,
    spec: initialSpec(family),
    onDrift: 'heal',
    onRemoval: 'delete',
    upkeep: 'automatic',
    maxNewTargets: 50,
    paused: false,
    observeOnly: false,
    requiredTraffic: null,
    reason: '',
  }
}

/** An existing Configuration as a draft. Pure. */
export function draftOf(document: ConfigurationDocument): Draft {
  const { selector, upkeepBound, ...rest } = document
  return {
    ...rest,
    targets:
      selector.kind === 'explicit'
        ? { kind: 'keys', keys: selector.targets }
        : { kind: 'clauses', clauses: selector.clauses, excludes: selector.excludes },
    maxNewTargets: upkeepBound.maxNewTargets,
    reason: '',
  }
}

/** The document without its selector. Pure. */
export function documentOf(draft: Draft): Omit<ConfigurationDocument, 'selector'> {
  const { targets: _targets, reason: _reason, maxNewTargets, ...rest } = draft
  return { ...rest, name: draft.name.trim(), upkeepBound: { maxNewTargets } }
}

/** What the interface is told of the targets: a selector, or the selection that stands for one. Pure. */
export function targetsOf(targets: Targets): { selector: Selector } | { selection: SelectionInput } {
  switch (targets.kind) {
    case 'picked':
      return { selection: { mode: 'now', resourceIds: [...targets.resourceIds] } }
    case 'filter':
      return { selection: { mode: 'now', filter: targets.filter } }
    case 'clauses':
      return { selector: { kind: 'clauses', clauses: targets.clauses, excludes: targets.excludes } }
    case 'keys':
      return { selector: { kind: 'explicit', targets: targets.keys } }
  }
}

/** Whether anything is selected at all; an empty selector is refused, so nothing is asked of the server before. Pure. */
export function hasTargets(targets: Targets): boolean {
  switch (targets.kind) {
    case 'picked':
      return targets.resourceIds.length > 0
    case 'filter':
      return Object.keys(targets.filter).length > 0
    case 'clauses':
      return targets.clauses.length > 0 && targets.clauses.every((clause) => clause.values.length > 0)
    case 'keys':
      return targets.keys.length > 0
  }
}

/** Whether a field is asked for, given the others. Pure. */
export function isShown(field: FieldView, spec: FlowLogSpec): boolean {
  if (field.onlyWhen === null) return true
  const value = fieldValue(spec, field.onlyWhen.field)
  return typeof value === 'string' && field.onlyWhen.values.includes(value)
}
