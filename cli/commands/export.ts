import { Argument, Command, Option } from 'commander'
import { EXPORT_FORMATS, type ExportFormat } from '../../lib/interchange/exported'
import { IMPORT_FORMATS, type ImportFormat } from '../../lib/interchange/imported'
import { EXIT } from '../exit-codes'

interface ExportOptions {
  readonly to: ExportFormat
  readonly from: ImportFormat | 'auto'
  readonly output?: string
}

/** `weir export`: writes Configurations as the clouds' and Terraform's own documents. */
export function registerExport(program: Command): void {
  program.addCommand(
    new Command('export')
      .description(
        'Write Configurations as commands, requests, Terraform or CloudFormation. What cannot be said is named.',
      )
      .addArgument(new Argument('[file]', 'file to read; - or none is standard input'))
      .addOption(new Option('--to <format>', 'what to write').choices(EXPORT_FORMATS).makeOptionMandatory())
      .addOption(
        new Option('--from <format>', 'what the document is').choices(['auto', ...IMPORT_FORMATS]).default('auto'),
      )
      .option('--output <folder>', 'write a file per account and region into this folder')
      .action(runExport),
  )
}

async function runExport(file: string | undefined, options: ExportOptions): Promise<void> {
  const [{ importDocument }, { isUnderstood, Notes }, { exportDrafts }, { joinParts }] = await Promise.all([
    import('../../lib/interchange/import-document'),
    import('../../lib/interchange/notes'),
    import('../../lib/interchange/export-drafts'),
    import('../../lib/interchange/export-flow-logs'),
  ])
  const { MAX_DOCUMENT_LENGTH } = await import('../../lib/interchange/source/bounds')
  const { maxCreateBatch } = await import('../create-batch')
  const { inputName, readInput } = await import('../input')
  const { printNotes } = await import('../notes')
  const text = await readInput(file, MAX_DOCUMENT_LENGTH)
  const read = importDocument(text, { format: options.from, provider: null })
  const written = exportDrafts(read.drafts, { format: options.to, baseName: 'flow-logs', maxCreateBatch }, new Notes())
  const notes = [...read.notes, ...written.notes]
  printNotes(notes, inputName(file))
  if (options.output === undefined) {
    const { write } = await import('../output')
    await write(joinParts(written))
  } else {
    const { writeParts } = await import('../write-parts')
    await writeParts(options.output, written.parts)
  }
  process.exitCode = isUnderstood(notes) && written.parts.length > 0 ? EXIT.ok : EXIT.findings
}
