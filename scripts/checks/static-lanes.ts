import type { Lane } from './lane'
import { runProgram, tail } from './run-program'

const BIN = {
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  eslint: 'node_modules/eslint/bin/eslint.js',
  tsc: 'node_modules/typescript/bin/tsc',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  knip: 'node_modules/knip/bin/knip.js',
}

/** Folders whose imports have a direction to keep. */
const LAYERED = ['app', 'components', 'lib', 'worker', 'simulator']

/** Checks that read the sources and run nothing; each counts as one test. */
export const STATIC_LANES: readonly Lane[] = [
  check('format', BIN.prettier, ['--check', '--cache', '--cache-location', 'node_modules/.cache/prettier', '.']),
  check('lint', BIN.eslint, ['--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings', '0', '.']),
  check('types', BIN.tsc, ['--noEmit', '--pretty', 'false']),
  check('boundaries', BIN.depcruise, ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...LAYERED]),
  check('dead code', BIN.knip, ['--no-progress']),
]

function check(name: string, program: string, args: readonly string[]): Lane {
  return {
    name,
    async run() {
      const { ok, output } = await runProgram(name, [program, ...args])
      return ok ? { passed: 1, failures: [] } : { passed: 0, failures: [{ title: name, message: tail(output) }] }
    },
  }
}
