import {
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandOutput,
  type LogStream,
} from '@aws-sdk/client-cloudwatch-logs'
import { parseArn } from '../../../domain/aws/arn'
import type { AwsFlowLogSpec } from '../../../domain/flow-log-spec'
import type { RecordFormat } from '../../../domain/records/record-format'
import { createRecordParser } from '../../../domain/records/record-parser'
import { isSpent, type PageBudget, type RecordPart } from '../../record-page'
import type { CallContext } from '../../provider'
import type { NewestRecord, PageNote, RecordQuery, RecordSource } from '../../records'
import type { AwsClients } from '../client'
import { CLOUDWATCH_LOGS } from '../further-services'

/** FilterLogEvents takes so many stream names. Source: CloudWatch Logs API reference, FilterLogEvents. */
const MOST_STREAMS = 100
const STREAMS_PER_PAGE = 50
const MOST_STREAM_PAGES = 8

/** Slices of time are read backwards, each twice as long as the one behind it while little is found. */
const FIRST_SLICE_MS = 5 * 60_000
const LONGEST_SLICE_MS = 6 * 3_600_000
const MOST_EVENTS_PER_SLICE = 10_000
const ENOUGH_EVENTS_PER_SLICE = 500

/**
 * The records of a flow log in a log group, newest first. The events of a listing come oldest first, so time is cut into
 * slices that are read from the newest. Streams are named after interfaces and shared by logs of one traffic type.
 * Source: VPC user guide, flow logs in CloudWatch Logs; CloudWatch Logs API reference, FilterLogEvents (read 2026-11)
 */
export async function* logGroupParts(
  clients: AwsClients,
  context: CallContext,
  source: RecordSource & { readonly spec: AwsFlowLogSpec },
  format: RecordFormat,
  query: RecordQuery,
  budget: PageBudget,
): AsyncGenerator<RecordPart> {
  const group = groupName(source.spec)
  const { names, notes } = await streamsOf(clients, context, source, group, budget)
  let slice = firstSlice(query)
  while (names.length > 0) {
    const events = await eventsIn(clients, context, { group, names }, slice, budget)
    if (events === null) {
      slice = { ...slice, lengthMs: Math.floor(slice.lengthMs / 2), after: 0 }
      continue
    }
    const { endMs, lengthMs, after } = slice
    const beginMs = Math.max(query.from.getTime(), endMs - lengthMs)
    const nextLength = events.length < ENOUGH_EVENTS_PER_SLICE ? Math.min(LONGEST_SLICE_MS, lengthMs * 2) : lengthMs
    const isLast = beginMs <= query.from.getTime()
    yield {
      batches: createRecordParser(format, 'never').readMessages(events),
      after,
      cursorAt: (given) => cursorOf(endMs, lengthMs, given),
      next: isLast ? null : cursorOf(beginMs, nextLength, 0),
      notes,
    }
    if (isLast) return
    slice = { endMs: beginMs, lengthMs: nextLength, after: 0 }
  }
}

/**
 * The newest records of logs that share a group: the streams with the newest events, one page of them for all logs, and
 * more pages only while logs are missing. Source: CloudWatch Logs API reference, DescribeLogStreams (read 2026-11)
 */
export async function newestInGroup(
  clients: AwsClients,
  context: CallContext,
  sources: readonly (RecordSource & { readonly spec: AwsFlowLogSpec })[],
): Promise<readonly NewestRecord[]> {
  const [first] = sources
  if (first === undefined) return []
  const group = groupName(first.spec)
  const newest = new Map<string, Date>()
  let nextToken: string | undefined
  for (let page = 0; page < MOST_STREAM_PAGES && newest.size < sources.length; page += 1) {
    const command = new DescribeLogStreamsCommand({
      logGroupName: group,
      orderBy: 'LastEventTime',
      descending: true,
      limit: STREAMS_PER_PAGE,
      ...(nextToken === undefined ? {} : { nextToken }),
    })
    const { output } = await clients.further(context, CLOUDWATCH_LOGS, {
      operation: 'DescribeLogStreams',
      send: (client, options) => client.send(command, options),
    })
    for (const stream of output.logStreams ?? []) {
      const at = timeOf(stream)
      if (at === null) continue
      for (const source of sources) {
        const known = newest.get(source.externalId)
        if (belongsTo(source, stream.logStreamName ?? '') && (known === undefined || known < at)) {
          newest.set(source.externalId, at)
        }
      }
    }
    nextToken = output.nextToken
    if (nextToken === undefined) break
  }
  return sources.flatMap((source) => {
    // Whose streams are not known says nothing, unless nobody else writes into the group.
    if (source.members === null && sources.length > 1) return []
    return [{ externalId: source.externalId, at: newest.get(source.externalId) ?? null }]
  })
}

interface Slice {
  readonly endMs: number
  readonly lengthMs: number
  readonly after: number
}

function firstSlice(query: RecordQuery): Slice {
  const { cursor, to } = query
  const match = cursor?.at === 'cloud-watch-logs' ? /^(\d{1,15})-(\d{1,9})$/.exec(cursor.token ?? '') : null
  if (match === null || cursor?.at !== 'cloud-watch-logs') {
    return { endMs: to.getTime(), lengthMs: FIRST_SLICE_MS, after: 0 }
  }
  const lengthMs = Math.max(1, Math.min(LONGEST_SLICE_MS, Number(match[2])))
  return { endMs: Math.min(to.getTime(), Number(match[1])), lengthMs, after: cursor.after }
}

