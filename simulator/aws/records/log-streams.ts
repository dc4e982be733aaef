import type { SimContext } from '../../core/cloud'
import { parseDestination } from '../destination'
import type { AwsWorld } from '../world'
import type { FlowLog } from '../world-types'
import { deliveredBy, lineOf, RETENTION_MS, type Delivered } from './delivered-records'
import type { CapturePoint } from './capture-points'
import { WINDOW_SECONDS } from './traffic'

/** An event as CloudWatch Logs gives it. Milliseconds since 1970. */
export interface LogEvent {
  readonly timestamp: number
  readonly ingestionTime: number
  readonly message: string
}

/** A log stream with everything that delivers into it: flow logs of one kind on one interface share one. */
export interface LogStream {
  readonly name: string
  readonly sources: readonly { readonly delivered: Delivered; readonly point: CapturePoint }[]
  /** The time that events exist for, Unix seconds in whole windows, the end left out. */
  readonly from: number
  readonly to: number
}

/** The streams of a log group that hold anything, by name. Streams appear with their first record. */
export function streamsOf(
  context: SimContext,
  world: AwsWorld,
  group: { readonly accountId: string; readonly region: string; readonly name: string },
  nowMs: number,
): readonly LogStream[] {
  const streams = new Map<string, LogStream>()
  for (const flowLog of world.flowLogs.all()) {
    if (!deliversTo(flowLog, group)) continue
    const delivered = deliveredBy(context, world, flowLog, nowMs)
    if (!delivered) continue
    for (const point of delivered.points) {
      const name = streamName(flowLog, point)
      const stream = streams.get(name)
      streams.set(name, {
        name,
        sources: [...(stream?.sources ?? []), { delivered, point }],
        from: Math.min(stream?.from ?? Infinity, delivered.from),
        to: Math.max(stream?.to ?? 0, delivered.to),
      })
    }
  }
  return [...streams.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The events of a stream in one window, oldest first. */
export function eventsIn(context: SimContext, stream: LogStream, windowStart: number): readonly LogEvent[] {
  const delayMs = context.clock.scaled(context.settings.aws.recordDelayMs)
  const events: LogEvent[] = []
  for (const { delivered, point } of stream.sources) {
    for (const { row, start } of delivered.recordsOf(point, windowStart)) {
      const ingestionTime = (windowStart + WINDOW_SECONDS) * 1000 + delayMs
      // The time of an event is the start of its record. Source: VPC user guide, flow logs in CloudWatch Logs.
      events.push({ timestamp: start * 1000, ingestionTime, message: lineOf(row) })
    }
  }
  return events.sort((one, other) => one.timestamp - other.timestamp)
}

/** The newest window of a stream that holds an event; undefined when none does. */
export function newestWindow(context: SimContext, stream: LogStream): number | undefined {
  const oldest = Math.max(stream.from, stream.to - RETENTION_MS / 1000)
  for (let window = stream.to - WINDOW_SECONDS; window >= oldest; window -= WINDOW_SECONDS) {
    if (eventsIn(context, stream, window).length > 0) return window
  }
  return undefined
}

/** The oldest window of a stream that holds an event; undefined when none does. */
export function oldestWindow(context: SimContext, stream: LogStream): number | undefined {
  for (let window = stream.from; window < stream.to; window += WINDOW_SECONDS) {
    if (eventsIn(context, stream, window).length > 0) return window
  }
  return undefined
}

function deliversTo(
  flowLog: FlowLog,
  group: { readonly accountId: string; readonly region: string; readonly name: string },
): boolean {
  if (flowLog.destinationType !== 'cloud-watch-logs') return false
  const { accountId, region } = flowLog
  if (accountId !== group.accountId || region !== group.region) return false
  if (flowLog.logGroupName !== null) return flowLog.logGroupName === group.name
  const destination = parseDestination('cloud-watch-logs', flowLog.logDestination ?? '')
  return destination?.type === 'cloud-watch-logs' && destination.name === group.name
}

/** `<eni>-all|accept|reject`. Transit gateways: the id of what is logged is in the name; the rest of it nobody documents. */
function streamName(flowLog: FlowLog, point: CapturePoint): string {
  if (point.kind === 'attachment') return `${flowLog.resourceId}-all`
  return `${point.id}-${(flowLog.trafficType ?? 'ALL').toLowerCase()}`
}
