import type { TargetFamily } from '../domain/resource'
import { type ExportFormat, type ExportResult, FILE_KINDS } from './exported'
import { exportFlowLogs, fileWord } from './export-flow-logs'
import type { ConfigurationDraft } from './imported'
import { logsOfDrafts } from './logs-of-drafts'
import type { Notes } from './notes'
import { writeWeirYaml } from './weir/write'

export interface DraftExportOptions {
  readonly format: ExportFormat
  readonly baseName: string
  readonly maxCreateBatch: (family: TargetFamily) => number
}

/** Writes Configurations down: as they are in Weir's own format, as the flow logs they name in every other. Pure. */
export function exportDrafts(
  drafts: readonly ConfigurationDraft[],
  options: DraftExportOptions,
  notes: Notes,
): ExportResult {
  const { format } = options
  if (format === 'weir') {
    const fileName = `${fileWord(options.baseName)}.${FILE_KINDS.weir.ending}`
    const parts = drafts.length === 0 ? [] : [{ fileName, place: null, text: writeWeirYaml(drafts) }]
    return { format, parts, notes: notes.sorted() }
  }
  const written = exportFlowLogs(logsOfDrafts(drafts, notes), { ...options, format })
  return { ...written, notes: [...notes.sorted(), ...written.notes] }
}
