import { PROVIDER_LABELS } from '../domain/provider-labels'
import type { ProviderId } from '../domain/provider-id'
import { readCloudFormation } from './cloudformation/read'
import { readCommands } from './command'
import { formatOfNode, formatOfText } from './detect'
import { draftsOf } from './drafts'
import {
  type ConfigurationDraft,
  FORMAT_LABELS,
  type ImportedFlowLogs,
  type ImportFormat,
  type ImportResult,
} from './imported'
import { Notes } from './notes'
import { looksLikeJson, readRequestDocument } from './read-request-document'
import { readRequests } from './request'
import { MAX_DOCUMENT_LENGTH, Unreadable } from './source/bounds'
import { memberOf, type SourceNode } from './source/node'
import { readTerraformConfiguration } from './terraform/read-configuration'
import { readTerraformState } from './terraform/read-state'
import { readWeir } from './weir/read'

export interface ImportOptions {
  /** `auto` looks at the document. */
  readonly format: ImportFormat | 'auto'
  /** Only flow logs of this cloud; others are named and left out. */
  readonly provider: ProviderId | null
  /** YAML takes long to parse: where others wait meanwhile, less of it is read. */
  readonly maxYamlLength?: number
}

/** A document as text, and as values where it is JSON or YAML. Throws `Unreadable` where it is neither. */
interface ReadSource {
  readonly text: string
  readonly roots: () => readonly SourceNode[]
}

const READERS: Readonly<
  Record<Exclude<ImportFormat, 'weir'>, (source: ReadSource, notes: Notes) => readonly ImportedFlowLogs[]>
> = {
  'cli-json': ({ roots }, notes) => readRequests(roots(), notes),
  command: ({ text }, notes) => readCommands(text, notes),
  hcl: ({ text }, notes) => readTerraformConfiguration(text, notes),
  tfstate: ({ roots }, notes) => readTerraformState(roots(), notes),
  cloudformation: ({ roots }, notes) => readCloudFormation(roots(), notes),
}

/**
 * Reads a document as Configurations. Pure and total: whatever cannot be read, understood or kept is a note with its
 * place. Whether the drafts keep the clouds' rules is not judged here: `validateConfigurationDocument` does.
 */
export function importDocument(text: string, options: ImportOptions): ImportResult {
  const notes = new Notes()
  try {
    const { format, drafts } = read(text.replace(/^\uFEFF/, ''), options, notes)
    const kept = drafts.filter(({ document, lines }) => {
      if (options.provider === null || document.provider === options.provider) return true
      const at = { line: lines[0] ?? 1, column: 1 }
      notes.warning(
        `Left out: it is of ${PROVIDER_LABELS[document.provider]}.`,
        at,
        document.name,
        'Import it without naming a cloud.',
      )
      return false
    })
    if (kept.length === 0 && notes.errorCount === 0) {
      notes.error('No flow log was found in this document.', null, null, 'Paste the part that declares flow logs.')
    }
    return { format, drafts: kept, notes: notes.sorted() }
  } catch (error) {
    const unreadable = error instanceof RangeError ? tooNested() : error
    if (!(unreadable instanceof Unreadable)) throw error
    notes.error(unreadable.message, unreadable.at, null, unreadable.remedy)
    return { format: options.format === 'auto' ? null : options.format, drafts: [], notes: notes.sorted() }
  }
}

function read(
  text: string,
  options: ImportOptions,
  notes: Notes,
): { format: ImportFormat; drafts: readonly ConfigurationDraft[] } {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    throw new Unreadable('The document is too long.', null, 'Import only the part that declares flow logs.')
  }
  if (text.trim() === '') throw new Unreadable('The document is empty.', null, 'Paste or choose a document.')
  let parsed: readonly SourceNode[] | null = null
  // Parsed once, whether the format must be found out or not.
  const source: ReadSource = { text, roots: () => (parsed ??= readValues(text, options, notes)) }
  const format = options.format === 'auto' ? detect(source) : options.format
  if (format === 'weir') return { format, drafts: readWeir(source.roots(), notes) }
  return { format, drafts: draftsOf(READERS[format](source, notes), notes) }
}

function readValues(text: string, { maxYamlLength }: ImportOptions, notes: Notes): readonly SourceNode[] {
  if (maxYamlLength !== undefined && text.length > maxYamlLength && !looksLikeJson(text)) {
    const remedy = 'Use weir import on the command line, or import the document in parts.'
    throw new Unreadable(`YAML of more than ${maxYamlLength} characters is not read here.`, null, remedy)
  }
  return readRequestDocument(text, notes)
}

function detect({ text, roots }: ReadSource): ImportFormat {
  const known = formatOfText(text)
  if (known !== null) return known
  const format = formatOfNode(roots())
  if (format !== null) return format
  if (memberOf(memberOf(roots()[0] ?? null, 'resource'), 'aws_flow_log') !== null) {
    const remedy = 'Import the state, or the same resources in the native syntax.'
    throw new Unreadable('Terraform’s JSON syntax is not read.', null, remedy)
  }
  throw new Unreadable(
    'This looks like none of the formats Weir reads.',
    null,
    `Weir reads: ${Object.values(FORMAT_LABELS).join('; ')}. Name the format if you know it.`,
  )
}

function tooNested(): Unreadable {
  return new Unreadable(
    'The document nests too deep to be read.',
    null,
    'Import only the part that declares flow logs.',
  )
}
