import { Argument, Command, Option } from 'commander'
import type { Violation } from '../../lib/domain/problem'
import type { ProviderId } from '../../lib/domain/provider-id'
import type { RulePlace } from '../../lib/domain/rule'
import { EXIT } from '../exit-codes'
import { inputLines, readInput } from '../input'
import { write } from '../output'
import { UsageError } from '../usage-error'

/** A request is far smaller; what is longer is not read into memory. */
const MAX_REQUEST_BYTES = 1024 * 1024

/** Answers are written in pieces of about this size. */
const PIECE_LENGTH = 64 * 1024

interface ValidateOptions {
  readonly provider: ProviderId
  readonly jsonLines?: true
  readonly account?: string
  readonly region?: string
}

/** `weir validate`: judges create requests by the cloud's own rules. */
export function registerValidate(program: Command): void {
  program.addCommand(
    new Command('validate')
      .description("Judge requests in the cloud's own parameters (CreateFlowLogs or CreateFlowlog, as JSON).")
      .addArgument(new Argument('[file]', 'file to read; - or none is standard input'))
      .addOption(
        new Option('--provider <provider>', 'whose request it is')
          .choices(['aws-ec2', 'alibaba-cen'])
          .makeOptionMandatory(),
      )
      .option('--json-lines', 'one request a line, one answer a line')
      .option('--account <id>', 'the account the call is made in, where rules depend on it')
      .option('--region <region>', 'the region the call is made in, where rules depend on it')
      .action(validate),
  )
}

async function validate(file: string | undefined, options: ValidateOptions): Promise<void> {
  const place = placeOf(options)
  const [{ validateRequestText, notJson }, { requestWarnings }] = await Promise.all([
    import('../../lib/domain/validate-request'),
    import('../../lib/domain/spec-warnings'),
  ])
  if (options.jsonLines !== true) {
    const text = await readInput(file, MAX_REQUEST_BYTES)
    const violations = validateRequestText(options.provider, text, place)
    await write(`${answer(violations)}\n`)
    if (violations.length > 0) process.exitCode = EXIT.findings
    else
      for (const { field, message, remedy } of requestWarnings(options.provider, JSON.parse(text))) {
        process.stderr.write(`warning: ${field}: ${message} ${remedy}\n`)
      }
    return
  }
  let piece = ''
  for await (const { text } of inputLines(file, MAX_REQUEST_BYTES)) {
    const violations =
      text === null
        ? [notJson(`The line is longer than ${MAX_REQUEST_BYTES} bytes.`)]
        : validateRequestText(options.provider, text, place)
    if (violations.length > 0) process.exitCode = EXIT.findings
    piece += `${answer(violations)}\n`
    if (piece.length < PIECE_LENGTH) continue
    await write(piece)
    piece = ''
  }
  if (piece !== '') await write(piece)
}

function answer(violations: readonly Violation[]): string {
  const said = violations.map(({ rule, field, message, remedy, source }) => ({ rule, field, message, remedy, source }))
  return JSON.stringify({ valid: said.length === 0, violations: said })
}

function placeOf({ provider, account, region }: ValidateOptions): RulePlace {
  if (account !== undefined && !(provider === 'aws-ec2' ? /^\d{12}$/ : /^\d{10,20}$/).test(account)) {
    throw new UsageError(
      `${account} is no account id.`,
      `An account of ${provider} has ${provider === 'aws-ec2' ? '12' : '10 to 20, usually 16,'} digits.`,
    )
  }
  if (region !== undefined && !/^[a-z]{2}[a-z0-9-]+$/.test(region)) {
    throw new UsageError(`${region} is no region.`, 'Give a region id like eu-central-1 or cn-hangzhou.')
  }
  return { partition: null, accountId: account ?? null, region: region ?? null, isTemplate: false }
}
