import type { ConfigurationDocument, ClauseSelector } from '../domain/configuration'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ResourceType } from '../domain/resource'
import type { Note, Place } from './notes'

/**
 * A target as a document names it: the cloud's own id, and what else it says. Null is what it does not say; whoever knows
 * the discovered resources finds the rest.
 */
export interface NamedTarget {
  readonly type: ResourceType
  readonly externalId: string
  /** The router of a CEN attachment; null elsewhere. */
  readonly transitRouterId: string | null
  /** The CEN of a router or its attachment; null elsewhere. */
  readonly cenId: string | null
  readonly partition: string | null
  readonly accountId: string | null
  readonly region: string | null
  /** The flow log that exists already, where the document names it. */
  readonly flowLogId: string | null
}

/** One flow log that a document declares, or several with the same parameters. */
export interface ImportedFlowLogs {
  /** What the document calls it; null when it has no name. */
  readonly name: string | null
  /** Canonical, as a template: what the target's scope decides is a placeholder. */
  readonly spec: FlowLogSpec
  readonly targets: readonly NamedTarget[]
  /** Flow logs that name no target Weir could read. */
  readonly withoutTarget: number
  /** Those of them that exist: whoever looked at the cloud knows what they log. */
  readonly existing?: readonly string[]
  readonly at: Place
}

/** Which targets a draft names, before resources are looked up. */
export type DraftSelector = ClauseSelector | { readonly kind: 'named'; readonly targets: readonly NamedTarget[] }

/** A Configuration as a document proposes it. */
export interface ConfigurationDraft {
  readonly document: Omit<ConfigurationDocument, 'selector'>
  readonly selector: DraftSelector
  readonly withoutTarget: number
  /** Ids of the flow logs without a readable target that exist. */
  readonly existing: readonly string[]
  /** Where it stands in the document. */
  readonly lines: readonly number[]
}

/** Everything a document says of flow logs, and everything about it that a person has to know. */
export interface ImportResult {
  /** Null when nothing could be made of the document. */
  readonly format: ImportFormat | null
  readonly drafts: readonly ConfigurationDraft[]
  readonly notes: readonly Note[]
}

export const IMPORT_FORMATS = ['cli-json', 'command', 'hcl', 'tfstate', 'cloudformation', 'weir'] as const

export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** What people call each format. */
export const FORMAT_LABELS: Readonly<Record<ImportFormat, string>> = {
  'cli-json': 'Request parameters (JSON or YAML)',
  command: 'Command line',
  hcl: 'Terraform configuration',
  tfstate: 'Terraform state',
  cloudformation: 'CloudFormation template',
  weir: 'Weir YAML',
}

/** A target of which only its id and type are known. Pure. */
export function namedTarget(
  type: ResourceType,
  externalId: string,
  rest: Partial<Omit<NamedTarget, 'type' | 'externalId'>> = {},
): NamedTarget {
  return {
    type,
    externalId,
    transitRouterId: null,
    cenId: null,
    partition: null,
    accountId: null,
    region: null,
    flowLogId: null,
    ...rest,
  }
}
