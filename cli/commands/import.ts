import { Argument, Command, Option } from 'commander'
import { PROVIDER_IDS, type ProviderId } from '../../lib/domain/provider-id'
import { IMPORT_FORMATS, type ImportFormat } from '../../lib/interchange/imported'
import { EXIT } from '../exit-codes'

interface ImportOptions {
  readonly from: ImportFormat | 'auto'
  readonly provider?: ProviderId
  readonly json?: boolean
}

/** `weir import`: turns documents of the clouds and of Terraform into Weir's own. */
export function registerImport(program: Command): void {
  program.addCommand(
    new Command('import')
      .description('Turn flow logs that are written elsewhere into Configurations. What is not understood is named.')
      .addArgument(new Argument('[file]', 'file to read; - or none is standard input'))
      .addOption(
        new Option('--from <format>', 'what the document is').choices(['auto', ...IMPORT_FORMATS]).default('auto'),
      )
      .addOption(new Option('--provider <provider>', 'take only flow logs of this cloud').choices(PROVIDER_IDS))
      .option('--json', 'answer in JSON instead of YAML')
      .action(runImport),
  )
}

async function runImport(file: string | undefined, options: ImportOptions): Promise<void> {
  const [{ importDocument }, { isUnderstood }, { writeWeirJson, writeWeirYaml }, { ruleNotes }] = await Promise.all([
    import('../../lib/interchange/import-document'),
    import('../../lib/interchange/notes'),
    import('../../lib/interchange/weir/write'),
    import('../../lib/interchange/rule-notes'),
  ])
  const { MAX_DOCUMENT_LENGTH } = await import('../../lib/interchange/source/bounds')
  const { inputName, readInput } = await import('../input')
  const { printNotes } = await import('../notes')
  const text = await readInput(file, MAX_DOCUMENT_LENGTH)
  const { drafts, notes } = importDocument(text, { format: options.from, provider: options.provider ?? null })
  const all = [...notes, ...ruleNotes(drafts)]
  printNotes(all, inputName(file))
  const { write } = await import('../output')
  if (drafts.length > 0) await write(options.json === true ? writeWeirJson(drafts) : writeWeirYaml(drafts))
  process.exitCode = isUnderstood(all) ? EXIT.ok : EXIT.findings
}
