import pc from 'picocolors'
import { systemPostgres } from '../../test/system-postgres'
import { buildWeb, generateClient } from '../stack/prepare'
import { silentProgress } from '../stack/progress'
import { judge, type Lane, type Outcome, total } from './lane'
import { PLAYWRIGHT_LANE } from './playwright-lane'
import { stopPrograms } from './run-program'
import { STATIC_LANES } from './static-lanes'
import { vitestLane } from './vitest-lane'

/** Static checks at a time: typed lint and the compiler take about a gigabyte each. */
const AT_ONCE = 2

/** Runs the checks, all of them or the quick ones, prints what failed, and ends with the line `N passed, N failed`. */
export async function runChecks(quick: boolean): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stopPrograms().then(() => process.exit(130)))
  }
  const begin = Date.now()
  await generateClient(silentProgress)
  const outcomes = [
    ...(await runSome(STATIC_LANES, AT_ONCE)),
    ...(await runSome(quick ? [vitestLane('unit')] : CODE_LANES, 1)),
    ...(quick ? [] : await runSome(mixedLanes(), AT_ONCE)),
    ...(quick ? [] : await runSome([PLAYWRIGHT_LANE], 1)),
  ]
  for (const { failures } of outcomes) {
    for (const { title, message } of failures) console.log(`\n${pc.red('✖')} ${pc.bold(title)}\n${message}`)
  }
  const { passed, failed } = total(outcomes)
  console.log(`\nTook ${Math.round((Date.now() - begin) / 1000)} s.`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}

/** What runs the code and may use all cores: one after another. */
const CODE_LANES: readonly Lane[] = [vitestLane('unit'), vitestLane('contract'), vitestLane('integration')]

/** Crash tests mostly wait for leases to run out: beside them there is room for the rest that the browser needs first. */
function mixedLanes(): Lane[] {
  return [
    vitestLane('crash'),
    secondPostgresLane(),
    vitestLane('guards'),
    {
      name: 'build',
      async run() {
        await buildWeb(silentProgress)
        return { passed: 1, failures: [] }
      },
    },
  ]
}

/** The integration tests once more, on another PostgreSQL than the embedded one, where this system has one. */
function secondPostgresLane(): Lane {
  const installed = systemPostgres()
  const name = `integration on ${installed?.label ?? 'a second PostgreSQL'}`
  if (installed !== undefined) return vitestLane('integration', name, { WEIR_TEST_POSTGRES: 'system' })
  const skipped = 'no PostgreSQL 15 or newer is installed in /usr/lib/postgresql'
  return { name, run: () => Promise.resolve({ passed: 0, failures: [], skipped }) }
}

async function runSome(lanes: readonly Lane[], atOnce: number): Promise<Outcome[]> {
  const outcomes = new Map<Lane, Outcome>()
  const waiting = [...lanes]
  const work = async () => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) outcomes.set(lane, await runOne(lane))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return lanes.map((lane) => outcomes.get(lane)).filter((outcome) => outcome !== undefined)
}

/** A lane never stops the next one: whatever it throws is one failure. */
async function runOne(lane: Lane): Promise<Outcome> {
  console.log(`… ${lane.name}`)
  const begin = Date.now()
  const outcome: Outcome = await lane.run().then(
    (found) => judge(lane.name, found),
    (error: unknown) => ({
      passed: 0,
      failures: [{ title: lane.name, message: error instanceof Error ? error.message : String(error) }],
    }),
  )
  console.log(describeOutcome(lane.name, outcome, Date.now() - begin))
  for (const count of outcome.counts ?? []) console.log(`  ${count}`)
  return outcome
}

function describeOutcome(name: string, { passed, failures, skipped }: Outcome, elapsedMs: number): string {
  const seconds = pc.dim(`(${(elapsedMs / 1000).toFixed(1)} s)`)
  if (skipped !== undefined) return `${pc.yellow('–')} ${name}: skipped, ${skipped}`
  if (failures.length === 0) return `${pc.green('✔')} ${name}: ${passed} passed ${seconds}`
  return `${pc.red('✖')} ${name}: ${passed} passed, ${failures.length} failed ${seconds}`
}
