import { Argument, Command, Option } from 'commander'
import { PROVIDER_IDS, type ProviderId } from '../../lib/domain/provider-id'
import type { RecordFormat } from '../../lib/domain/records/record-format'
import type { TargetFamily } from '../../lib/domain/resource'
import { TARGET_FAMILIES } from '../../lib/domain/resource'
import type { JsonPiece } from '../../lib/records/json-lines'
import { EXIT } from '../exit-codes'
import { UsageError } from '../usage-error'

interface ParseOptions {
  readonly provider: ProviderId
  readonly format: string
  readonly family?: TargetFamily
}

/** `weir records parse`: turns flow log records into JSON lines. */
export function registerRecords(program: Command): void {
  const records = new Command('records').description('Read flow log records.').helpCommand(false)
  program.addCommand(records)
  records.addCommand(
    new Command('parse')
      .description(
        'Turn records into JSON lines: field ids as keys, null for "-", numbers where the field is an integer. ' +
          'A line that does not fit gives {"line": n, "error": ...} and the rest goes on. ' +
          'Reads text, gzip and Parquet; a header line of other columns than the format wins for its file.',
      )
      .addArgument(new Argument('[file]', 'file to read; - or none is standard input'))
      .addOption(
        new Option('--provider <provider>', 'whose records they are').choices(PROVIDER_IDS).makeOptionMandatory(),
      )
      .addOption(
        new Option('--format <format>', "the flow log's format, for example '${srcaddr} ${dstaddr} ${bytes}'").default(
          'default',
        ),
      )
      .addOption(
        new Option('--family <family>', 'which default format and fields; otherwise told by the format').choices(
          TARGET_FAMILIES,
        ),
      )
      // The program sees to its own commands only, not to theirs.
      .exitOverride()
      .showHelpAfterError('Run weir records parse --help to see how it is used.')
      .action(runParse),
  )
}

async function runParse(file: string | undefined, options: ParseOptions): Promise<void> {
  const [{ write }, { inputName, openInput }, format] = await Promise.all([
    import('../output'),
    import('../input'),
    chosenFormat(options),
  ])
  const name = inputName(file)
  let isAllWell = true
  for await (const piece of await open(file, format, openInput)) {
    if (piece.faults > 0) isAllWell = false
    for (const note of piece.notes) {
      if (note.kind !== 'header-differs') isAllWell = false
      process.stderr.write(`${name}: ${note.message}.\n`)
    }
    // What is written at once may still wait in the stream while its bytes are used again.
    const isWaitedFor = piece.bytes.length >= process.stdout.writableHighWaterMark
    if (piece.bytes.length > 0) await write(isWaitedFor ? piece.bytes : Buffer.from(piece.bytes))
  }
  process.exitCode = isAllWell ? EXIT.ok : EXIT.findings
}

/** The input as JSON lines. A Parquet file is read where it lies; everything else as a stream. */
async function open(
  file: string | undefined,
  format: RecordFormat,
  openInput: (file: string | undefined) => AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<JsonPiece>> {
  const { batchesToJsonLines, streamToJsonLines } = await import('../../lib/records/record-file')
  if (file !== undefined && file !== '-') {
    const [{ openParquetFile }, { readParquetRecords }] = await Promise.all([
      import('../../lib/records/open-record-file'),
      import('../../lib/records/parquet-records'),
    ])
    // A file that cannot be opened is reported in one way, by reading it as a stream.
    const parquet = await openParquetFile(file).catch(() => null)
    if (parquet !== null) return batchesToJsonLines(readParquetRecords(parquet, format))
  }
  return streamToJsonLines(openInput(file), format)
}

/** The format that was asked for. Throws a UsageError when it is none, or of the other cloud. */
async function chosenFormat({ provider, format: text, family }: ParseOptions): Promise<RecordFormat> {
  const { catalogueField, formatFieldIds, recordFormat } = await import('../../lib/domain/records/record-format')
  const { FAMILIES } = await import('../../lib/domain/target-family')
  const families = TARGET_FAMILIES.filter((candidate) => FAMILIES[candidate].provider === provider)
  if (family !== undefined && !families.includes(family)) {
    throw new UsageError(`${family} is not a family of ${provider}.`, `Give one of ${families.join(', ')}.`)
  }
  const logFormat = text === 'default' ? null : text
  const ids = formatFieldIds(logFormat ?? '') ?? []
  const knows = (candidate: TargetFamily) => ids.filter((id) => catalogueField(candidate, id) !== null).length
  // Of the families that know most of the fields the first: both of AWS share the fields of the default format.
  const told = [...families].sort((a, b) => knows(b) - knows(a))[0]
  const chosen = family ?? told
  const format = chosen === undefined ? null : recordFormat(chosen, logFormat)
  if (format === null) {
    throw new UsageError(
      'The format is not a list of ${field}.',
      "Give it as the flow log has it, in single quotes so that the shell leaves it alone: '${srcaddr} ${dstaddr}'.",
    )
  }
  return format
}
