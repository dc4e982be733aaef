import type { DurationRange } from '../core/random'
import { fractionFrom } from './ids'
import type { AlibabaWorld } from './world'
import type { SimFlowLog, SimGoneFlowLog, SimTransition } from './world-types'

/** The states in which only queries are allowed. Source: API reference, CreateFlowlog and DescribeFlowlogs, read 2026-11. */
const TRANSIENT: ReadonlySet<SimFlowLog['status']> = new Set(['Creating', 'Modifying', 'Deleting'])

export function isTransient(log: SimFlowLog): boolean {
  return TRANSIENT.has(log.status)
}

/**
 * Lets every due transition happen. The service works in the background; here time passes when somebody looks, which
 * shows the same to any client and needs no timers.
 */
export function advanceFlowLogs(world: AlibabaWorld, nowMs: number): void {
  for (const log of world.flowLogs.values()) {
    const due = log.transition
    if (due === null || due.atMs === null || due.atMs > nowMs) continue
    log.transition = null
    if (due.to === 'absent') {
      forget(world, log, nowMs, log.status === 'Deleting' ? 'deleted' : 'vanished')
      continue
    }
    log.status = due.to
    log.name = due.changes?.name ?? log.name
    log.description = due.changes?.description ?? log.description
    log.intervalSeconds = due.changes?.intervalSeconds ?? log.intervalSeconds
  }
}

/** Takes a flow log out of the world and into its history. */
export function forget(
  world: AlibabaWorld,
  log: SimFlowLog,
  nowMs: number,
  because: SimGoneFlowLog['goneBecause'],
): void {
  world.flowLogs.delete(log.flowLogId)
  world.goneFlowLogs.push({ ...log, transition: null, goneAtMs: nowMs, goneBecause: because })
}

/** Starts a background task: the state it is seen in, where it leads and when. */
export function begin(log: SimFlowLog, status: 'Creating' | 'Modifying' | 'Deleting', transition: SimTransition): void {
  log.status = status
  log.transition = transition
}

/** How long this task takes: stable for one log and one task, spread evenly over the range. Pure. */
export function taskMs(range: DurationRange, seed: string): number {
  return Math.round(range.minMs + Math.max(0, range.maxMs - range.minMs) * fractionFrom(seed))
}