function cursorOf(endMs: number, lengthMs: number, after: number) {
  return { at: 'cloud-watch-logs' as const, token: `${endMs}-${lengthMs}`, after }
}

/** The messages of a slice of time, oldest first; null when they are more than one part should hold. */
async function eventsIn(
  clients: AwsClients,
  context: CallContext,
  place: { readonly group: string; readonly names: readonly string[] },
  { endMs, lengthMs }: Slice,
  budget: PageBudget,
): Promise<readonly string[] | null> {
  const messages: string[] = []
  let nextToken: string | undefined
  do {
    const command = new FilterLogEventsCommand({
      logGroupName: place.group,
      logStreamNames: [...place.names],
      startTime: endMs - lengthMs,
      // Both ends are included there.
      endTime: endMs - 1,
      limit: MOST_EVENTS_PER_SLICE,
      ...(nextToken === undefined ? {} : { nextToken }),
    })
    budget.calls -= 1
    const { output } = await clients.further<
      Awaited<ReturnType<typeof CLOUDWATCH_LOGS.load>>,
      FilterLogEventsCommandOutput
    >(context, CLOUDWATCH_LOGS, {
      operation: 'FilterLogEvents',
      send: (client, options) => client.send(command, options),
    })
    for (const { message } of output.events ?? []) if (message !== undefined) messages.push(message)
    // A page may be empty and still have a token: only its absence ends the listing.
    nextToken = output.nextToken
    const isTooMuch = messages.length >= MOST_EVENTS_PER_SLICE || isSpent(budget)
    if (nextToken !== undefined && isTooMuch) {
      if (lengthMs > 60_000 && !isSpent(budget)) return null
      // The shortest slice, or no calls left: what was found is shown.
      return messages
    }
  } while (nextToken !== undefined)
  return messages
}

async function streamsOf(
  clients: AwsClients,
  context: CallContext,
  source: RecordSource & { readonly spec: AwsFlowLogSpec },
  group: string,
  budget: PageBudget,
): Promise<{ readonly names: readonly string[]; readonly notes: readonly PageNote[] }> {
  const found: LogStream[] = []
  // One interface: its stream can be asked for. Others are looked for among those with the newest events.
  const prefix = source.targetExternalId.startsWith('eni-') ? source.targetExternalId : undefined
  let nextToken: string | undefined
  for (let page = 0; page < MOST_STREAM_PAGES && found.length < MOST_STREAMS; page += 1) {
    const order =
      prefix === undefined ? ({ orderBy: 'LastEventTime', descending: true } as const) : { logStreamNamePrefix: prefix }
    const command = new DescribeLogStreamsCommand({
      logGroupName: group,
      limit: STREAMS_PER_PAGE,
      ...order,
      ...(nextToken === undefined ? {} : { nextToken }),
    })
    budget.calls -= 1
    const { output } = await clients.further(context, CLOUDWATCH_LOGS, {
      operation: 'DescribeLogStreams',
      send: (client, options) => client.send(command, options),
    })
    found.push(...(output.logStreams ?? []).filter(({ logStreamName = '' }) => belongsTo(source, logStreamName)))
    nextToken = output.nextToken
    if (nextToken === undefined) break
  }
  const names = found.flatMap(({ logStreamName }) => logStreamName ?? []).slice(0, MOST_STREAMS)
  const notes: PageNote[] = []
  if (nextToken !== undefined || found.length > MOST_STREAMS) {
    notes.push({
      kind: 'not-all-streams',
      message: `Only the ${names.length} streams with the newest events are read; others of this log may hold more.`,
    })
  }
  if (source.members === null && names.length > 0) {
    notes.push({
      kind: 'shared-destination',
      message: 'Network interfaces are not discovered here, so records of other flow logs in this group are shown too.',
    })
  }
  return { names, notes }
}

/**
 * Whether a stream holds records of a log: `<interface>-all|accept|reject` for interfaces; for transit gateways the name
 * holds the id, and the rest of it is nowhere written down. Source: VPC user guide, flow logs in CloudWatch Logs. Pure.
 */
export function belongsTo(source: RecordSource & { readonly spec: AwsFlowLogSpec }, stream: string): boolean {
  if (source.spec.family === 'aws-transit-gateway') {
    return [source.targetExternalId, ...(source.members ?? [])].some((id) => stream.includes(id))
  }
  const match = /^(eni-[0-9a-f]+)-(all|accept|reject)$/.exec(stream)
  if (match === null || match[2] !== (source.spec.trafficType ?? 'ALL').toLowerCase()) return false
  return source.members === null || source.members.includes(match[1] ?? '')
}

/** The last event's time; what CloudWatch Logs updates late is helped out by the time of ingestion. */
function timeOf({ lastEventTimestamp, lastIngestionTime }: LogStream): Date | null {
  const ms = lastEventTimestamp ?? lastIngestionTime
  return ms === undefined || ms === 0 ? null : new Date(ms)
}

/** `arn:…:log-group:<name>`: specs hold the ARN, also where the log was made with a name. */
function groupName({ logDestination }: AwsFlowLogSpec): string {
  return (parseArn(logDestination)?.resource ?? logDestination).replace(/^log-group:/, '')
}
