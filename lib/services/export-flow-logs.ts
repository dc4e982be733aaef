import { Refusal } from '../domain/refusal'
import type { TargetFamily } from '../domain/resource'
import { FAMILIES } from '../domain/target-family'
import type { ExportAnswer } from '../http/schemas/interchange'
import { DEFAULT_BEHAVIOUR } from '../interchange/drafts'
import { exportDrafts } from '../interchange/export-drafts'
import { exportFlowLogs } from '../interchange/export-flow-logs'
import { type ExportedLog, type ExportFormat, type ExportResult, FILE_KINDS } from '../interchange/exported'
import { Notes } from '../interchange/notes'
import { targetOfKeyText } from '../interchange/named-target-key'
import { draftOfDocument } from '../interchange/weir/write'
import { loadConfigurationToExport, loadFlowLogToExport } from '../read-models/load-logs-to-export'
import type { ServiceContext } from './service-context'

/** One document holds at most so many flow logs; Weir's own holds any number, since it names the selector. */
const MAX_LOGS = 10_000

/** A Configuration as one of the formats: as it is declared in Weir's own, as the flow logs it wants in every other. */
export async function exportConfiguration(
  context: ServiceContext,
  id: string,
  format: ExportFormat,
): Promise<ExportAnswer> {
  const { document, logs } = await loadConfigurationToExport(context.database, id, MAX_LOGS + 1)
  if (format === 'weir') {
    const targets = document.selector.kind === 'explicit' ? document.selector.targets : []
    const draft = draftOfDocument(
      document,
      targets.flatMap((text) => targetOfKeyText(text) ?? []),
    )
    return answer(exportDrafts([draft], optionsFor(context, format, document.name), new Notes()))
  }
  if (logs.length > MAX_LOGS) {
    throw new Refusal({
      kind: 'invalidInput',
      code: 'too-many',
      detail: `“${document.name}” wants more than ${MAX_LOGS} flow logs: too many for one document.`,
      remedy: 'Export it as Weir YAML, or export single flow logs.',
    })
  }
  return answer(writeLogs(context, logs, format, document.name))
}

/** One flow log, ours or anybody's, as one of the formats. */
export async function exportFlowLog(context: ServiceContext, id: string, format: ExportFormat): Promise<ExportAnswer> {
  const { name, log } = await loadFlowLogToExport(context.database, id)
  if (log === null) {
    throw new Refusal({
      kind: 'invalidState',
      code: 'not-exportable',
      detail: `The cloud’s answer about ${name} lacks its target or its parameters, so it cannot be written down.`,
      remedy: 'Look at the raw answer on its page.',
    })
  }
  if (format !== 'weir') return answer(writeLogs(context, [log], format, name))
  const { spec, target } = log
  const { family } = spec
  const { unreported: _unknown, ...declared } = spec as typeof spec & { unreported?: unknown }
  const draft = {
    document: {
      name,
      provider: FAMILIES[family].provider,
      family,
      spec: declared,
      ...DEFAULT_BEHAVIOUR,
    },
    // The key says where it is; the CEN and the log itself are no part of a Configuration.
    selector: { kind: 'named' as const, targets: [{ ...target, cenId: null, flowLogId: null }] },
    withoutTarget: 0,
    existing: [],
    lines: [],
  }
  return answer(exportDrafts([draft], optionsFor(context, format, name), new Notes()))
}

/** Any flow logs as one of the formats but Weir's own. */
function writeLogs(
  context: ServiceContext,
  logs: readonly ExportedLog[],
  format: Exclude<ExportFormat, 'weir'>,
  name: string,
): ExportResult {
  const notes = new Notes()
  if (logs.length === 0) {
    notes.error('It has no flow logs yet.', null, null, 'Export it as Weir YAML, or wait until its plan is approved.')
  }
  const written = exportFlowLogs(logs, { ...optionsFor(context, format, name), format })
  return { ...written, notes: [...notes.sorted(), ...written.notes] }
}

function optionsFor<Format extends ExportFormat>(context: ServiceContext, format: Format, baseName: string) {
  const maxCreateBatch = (family: TargetFamily) =>
    context.capabilities(FAMILIES[family].provider).families.find((one) => one.family === family)?.maxCreateBatch ?? 1
  return { format, baseName, maxCreateBatch }
}

function answer({ format, parts, notes }: ExportResult): ExportAnswer {
  return {
    format,
    mediaType: FILE_KINDS[format].mediaType,
    parts: parts.map((part) => ({ ...part })),
    notes: notes.map((note) => ({ ...note })),
  }
}
