import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure, Lane, Outcome } from './lane'
import { RESULTS, runProgram, tail } from './run-program'

/** The part of Playwright's JSON report that is read here. */
interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly { readonly message?: string }[]
}

interface PlaywrightSuite {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly projectName: string
      readonly status: string
      readonly results: readonly { readonly error?: { readonly message?: string } }[]
    }[]
  }[]
}

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js'

/** The end-to-end tests in the browser, against a stack of their own. */
export const PLAYWRIGHT_LANE: Lane = {
  name: 'end to end',
  async run() {
    const report = join(RESULTS, 'end-to-end.json')
    await mkdir(RESULTS, { recursive: true })
    await rm(report, { force: true })
    const { ok, output } = await runProgram('end to end', [PLAYWRIGHT, 'test', '--reporter', 'list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    if (!existsSync(report))
      return { passed: 0, failures: [{ title: 'end to end did not run', message: tail(output) }] }
    const outcome = readPlaywrightReport(JSON.parse(await readFile(report, 'utf8')) as PlaywrightReport)
    // Without a test result the reason (a stack that did not start, say) is in the output only.
    if (ok || outcome.failures.some(({ title }) => title.startsWith('['))) return outcome
    const failure = { title: 'end to end ended with an error outside of its tests', message: tail(output) }
    return { ...outcome, failures: [failure] }
  },
}

/** Counts a report. Pure. A test that passed only on a second try is not a pass; skipped ones count as neither. */
export function readPlaywrightReport(report: PlaywrightReport): Outcome {
  let passed = 0
  const failures: Failure[] = report.errors.map(({ message = '' }) => ({ title: 'end to end', message }))
  const visit = (suite: PlaywrightSuite, path: readonly string[]) => {
    const here = [...path, suite.title]
    for (const { title, tests } of suite.specs ?? []) {
      for (const test of tests) {
        if (test.status === 'expected') passed += 1
        else if (test.status !== 'skipped') {
          const message = test.results.map(({ error }) => error?.message ?? '').join('\n')
          failures.push({ title: `[${test.projectName}] ${[...here, title].join(' › ')}`, message })
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, here)
  }
  for (const suite of report.suites) visit(suite, [])
  return { passed, failures }
}
