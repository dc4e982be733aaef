import type { Lane } from './lane'
import { runProgram, tail } from './run-program'

const BIN = {
  next: 'node_modules/next/dist/bin/next',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  eslint: 'node_modules/eslint/bin/eslint.js',
  tsc: 'node_modules/typescript/bin/tsc',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  knip: 'node_modules/knip/bin/knip.js',
}

/** Folders whose imports have a direction to keep. */
const LAYERED = ['app', 'cli', 'components', 'lib', 'worker', 'simulator']

/** Checks that read the sources and run nothing; each counts as one test. */
export const STATIC_LANES: readonly Lane[] = [
  check('format', BIN.prettier, ['--check', '--cache', '.']),
  check('lint', BIN.eslint, ['--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings', '0', '.']),
  // Next writes the types of the routes; those of a route that is gone would fail the compiler.
  check('types', BIN.tsc, ['--noEmit', '--pretty', 'false'], [BIN.next, 'typegen']),
  check('boundaries', BIN.depcruise, ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...LAYERED]),
  check('dead code', BIN.knip, ['--no-progress']),
]

function check(name: string, program: string, args: readonly string[], before?: readonly string[]): Lane {
  return {
    name,
    async run() {
      const steps = [...(before === undefined ? [] : [before]), [program, ...args]]
      for (const step of steps) {
        const { ok, output } = await runProgram(name, step)
        if (!ok) return { passed: 0, failures: [{ title: name, message: tail(output) }] }
      }
      return { passed: 1, failures: [] }
    },
  }
}
