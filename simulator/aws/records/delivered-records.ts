import type { SimContext } from '../../core/cloud'
import { createRandom } from '../../core/random'
import { deliveryVerdict } from '../delivery'
import { parseFormat } from '../record-format'
import type { AwsWorld } from '../world'
import type { FlowLog } from '../world-types'
import { capturePoints, type CapturePoint } from './capture-points'
import { rowsOf, type Row } from './record-values'
import { captureOf, WINDOW_SECONDS } from './traffic'

/** Records older than this are gone from wherever they were delivered to. */
export const RETENTION_MS = 14 * 24 * 3600_000

/** One delivered record. */
export interface DeliveredRecord {
  readonly row: Row
  /** Unix seconds. */
  readonly start: number
  readonly end: number
}

/** What a flow log has delivered, computed when it is asked for: nothing of it is kept. */
export interface Delivered {
  readonly flowLog: FlowLog
  readonly fields: readonly string[]
  readonly points: readonly CapturePoint[]
  /** The time that records exist for, Unix seconds in whole windows, the end left out. Empty when they are equal. */
  readonly from: number
  readonly to: number
  /** Records of one point and window. `windowStart` is a multiple of the window. */
  recordsOf(point: CapturePoint, windowStart: number): readonly DeliveredRecord[]
}

/**
 * What a flow log has delivered up to `nowMs`; undefined when it delivers nothing: its delivery fails, was never tried, or
 * nothing can be captured. "Rate limited" loses a part. A flow log delivers from its creation, so what a failing one
 * delivered before it failed is not told. Source: VPC user guide, flow logs troubleshooting.
 */
export function deliveredBy(
  context: SimContext,
  world: AwsWorld,
  flowLog: FlowLog,
  nowMs: number,
): Delivered | undefined {
  const fields = parseFormat(flowLog.logFormat)
  if (!fields) return undefined
  const verdict = deliveryVerdict(world, flowLog, nowMs)
  const isLossy = verdict.error?.startsWith('Rate limited') === true
  if (verdict.status === null || (verdict.status === 'FAILED' && !isLossy)) return undefined
  const delayMs = context.clock.scaled(context.settings.aws.recordDelayMs)
  const endMs = Math.min(nowMs - delayMs, flowLog.deletedAtMs ?? Infinity)
  const from = Math.ceil(Math.max(flowLog.createdAtMs, nowMs - RETENTION_MS) / 1000 / WINDOW_SECONDS) * WINDOW_SECONDS
  const to = Math.floor(endMs / 1000 / WINDOW_SECONDS) * WINDOW_SECONDS
  if (to <= from) return undefined
  const points = capturePoints(world, flowLog)
  if (points.length === 0) return undefined
  return {
    flowLog,
    fields,
    points,
    from,
    to,
    recordsOf: (point, windowStart) => {
      if (windowStart < from || windowStart >= to) return []
      if (isLossy && createRandom(`loss/${point.id}/${windowStart}`).chance(0.6)) return []
      return rowsOf(flowLog, fields, point, windowStart, captureOf(point, windowStart))
    },
  }
}

/** A record as a line: values with single spaces between, `-` for none. Pure. */
export function lineOf(row: Row): string {
  return row.map((value) => (value === null ? '-' : String(value))).join(' ')
}
