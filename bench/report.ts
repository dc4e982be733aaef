import type { ConvergenceFigures } from './cases/convergence'
import type { FleetTimes } from './cases/growth'
import type { ListsFigures } from './cases/lists'
import type { RecordsFigures } from './cases/records'
import type { MachineFactor } from './measure/machine'

/** Everything a run measured; what was left out by `--only` is null. */
export interface Measured {
  readonly isQuick: boolean
  /** Null when nothing ran that depends on it. */
  readonly machine: MachineFactor | null
  readonly aws: ConvergenceFigures | null
  readonly cen: ConvergenceFigures | null
  /** By size, smallest first. */
  readonly fleets: readonly FleetTimes[]
  readonly lists: ListsFigures | null
  readonly records: RecordsFigures | null
  readonly tookMs: number
}

/** What must be true. Timed bars hold on a machine with two cores to itself. */
export const TARGETS = {
  convergeCallsRatio: 1,
  steadyCallsRatio: 1,
  convergeTimeRatio: 1.2,
  planMs10k: 1_000,
  growth10kTo100k: 11,
  steadyRowsWritten: 0,
  workerPeakMiB: 400,
  listP95Ms: 100,
  recordsParseRatio: 3,
  parquetParseRatio: 1.5,
  recordsPeakMiB: 256,
} as const

/** The one object that `--json` prints. */
export interface Report {
  /** The worse of the two clouds, or the only one that was run. */
  readonly convergeCallsRatio: number | null
  readonly steadyCallsRatio: number | null
  readonly convergeTimeRatio: number | null
  readonly engineOverheadMs: number | null
  readonly steadyRowsWritten: number | null
  readonly workerPeakMiB: number | null
  readonly planMs10k: number | null
  readonly growth10kTo100k: number | null
  /** The slowest of all lists and pages at 100,000 resources. */
  readonly listP95Ms: number | null
  /** Typed records out of text ÷ a bare `split` of the same file. */
  readonly recordsParseRatio: number | null
  /** Typed records out of Parquet ÷ the rows of its reader library alone. */
  readonly parquetParseRatio: number | null
  /** The most memory held while a large file is streamed. */
  readonly recordsPeakMiB: number | null
  readonly targets: typeof TARGETS
  /** Names of the figures that miss their target. */
  readonly missed: readonly string[]
  readonly isQuick: boolean
  readonly machine: MachineFactor | null
  readonly aws: ConvergenceFigures | null
  readonly cen: ConvergenceFigures | null
  readonly fleets: readonly FleetTimes[]
  readonly lists: ListsFigures | null
  readonly records: RecordsFigures | null
  readonly tookMs: number
}

/** Draws the figures together. Pure. */
export function makeReport(measured: Measured): Report {
  const clouds = [measured.aws, measured.cen].filter((figures) => figures !== null)
  const worst = (of: (figures: ConvergenceFigures) => number | null): number | null => {
    const values = clouds.flatMap((figures) => of(figures) ?? [])
    return values.length === 0 ? null : Math.max(...values)
  }
  const [small, large] = measured.fleets
  const figures = {
    convergeCallsRatio: worst((one) => one.convergeCallsRatio),
    steadyCallsRatio: worst((one) => one.steadyCallsRatio),
    convergeTimeRatio: worst((one) => one.convergeTimeRatio),
    engineOverheadMs: worst((one) => one.engineOverheadMs),
    steadyRowsWritten: worst((one) => one.steadyRowsWritten),
    workerPeakMiB: worst((one) => one.workerPeakMiB),
    planMs10k: small?.planMs ?? null,
    growth10kTo100k: small === undefined || large === undefined ? null : large.lookMs / small.lookMs,
    listP95Ms: measured.lists?.worstP95Ms ?? null,
    recordsParseRatio: measured.records?.parseRatio ?? null,
    parquetParseRatio: measured.records?.parquetRatio ?? null,
    recordsPeakMiB: measured.records?.peakMiB ?? null,
  }
  const missed = Object.entries(TARGETS).flatMap(([name, most]) => {
    const value = figures[name as keyof typeof TARGETS]
    return value !== null && value > most ? [name] : []
  })
  return rounded({ ...figures, targets: TARGETS, missed, ...measured })
}

