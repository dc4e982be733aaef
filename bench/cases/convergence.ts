import { readRowsWritten, rowsBetween } from '../measure/rows'
import type { BenchEngine } from '../measure/engine'
import type { BenchSimulator } from '../measure/simulator'
import type { MeterSnapshot } from '../../simulator/core/call-meter'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { WorldAccount } from '../../simulator/core/cloud'
import type { BareResult } from '../bare/run'

/** What one cloud's convergence came to. */
export interface ConvergenceFigures {
  readonly targets: number
  readonly scopes: number
  readonly convergeCalls: number
  readonly convergeCallsNecessary: number
  readonly convergeCallsRatio: number
  readonly steadyCalls: number
  readonly steadyCallsNecessary: number
  readonly steadyCallsRatio: number
  readonly convergeMs: number
  readonly bareMs: number
  readonly bareCalls: number
  readonly convergeTimeRatio: number
  readonly engineOverheadMs: number
  readonly steadyRowsWritten: number
  /** By table, only those with any. */
  readonly steadyRowsByTable: Readonly<Record<string, number>>
  readonly workerPeakMiB: number | null
  readonly barePeakMiB: number
  /** Processor time of worker and bare script during the same; unlike the time by the clock it hardly depends on others. */
  readonly workerCpuMs: number | null
  readonly bareCpuMs: number
  readonly callsByOperation: Readonly<Record<string, number>>
}

export interface ConvergenceCase {
  readonly engine: BenchEngine
  readonly simulator: BenchSimulator
  readonly accounts: readonly WorldAccount[]
  readonly document: ConfigurationDocument
  readonly targets: number
  readonly scopes: number
  readonly necessary: { readonly converge: number; readonly steady: number }
  readonly bare: { readonly result: BareResult; readonly calls: MeterSnapshot }
  /** The flow logs that the cloud really holds, as the ids of what they are on. */
  readonly truth: () => Promise<readonly string[]>
  readonly timeoutMs: number
  readonly note: (text: string) => void
}

/**
 * Lets the engine put a fleet under flow logging that it has never seen, and then look at it once more. The Configuration
 * is approved first, with nothing to select; time and calls count from the moment the accounts are there, so that every
 * necessary call happens once: discovery, listing before, creations, listing after.
 */
export async function measureConvergence(given: ConvergenceCase): Promise<ConvergenceFigures> {
  const { engine, simulator, note, targets, necessary, bare } = given
  await engine.approve(given.document)
  await simulator.resetCalls()
  const cpuBefore = await engine.workerCpuMs()
  const startedAt = performance.now()
  await engine.addAccounts(given.accounts)
  await engine.untilActive(targets, given.timeoutMs)
  const convergeMs = performance.now() - startedAt
  const cpuAfter = await engine.workerCpuMs()
  note(`${targets} targets confirmed after ${(convergeMs / 1000).toFixed(1)} s`)
  await engine.untilQuiet(given.timeoutMs)
  requireExactlyOne(await given.truth(), targets)

  const before = await readRowsWritten(engine.database.pool)
  const converge = await simulator.calls()
  await simulator.resetCalls()
  const steadyMs = await engine.look(given.timeoutMs)
  await engine.untilQuiet(given.timeoutMs)
  const steady = await simulator.calls()
  const steadyRowsByTable = rowsBetween(before, await readRowsWritten(engine.database.pool))
  note(`a steady look took ${(steadyMs / 1000).toFixed(1)} s`)

  const rowsWritten = Object.values(steadyRowsByTable).reduce((left, right) => left + right, 0)
  return {
    targets,
    scopes: given.scopes,
    convergeCalls: converge.total,
    convergeCallsNecessary: necessary.converge,
    convergeCallsRatio: converge.total / necessary.converge,
    steadyCalls: steady.total,
    steadyCallsNecessary: necessary.steady,
    steadyCallsRatio: steady.total / necessary.steady,
    convergeMs,
    bareMs: bare.result.ms,
    bareCalls: bare.calls.total,
    convergeTimeRatio: convergeMs / bare.result.ms,
    engineOverheadMs: convergeMs - bare.result.ms,
    steadyRowsWritten: rowsWritten,
    steadyRowsByTable,
    workerPeakMiB: await engine.workerPeakMiB(),
    barePeakMiB: bare.result.peakMiB,
    workerCpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    bareCpuMs: bare.result.cpuMs,
    callsByOperation: converge.byOperation,
  }
}

/** A bench of an engine that makes twins, or misses some, would measure nothing. */
function requireExactlyOne(targetsOfLogs: readonly string[], targets: number): void {
  const distinct = new Set(targetsOfLogs).size
  if (targetsOfLogs.length === targets && distinct === targets) return
  throw new Error(`The cloud holds ${targetsOfLogs.length} flow logs on ${distinct} targets instead of ${targets}.`)
}
