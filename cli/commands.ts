import type { Command } from 'commander'
import { registerExport } from './commands/export'
import { registerImport } from './commands/import'
import { registerRecords } from './commands/records'
import { registerValidate } from './commands/validate'

/**
 * Every command of `weir`, in the order its help lists them. Registering only declares: what a command needs to run is
 * imported when it runs, so that each starts quickly.
 */
export const COMMANDS: readonly ((program: Command) => void)[] = [
  registerValidate,
  registerRecords,
  registerImport,
  registerExport,
]
