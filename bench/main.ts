import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '../scripts/embedded-postgres/cluster'
import { benchAws } from './cases/aws'
import { benchCen } from './cases/cen'
import { measureFleet, type FleetTimes } from './cases/growth'
import { benchLists } from './cases/lists'
import { benchRecords } from './cases/records'
import { measureMachine } from './measure/machine'
import { startBenchSimulator } from './measure/simulator'
import { asTable, makeReport, type Measured } from './report'
import type { BenchRun } from './run'

const USAGE = `npm run bench -- [options]
  --json         print one JSON object on standard output and nothing else there
  --only NAME    aws | cen | plan | growth | lists | records; may be given more than once
  --quick        small fleets, for a first impression
  --keep         keep the folder with the processes' logs
  --profile      the same, with a processor profile of each worker (it slows them down a little)`

const CASES = ['aws', 'cen', 'plan', 'growth', 'lists', 'records'] as const
type CaseName = (typeof CASES)[number]

interface Options {
  readonly json: boolean
  readonly isQuick: boolean
  readonly keep: boolean
  readonly isProfiled: boolean
  readonly only: ReadonlySet<CaseName>
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean' },
      quick: { type: 'boolean' },
      keep: { type: 'boolean' },
      profile: { type: 'boolean' },
      only: { type: 'string', multiple: true },
    },
  })
  const only = (values.only ?? CASES).map((name) => {
    const known = CASES.find((candidate) => candidate === name)
    if (known === undefined) throw new Error(`--only must be one of ${CASES.join(', ')}`)
    return known
  })
  const isProfiled = values.profile ?? false
  return {
    json: values.json ?? false,
    isQuick: values.quick ?? false,
    keep: isProfiled || (values.keep ?? false),
    isProfiled,
    only: new Set(only),
  }
}

const startedAt = performance.now()

/** Tells a person what is going on. */
function note(text: string): void {
  process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}\n`)
}

/** Runs the cases that were asked for. Reading records needs neither clouds nor a database. */
async function measure(options: Options): Promise<Measured> {
  const { only, isQuick } = options
  const records = only.has('records') ? await benchRecords({ isQuick, note: (text) => note(`records: ${text}`) }) : null
  const needsClouds = [...only].some((name) => name !== 'records')
  const others = needsClouds ? await measureWithClouds(options) : NOT_RUN
  return { isQuick, ...others, records, tookMs: performance.now() - startedAt }
}

type CloudCases = Omit<Measured, 'isQuick' | 'records' | 'tookMs'>

const NOT_RUN: CloudCases = { machine: null, aws: null, cen: null, fleets: [], lists: null }

/** Starts what these cases need, runs them one after the other, and ends everything again. */
async function measureWithClouds(options: Options): Promise<CloudCases> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-bench-'))
  await chmod(folder, 0o755) // the account of the database server passes through it
  const logs = join(folder, 'logs')
  await mkdir(logs, { recursive: true })
  // Durable as it would be in earnest: a bench of a database that forgets would flatter.
  const cluster = await startCluster({ dataDir: folder })
  try {
    const simulator = await startBenchSimulator(logs)
    try {
      const machine = await measureMachine(cluster.url('postgres'))
      note(`${cluster.label}; processor ${machine.cpuMs.toFixed(0)} ms, database ${machine.databaseMs.toFixed(0)} ms`)
      const run: BenchRun = {
        simulator,
        cluster,
        folder: logs,
        isQuick: options.isQuick,
        isProfiled: options.isProfiled,
        note,
      }
      return { machine, ...(await runCases(options, run)) }
    } finally {
      await simulator.stop()
    }
  } finally {
    await cluster.stop()
    if (options.keep) note(`kept ${folder}`)
    else {
      await rm(cluster.databaseFolder, { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function runCases({ only, isQuick }: Options, run: BenchRun): Promise<Omit<CloudCases, 'machine'>> {
  const prefixed = (prefix: string): BenchRun => ({ ...run, note: (text) => run.note(`${prefix}: ${text}`) })
  const aws = only.has('aws') ? await benchAws(prefixed('AWS')) : null
  const cen = only.has('cen') ? await benchCen(prefixed('CEN')) : null
  const fleets: FleetTimes[] = []
  const [small, large] = isQuick ? [1_000, 10_000] : [10_000, 100_000]
  if (only.has('plan') || only.has('growth')) fleets.push(await measureFleet(prefixed('growth'), small))
  if (only.has('growth')) fleets.push(await measureFleet(prefixed('growth'), large))
  const lists = only.has('lists') ? await benchLists(prefixed('lists')) : null
  return { aws, cen, fleets, lists }
}

let options: Options
try {
  options = readOptions(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  process.exit(2)
}
const report = makeReport(await measure(options))
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : asTable(report))
