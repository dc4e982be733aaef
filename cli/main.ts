import { Command, CommanderError } from 'commander'
import { COMMANDS } from './commands'
import { EXIT } from './exit-codes'
import { UsageError } from './usage-error'

/** Runs one command; sets the exit code of the process (see EXIT). Answers go to standard output, all else to the other. */
export async function main(args: readonly string[]): Promise<void> {
  // Whoever reads us may stop early (`| head`): that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.usage)
  })
  try {
    await program().parseAsync(args, { from: 'user' })
  } catch (error) {
    process.exitCode = failed(error)
  }
}

/** The program with all its commands. */
function program(): Command {
  const weir = new Command('weir')
    .description('Network flow logs across clouds: judge, read and translate them.')
    .configureHelp({ sortSubcommands: false })
    .helpCommand(false)
    .exitOverride()
  for (const register of COMMANDS) register(weir)
  for (const command of weir.commands) {
    command.exitOverride().showHelpAfterError(`Run weir ${command.name()} --help to see how it is used.`)
  }
  return weir.showHelpAfterError('Run weir --help to see what there is.')
}

/** Says what went wrong, where commander has not said it already, and gives the exit code. */
function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n${error.remedy}\n`)
    return EXIT.usage
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`error: Weir itself failed, please report it.\n${text}\n`)
  return EXIT.usage
}
