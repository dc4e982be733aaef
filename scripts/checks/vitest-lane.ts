import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Failure, Lane, Outcome } from './lane'
import { RESULTS, runProgram, tail } from './run-program'

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const VITEST = 'node_modules/vitest/vitest.mjs'

/** One project of vitest.config.ts as a lane; every test counts. */
export function vitestLane(project: string, name = project, environment: Record<string, string> = {}): Lane {
  return {
    name,
    async run() {
      const report = join(RESULTS, `${name.replaceAll(/[^a-z0-9]+/g, '-')}.json`)
      await mkdir(RESULTS, { recursive: true })
      await rm(report, { force: true })
      const args = ['run', '--project', project, '--reporter', 'dot', '--reporter', 'json', '--outputFile.json', report]
      const { ok, output } = await runProgram(name, [VITEST, ...args], environment)
      if (!existsSync(report)) return { passed: 0, failures: [{ title: `${name} did not run`, message: tail(output) }] }
      const outcome = readVitestReport(JSON.parse(await readFile(report, 'utf8')) as VitestReport, process.cwd())
      // An error outside of any test (an unhandled rejection, a broken global setup) shows in the exit code only.
      if (ok || outcome.failures.length > 0) return outcome
      return {
        ...outcome,
        failures: [{ title: `${name} ended with an error outside of its tests`, message: tail(output) }],
      }
    },
  }
}

/** Counts a report. Pure. A file that could not even be loaded is one failure; skipped tests count as neither. */
export function readVitestReport(report: VitestReport, root: string): Outcome {
  let passed = 0
  const failures: Failure[] = []
  const counts: string[] = []
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name)
    passed += assertionResults.filter((test) => test.status === 'passed').length
    const failed = assertionResults.filter((test) => test.status === 'failed')
    counts.push(
      ...assertionResults.flatMap(({ fullName, status: state }) => (state === 'passed' ? countIn(fullName) : [])),
    )
    failures.push(
      ...failed.map((test) => ({ title: `${file} › ${test.fullName}`, message: test.failureMessages.join('\n') })),
    )
    if (status === 'failed' && failed.length === 0) failures.push({ title: `${file} could not be run`, message })
  }
  return { passed, failures, ...(counts.length > 0 && { counts }) }
}

/** What a test counted, as its title says after `counted:`; the lane's summary repeats it. */
function countIn(fullName: string): readonly string[] {
  const [, count] = /\bcounted: (.+)$/.exec(fullName) ?? []
  return count === undefined ? [] : [count]
}
