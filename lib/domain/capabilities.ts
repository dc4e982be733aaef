import type { SpecField } from './flow-log-spec'
import type { FormatPreset } from './format-presets'
import type { ProviderId } from './provider-id'
import type { ResourceType, TargetFamily } from './resource'

/**
 * What a cloud can do, as data: forms, badges, limits and the engine draw themselves from it, so that a new cloud needs
 * no change there.
 */
export interface Capabilities {
  readonly provider: ProviderId
  /** As people say it: "AWS EC2", "Alibaba Cloud CEN". */
  readonly label: string
  readonly families: readonly FamilyCapabilities[]
  /** Every kind of resource that discovery lists. */
  readonly discoveredTypes: readonly ResourceType[]
  /** Whether a created log passes through a Creating state of the cloud's (CEN), or is ACTIVE once listed (AWS). */
  readonly hasCreatingState: boolean
  /** Whether the cloud itself reports delivery. */
  readonly reportsDelivery: boolean
  /** Whether a log can be switched off and on without deleting it. */
  readonly canDisable: boolean
  /** Two logs on one target: by differing destination (AWS), or never (CEN). */
  readonly coexistence: 'different-destination' | 'never'
  /** One mutation at a time per this key of the target; null where the cloud has no such lock. */
  readonly serialisesBy: 'transitRouter' | null
  readonly maxDeleteBatch: number
  readonly maxPeopleTags: number
  /** How long after creation a fresh log may be missing from listings before it counts as missing. */
  readonly visibilityGraceMs: number
  readonly activationDeadlineMs: number
  readonly deletionDeadlineMs: number
}

/** The part of the capabilities that differs between target families of one cloud. */
export interface FamilyCapabilities {
  readonly family: TargetFamily
  readonly label: string
  readonly targetTypes: readonly ResourceType[]
  /** Targets that can be declared and read back although no listing finds them. */
  readonly undiscoveredTypes: readonly ResourceType[]
  /** Record formats with a name, the cloud's default first. */
  readonly formatPresets: readonly FormatPreset[]
  /** Targets of one create call. */
  readonly maxCreateBatch: number
  readonly fields: readonly FieldCapability[]
}

/** One member of a spec, enough to draw its input and to compare it. */
export interface FieldCapability {
  readonly field: SpecField
  readonly label: string
  readonly help: string
  readonly input: 'text' | 'select' | 'switch' | 'tags' | 'tag-fields' | 'format' | 'multiline'
  readonly options: readonly { readonly value: string | number; readonly label: string }[] | null
  readonly required: boolean
  readonly change: 'in-place' | 'replace'
  /** Shown only while another field has one of these values. */
  readonly onlyWhen: { readonly field: SpecField; readonly values: readonly string[] } | null
  readonly maxLength: number | null
  readonly placeholder: string | null
  /** The initial value of the form, as it stands in the spec; null is absent or default. */
  readonly initial: string | number | boolean | null
}