/** Numbers with five decimals at most: enough to see one call too many. */
function rounded(report: Report): Report {
  const text = JSON.stringify(report, (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 100_000) / 100_000 : value,
  )
  return JSON.parse(text) as Report
}

/** The report as a person reads it. Pure. */
export function asTable(report: Report): string {
  const lines = [
    row('', 'measured', 'target'),
    ...Object.entries(TARGETS).map(([name, most]) => {
      const value = report[name as keyof typeof TARGETS]
      const isMissed = report.missed.includes(name)
      const bound = most === 0 || most === 1 ? String(most) : `<= ${most}`
      return row(name, value === null ? 'not run' : String(value), `${bound}${isMissed ? '  MISSED' : ''}`)
    }),
    row('engineOverheadMs', report.engineOverheadMs === null ? 'not run' : String(report.engineOverheadMs), ''),
    '',
    ...convergenceLines('AWS', report.aws),
    ...convergenceLines('CEN', report.cen),
    ...report.fleets.map(
      ({ resources, firstLookMs, lookMs, lookCpuMs, bareLookMs, planMs, proposalMs, workerPeakMiB }) =>
        `${resources} resources: first look ${seconds(firstLookMs)}, observe and plan ${seconds(lookMs)} ` +
        `(processor ${lookCpuMs === null ? '?' : seconds(lookCpuMs)}, bare listing ${seconds(bareLookMs)}), ` +
        `plan ${Math.round(planMs)} ms, proposal ${seconds(proposalMs)}, worker ${workerPeakMiB ?? '?'} MiB`,
    ),
    ...listLines(report.lists),
    ...recordLines(report.records),
    '',
    ...machineLines(report),
  ]
  return `${lines.join('\n')}\n`
}

function convergenceLines(cloud: string, figures: ConvergenceFigures | null): readonly string[] {
  if (figures === null) return []
  const { targets, scopes, convergeCalls, convergeCallsNecessary, steadyCalls, steadyCallsNecessary } = figures
  return [
    `${cloud}: ${targets} targets over ${scopes} scopes in ${seconds(figures.convergeMs)} (bare script ${seconds(figures.bareMs)}, ${figures.bareCalls} calls)`,
    `  calls ${convergeCalls} of ${convergeCallsNecessary} necessary, a steady look ${steadyCalls} of ${steadyCallsNecessary}; ` +
      `rows ${figures.steadyRowsWritten}; ` +
      `memory ${figures.workerPeakMiB ?? '?'} MiB (${Math.round(figures.barePeakMiB)} the bare script), ` +
      `processor ${figures.workerCpuMs === null ? '?' : seconds(figures.workerCpuMs)} (${seconds(figures.bareCpuMs)})`,
  ]
}

function listLines(figures: ListsFigures | null): readonly string[] {
  if (figures === null) return []
  const { resources, flowLogs, lists } = figures
  return [
    `lists over ${resources} resources and ${flowLogs} flow logs, milliseconds (half of them, 95 of 100) and KiB:`,
    ...lists.map(
      ({ name, p50Ms, p95Ms, maxKiB }) =>
        `${p50Ms.toFixed(0).padStart(6)}${p95Ms.toFixed(0).padStart(6)}${String(maxKiB).padStart(6)}  ${name}`,
    ),
  ]
}

function recordLines(figures: RecordsFigures | null): readonly string[] {
  if (figures === null) return []
  return [
    `records: ${figures.recordsPerSecond} a second out of text (${figures.parseRatio} times a split; ` +
      `as JSON lines ${figures.jsonRatio} times), ${figures.parquetRecordsPerSecond} out of Parquet ` +
      `(${figures.parquetRatio} times its library alone)`,
    `  a file of ${figures.largeMiB} MiB takes ${figures.peakMiB} MiB of memory, a tenth of it ${figures.smallPeakMiB} MiB`,
  ]
}

function machineLines({ machine, isQuick }: Report): readonly string[] {
  const quick = isQuick ? ' Quick run: fleets and files are smaller than those the targets are for.' : ''
  if (machine === null) return quick === '' ? [] : [quick.trim()]
  const { cpuFactor, databaseFactor } = machine
  return [`This machine: ${cpuFactor} (processor) and ${databaseFactor} (database) times the reference's time.${quick}`]
}

function row(name: string, value: string, target: string): string {
  return `${name.padEnd(22)}${value.padStart(12)}   ${target}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
