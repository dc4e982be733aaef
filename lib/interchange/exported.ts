import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ImportFormat, NamedTarget } from './imported'
import type { Note } from './notes'

/** One flow log to write down: resolved where its scope is known, else with its placeholders. */
export interface ExportedLog {
  readonly spec: FlowLogSpec
  readonly target: NamedTarget
}

export const EXPORT_FORMATS = [
  'weir',
  'hcl',
  'cloudformation',
  'cli-json',
  'command',
  'tfstate',
] as const satisfies readonly ImportFormat[]

export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** One file of an export: most formats hold one account and region each. */
export interface ExportPart {
  readonly fileName: string
  /** The account and region it is for, as people read them; null for a file that is for all of them. */
  readonly place: string | null
  readonly text: string
}

/** A written document, and what it could not say. */
export interface ExportResult {
  readonly format: ExportFormat
  readonly parts: readonly ExportPart[]
  readonly notes: readonly Note[]
}

/** Endings and media types of the files. */
export const FILE_KINDS: Readonly<Record<ExportFormat, { readonly ending: string; readonly mediaType: string }>> = {
  weir: { ending: 'yaml', mediaType: 'application/yaml' },
  hcl: { ending: 'tf', mediaType: 'text/plain' },
  cloudformation: { ending: 'template.yaml', mediaType: 'application/yaml' },
  'cli-json': { ending: 'json', mediaType: 'application/json' },
  command: { ending: 'sh', mediaType: 'text/x-shellscript' },
  tfstate: { ending: 'tfstate', mediaType: 'application/json' },
}

/** Flow logs of one account and region. */
export interface ScopeOfLogs {
  readonly partition: string | null
  readonly accountId: string | null
  readonly region: string | null
  readonly logs: readonly ExportedLog[]
}
