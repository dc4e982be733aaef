import type { TrafficType } from './flow-log-spec'
import type { CoverageLog } from './coverage-index'
import { settlingTimeMs } from './delivery'

/** The ladder, lowest first. Only its top counts as covered. */
export const RUNGS = ['unlogged', 'configured', 'active', 'delivering'] as const

export type Rung = (typeof RUNGS)[number]

/** What positive evidence of delivery rests on. */
export type Evidence = 'reported' | 'record-seen'

/** What one flow log contributes, and in a sentence why. */
export interface LogRung {
  readonly rung: Rung
  readonly evidence: Evidence | null
  readonly hasFailed: boolean
  readonly text: string
}

/** How late a record may be, beyond its interval, and still count as recent. Source: AWS S3 delivery takes about 10 min */
const RECORD_LATENESS_MS = 15 * 60 * 1000

/** How far one flow log carries the traffic it filters. Pure. */
export function rungOfLog(entry: CoverageLog, now: Date): LogRung {
  const { log, reader } = entry
  const id = log.externalId
  const plain = (rung: Rung, text: string): LogRung => ({ rung, evidence: null, hasFailed: false, text })
  switch (log.status) {
    case 'deleting':
      return plain('unlogged', `${id} is being deleted.`)
    case 'creating':
      return plain('configured', `${id} is still being created.`)
    case 'inactive':
      return plain('configured', `${id} exists but is switched off: it captures nothing.`)
    case 'unknown':
      return plain('configured', `${id} has a status Weir does not know (${log.rawStatus}).`)
    case 'modifying':
      return plain('configured', `${id} is being changed.`)
    case 'active':
      break
  }
  if (log.delivery.state === 'failed') {
    const said = log.delivery.message === null ? '' : ` ("${log.delivery.message}")`
    return { rung: 'active', evidence: null, hasFailed: true, text: `${id} exists, but delivery fails${said}.` }
  }
  if (reader !== null && isRecent(reader.lastRecordAt, log, now)) {
    return { rung: 'delivering', evidence: 'record-seen', hasFailed: false, text: `A recent record of ${id} was seen.` }
  }
  if (reader !== null && reader.trafficIsKnown) {
    return plain('active', `${id} is on, the target carries traffic, but no recent record was seen.`)
  }
  if (log.delivery.state === 'success') {
    return {
      rung: 'delivering',
      evidence: 'reported',
      hasFailed: false,
      text: `The cloud reports that ${id} delivers.`,
    }
  }
  return log.scope.provider === 'alibaba-cen'
    ? settledCen(entry, now)
    : plain('active', `${id} is on, without any word on delivery yet.`)
}

/** CEN never reports delivery: Active for its interval and five minutes stands for it. */
function settledCen({ log, activeSince }: CoverageLog, now: Date): LogRung {
  const id = log.externalId
  const activeForMs = activeSince === null ? 0 : now.getTime() - activeSince.getTime()
  return activeForMs >= settlingTimeMs(log)
    ? {
        rung: 'delivering',
        evidence: 'reported',
        hasFailed: false,
        text: `${id} has been Active for its interval and more.`,
      }
    : { rung: 'active', evidence: null, hasFailed: false, text: `${id} is Active, but not for long enough yet.` }
}

function isRecent(lastRecordAt: Date | null, log: CoverageLog['log'], now: Date): boolean {
  if (lastRecordAt === null) return false
  const { spec } = log
  const intervalSeconds =
    spec === null ? 600 : spec.family === 'cen' ? spec.intervalSeconds : spec.maxAggregationIntervalSeconds
  return now.getTime() - lastRecordAt.getTime() <= intervalSeconds * 1000 + RECORD_LATENESS_MS
}

/** Which traffic a log holds; null when that cannot be read. Pure. */
export function trafficOfLog({ log }: CoverageLog): TrafficType | null {
  if (log.spec !== null) return log.spec.family === 'cen' ? 'ALL' : (log.spec.trafficType ?? 'ALL')
  return log.scope.provider === 'alibaba-cen' ? 'ALL' : null
}

/** Compares rungs; higher is better. Pure. */
export function rungRank(rung: Rung): number {
  return RUNGS.indexOf(rung)
}
